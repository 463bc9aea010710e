package stytch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stytchauth/stytch-go/v16/stytch"
	"github.com/stytchauth/stytch-go/v16/stytch/config"

	"example.com/usher/migrator"
)

var (
	errUnreadable = errors.New("answer cannot be read")
	errIncomplete = errors.New("answer lacks what it must have")
)

// client is the SDK's own client with another way to read answers. All
// requests go through it, those of the typed API too.
type client struct{ *stytch.DefaultClient }

func newClient(c migrator.Connection, base *url.URL, network http.RoundTripper) client {
	sdk := stytch.New(c.Target.ProjectID, c.Secret)
	sdk.Config.BaseURI = config.BaseURI(strings.TrimSuffix(base.String(), "/"))
	sdk.Config.FraudBaseURI = sdk.Config.BaseURI
	sdk.HTTPClient = &http.Client{
		Timeout:       requestTimeout,
		Transport:     transport{network},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return client{sdk}
}

// NewRequest sends a request and reads its answer into params.V. The SDK's
// own would fail a successful call for one empty timestamp, and would make
// float64 of the numbers in metadata.
func (c client) NewRequest(ctx context.Context, params stytch.RequestParams) error {
	answer, err := c.RawRequest(ctx, params)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(answer, params.V, readTolerantly); err != nil {
		return errUnreadable // the cause's text may quote the answer
	}
	return nil
}

var readTolerantly = json.JoinOptions(
	jsontext.AllowDuplicateNames(true),
	jsontext.AllowInvalidUTF8(true),
	json.WithUnmarshalers(json.JoinUnmarshalers(
		json.UnmarshalFromFunc(readTime),
		json.UnmarshalFromFunc(readRaw),
	)),
)

// readTime leaves a time that is none at zero.
func readTime(d *jsontext.Decoder, t *time.Time) error {
	token, err := d.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != '"' {
		return errUnreadable
	}
	if read, err := time.Parse(time.RFC3339, token.String()); err == nil {
		*t = read
	}
	return nil
}

// readRaw keeps the values of metadata as they came.
func readRaw(d *jsontext.Decoder, v *any) error {
	raw, err := d.ReadValue()
	if err != nil {
		return err
	}
	*v = raw.Clone()
	return nil
}
