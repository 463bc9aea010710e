package stytch

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"sync/atomic"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/stytchapi"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// searchesPerMinute is Stytch's limit for searches (docs: rate limits).
const searchesPerMinute = 150

// Adapter is one project. It is safe for use from many goroutines.
type Adapter struct {
	projectID string
	api       *stytchapi.API
	client    client
	pacer     *pacer.Pacer
	// mostValues is how many values a search may ask for; it shrinks when
	// Stytch takes fewer.
	mostValues atomic.Int64
}

var (
	_ migrator.Destination  = (*Adapter)(nil)
	_ migrator.Lister       = (*Adapter)(nil)
	_ migrator.Counter      = (*Adapter)(nil)
	_ migrator.Updater      = (*Adapter)(nil)
	_ migrator.LoginChecker = (*Adapter)(nil)
)

// Connect makes the adapter for a project. It sends nothing; what is wrong
// with the credentials' form, with the target or with the rate is said in a
// *migrator.FatalError.
func Connect(c migrator.Connection) (migrator.Destination, error) {
	base, err := checkConnection(c)
	if err != nil {
		return nil, err
	}
	a, err := newAdapter(c, base, newNetwork(base, nil))
	if err != nil {
		return nil, err
	}
	return a, nil
}

// ConnectOver is Connect over a transport instead of the network, for tests in
// memory (sandbox.Transport). It has to call the hooks of httptrace, from
// which the pacer learns what has left.
func ConnectOver(c migrator.Connection, network http.RoundTripper) (*Adapter, error) {
	base, err := checkConnection(c)
	if err != nil {
		return nil, err
	}
	return newAdapter(c, base, network)
}

func newAdapter(c migrator.Connection, base *url.URL, network http.RoundTripper) (*Adapter, error) {
	p, err := newPacer(c)
	if err != nil {
		return nil, err
	}
	sdk := newClient(c, base, network)
	api, err := stytchapi.NewClient(c.Target.ProjectID, c.Secret, stytchapi.WithClient(sdk), stytchapi.WithSkipJWKSInitialization())
	if err != nil {
		return nil, &migrator.FatalError{Op: "connect", Err: errors.New("the SDK does not take the credentials"), Hint: hintCredentials}
	}
	a := &Adapter{projectID: c.Target.ProjectID, api: api, client: sdk, pacer: p}
	a.mostValues.Store(maxSearchValues)
	return a, nil
}

// newPacer begins with a full ring: a process that has just ended may have
// sent a second's worth.
func newPacer(c migrator.Connection) (*pacer.Pacer, error) {
	config := pacer.Config{Rate: c.Rate, FullRing: true}
	if c.Rate > 0 {
		config.SearchPerMinute = searchesPerMinute
	}
	if len(c.Pacing) > 0 {
		if err := json.Unmarshal(c.Pacing, &config.Resume); err != nil {
			return nil, &migrator.FatalError{Op: "connect", Err: errors.New("the checkpoint's pacing state cannot be read"), Hint: "The checkpoint may be damaged; usher status says more."}
		}
	}
	return pacer.New(config), nil
}

// CloseIdleConnections closes connections that nobody uses now.
func (a *Adapter) CloseIdleConnections() { a.client.HTTPClient.CloseIdleConnections() }
