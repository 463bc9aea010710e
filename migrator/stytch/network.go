package stytch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"example.com/usher/migrator"
)

const (
	// requestTimeout is from the permit to the last byte of the answer.
	requestTimeout = 30 * time.Second
	dialTimeout    = 10 * time.Second
	// idleTimeout is shorter than that of the usual load balancers (60 s), so
	// that a write seldom meets a connection which the other side is closing:
	// its answer would be lost.
	idleTimeout = 30 * time.Second
	// pingAfter and pingTimeout find a dead HTTP/2 connection, which would
	// otherwise be used until the system gives it up.
	pingAfter   = 10 * time.Second
	pingTimeout = 10 * time.Second

	maxHeaderBytes = 1 << 20
	// maxIdle connections are as many as the pacer has requests in flight.
	maxIdle = 256
)

var errElsewhere = errors.New("another address than the base URL's")

// dialer makes a connection, as net.Dialer.DialContext does.
type dialer func(ctx context.Context, network, address string) (net.Conn, error)

// newNetwork is the transport below the paced one. On loopback it knows no
// proxy, and dials nothing but the base URL's own address.
func newNetwork(base *url.URL, dial dialer) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	local := migrator.IsLoopback(base.Hostname())
	if dial == nil {
		d := net.Dialer{KeepAlive: 30 * time.Second}
		if local {
			d.Control = onlyLoopback
		}
		dial = d.DialContext
	}
	if local {
		t.Proxy = nil
		dial = onlyTo(address(base), dial)
	}
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, dialTimeout)
		defer cancel()
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &wire{Conn: conn}, nil
	}
	t.MaxIdleConns, t.MaxIdleConnsPerHost = maxIdle, maxIdle
	t.IdleConnTimeout = idleTimeout
	t.MaxResponseHeaderBytes = maxHeaderBytes
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout}
	return t
}

func address(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

func onlyTo(allowed string, dial dialer) dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != allowed {
			return nil, errElsewhere
		}
		return dial(ctx, network, address)
	}
}

// onlyLoopback sees the address after the name was looked up: a "localhost"
// that leads away from this machine is not dialled.
func onlyLoopback(_, address string, _ syscall.RawConn) error {
	if ip, err := netip.ParseAddrPort(address); err != nil || !ip.Addr().Unmap().IsLoopback() {
		return errElsewhere
	}
	return nil
}
