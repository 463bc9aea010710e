package stytch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"time"
)

const (
	// maxBody is far above the largest page of users.
	maxBody = 64 << 20
	// maxRetryAfter bounds what a destination can ask for.
	maxRetryAfter = 10 * time.Minute
)

var (
	errUnpaced = errors.New("request without a permit")
	errTooLong = errors.New("answer longer than 64 MiB")
)

// transport lets out nothing but requests that belong to a trip, each trip
// once, and notes what the SDK drops.
type transport struct{ network http.RoundTripper }

// CloseIdleConnections is looked for by http.Client.
func (t transport) CloseIdleConnections() {
	if network, ok := t.network.(interface{ CloseIdleConnections() }); ok {
		network.CloseIdleConnections()
	}
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	trip := tripOf(r.Context())
	if trip == nil || trip.used {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, errUnpaced
	}
	trip.used = true
	response, err := t.network.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trip.trace())))
	if err != nil {
		return nil, err
	}
	trip.status = response.StatusCode
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		trip.date = date
	}
	trip.retryAfter = retryAfter(response.Header.Get("Retry-After"), trip.date)
	response.Body = &body{ReadCloser: response.Body, trip: trip, left: maxBody}
	return response, nil
}

// retryAfter reads seconds or a date; a date counts from the server's own
// clock where it is known.
func retryAfter(s string, date time.Time) time.Duration {
	var wait time.Duration
	if seconds, err := strconv.ParseUint(s, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if until, err := http.ParseTime(s); err == nil {
		if date.IsZero() {
			date = time.Now()
		}
		wait = until.Sub(date)
	}
	return max(0, min(wait, maxRetryAfter))
}

// body is capped, and remembers that it was cut off: the SDK reports a broken
// error body like one that is no JSON.
type body struct {
	io.ReadCloser
	trip *trip
	left int64
}

func (b *body) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.trip.cut = true
		return 0, errTooLong
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		b.trip.cut = true
	}
	return n, err
}
