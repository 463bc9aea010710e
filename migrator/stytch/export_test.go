package stytch

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/stytchapi"

	"example.com/usher/migrator"
)

// What tests of the public door need to reach behind it.

// SDK is the typed API.
func (a *Adapter) SDK() *stytchapi.API { return a.api }

// Trust makes an adapter believe a test server's certificate.
func (a *Adapter) Trust(pool *x509.CertPool) {
	a.network().TLSClientConfig = &tls.Config{RootCAs: pool}
}

// UsesProxy reports whether a proxy of the environment would be used.
func (a *Adapter) UsesProxy() bool { return a.network().Proxy != nil }

// DialFor is the dialler below the transport.
func (a *Adapter) DialFor() dialer { return a.network().DialContext }

func (a *Adapter) network() *http.Transport {
	return a.client.HTTPClient.Transport.(transport).network.(*http.Transport)
}

// Dial makes a connection.
type Dial = dialer

// ConnectThrough is Connect with another dialler.
func ConnectThrough(c migrator.Connection, dial Dial) (*Adapter, error) {
	base, err := checkConnection(c)
	if err != nil {
		return nil, err
	}
	return newAdapter(c, base, newNetwork(base, dial))
}
