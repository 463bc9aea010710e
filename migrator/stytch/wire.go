package stytch

import (
	"crypto/tls"
	"net"
	"sync/atomic"
)

// wire is a connection that tells the trip which uses it what really went to
// the socket. net/http says "written" when a small request is in its buffer,
// which is before that.
type wire struct {
	net.Conn
	trip atomic.Pointer[trip]
}

func (w *wire) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	if t := w.trip.Load(); t != nil && n > 0 {
		t.wroteBytes()
	}
	return n, err
}

// wireOf finds the wire below a connection of net/http. An HTTP/2 connection
// has none to offer, because many requests share it.
func wireOf(conn net.Conn) *wire {
	for {
		switch c := conn.(type) {
		case *wire:
			return c
		case *tls.Conn:
			if c.ConnectionState().NegotiatedProtocol == "h2" {
				return nil
			}
			conn = c.NetConn()
		default:
			return nil
		}
	}
}
