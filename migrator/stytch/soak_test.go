package stytch_test

import (
	"context"
	"flag"
	"net"
	"sync"
	"testing"
	"time"

	"example.com/usher/migrator"
)

var soak = flag.Duration("soak", 0, "how long TestSoak sends at the cap, with a real clock (0 = not at all)")

// stampedConn notes when the socket had taken what was written.
type stampedConn struct {
	net.Conn
	writes *arrivals
}

func (c stampedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.writes.note()
	return n, err
}

// TestSoak holds the cap where it is hardest to hold: at the sockets of a busy
// machine.
//
//	go test ./migrator/stytch -run Soak -soak 60s
func TestSoak(t *testing.T) {
	if *soak == 0 {
		t.Skip("takes a while; see -soak")
	}
	var writes arrivals
	c := sandboxAt(listening(t, answers(200, goodForAll)))
	c.Rate = migrator.MaxRate
	a := connect(t, c, func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return stampedConn{conn, &writes}, err
	})
	defer a.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(t.Context(), *soak)
	defer cancel()
	var workers sync.WaitGroup
	for range 64 {
		workers.Go(func() {
			for ctx.Err() == nil {
				a.Write(migrator.WithStop(t.Context(), ctx), aCreate)
			}
		})
	}
	workers.Wait()
	pace := a.Pace()
	if writes.most() > migrator.MaxRate || pace.Requests != writes.count() {
		t.Errorf("at most %d written in a closed second; %d written, %d counted", writes.most(), writes.count(), pace.Requests)
	}
	span := writes.at[len(writes.at)-1].Sub(writes.at[0])
	t.Logf("%d requests in %v: %.1f %% of the cap, at most %d in a second", writes.count(), span.Round(time.Millisecond),
		100*float64(writes.count())/(span.Seconds()*migrator.MaxRate), writes.most())
}
