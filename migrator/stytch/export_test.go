package stytch

import (
	"crypto/tls"
	"crypto/x509"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/stytchapi"
)

// What tests of the public door need to reach behind it.

// SDK is the typed API.
func (a *Adapter) SDK() *stytchapi.API { return a.api }

// Trust makes an adapter believe a test server's certificate.
func (a *Adapter) Trust(pool *x509.CertPool) {
	a.network.TLSClientConfig = &tls.Config{RootCAs: pool}
}

// UsesProxy reports whether a proxy of the environment would be used.
func (a *Adapter) UsesProxy() bool { return a.network.Proxy != nil }

// DialFor is the dialler below the transport.
func (a *Adapter) DialFor() Dial { return a.network.DialContext }
