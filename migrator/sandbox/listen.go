package sandbox

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Start listens on addr ("127.0.0.1:0" for any free port) and serves until
// Close. An address beyond loopback is refused unless Config allows it.
func (s *Sandbox) Start(addr string) error {
	s.listening.Lock()
	defer s.listening.Unlock()
	if s.listener != nil {
		return fmt.Errorf("start sandbox on %s: it listens on %s already", addr, s.listener.Addr())
	}
	select {
	case <-s.closing:
		return fmt.Errorf("start sandbox on %s: %w", addr, errClosed)
	default:
	}
	if err := s.checkAddress(addr); err != nil {
		return fmt.Errorf("start sandbox on %s: %w", addr, err)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("start sandbox: %w", err)
	}
	s.listener = listener
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	go s.server.Serve(listener) // ends with Close; there is nobody to tell
	return nil
}

var errNotLoopback = errors.New("the address is not on loopback")

func (s *Sandbox) checkAddress(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if s.anyInterface || host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return errNotLoopback
	}
	return nil
}

// Addr is the address on which Start listens, "" before.
func (s *Sandbox) Addr() string {
	s.listening.Lock()
	defer s.listening.Unlock()
	if s.listener == nil {
		return ""
	}
	return s.listener.Addr().String()
}

// URL is the base URL for clients, without a slash at its end; "" before
// Start.
func (s *Sandbox) URL() string {
	addr := s.Addr()
	if addr == "" {
		return ""
	}
	return "http://" + addr
}
