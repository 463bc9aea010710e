package sandbox

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ServeHTTP serves Stytch's endpoints and, below /sandbox/, the control plane.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, controlPrefix) {
		s.control(w, r)
		return
	}
	v := s.enter(r.Method, r.URL.EscapedPath())
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		s.traffic.leave(v.arrival, answer{ending: closed})
		panic(http.ErrAbortHandler)
	}
	a := v.serve(incomingOf(r, body))
	if a.ending == silent {
		s.untilGone(r.Context())
	}
	if a.ending == silent || a.ending == closed {
		panic(http.ErrAbortHandler) // net/http closes the connection without a word
	}
	a.write(w)
}

func incomingOf(r *http.Request, body []byte) incoming {
	in := incoming{uri: r.URL.RequestURI(), body: body}
	in.user, in.secret, in.hasLogin = r.BasicAuth()
	return in
}

// headers are all headers of the answer.
func (a *answer) headers(h http.Header) {
	for key, values := range a.header {
		h[key] = values
	}
	h.Set("Date", httpDate(time.Now()))
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
}

func (a *answer) write(w http.ResponseWriter) {
	a.headers(w.Header())
	w.WriteHeader(a.status)
	if a.ending != half {
		w.Write(a.body) // a client that has gone is no error here
		return
	}
	w.Write(a.body[:len(a.body)/2])
	http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
