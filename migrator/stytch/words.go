package stytch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
)

var (
	errStopped      = errors.New("stopped before it was answered")
	errStale        = errors.New("connection closed by the other side")
	errNoAnswer     = errors.New("no answer within 30 s")
	errDropped      = errors.New("connection closed without an answer")
	errCutOff       = errors.New("answer cut off")
	errNoID         = errors.New("no usable id: nothing was sent")
	errNoText       = errors.New("text that is not valid UTF-8: nothing was sent")
	errUnsendable   = errors.New("request cannot be made: nothing was sent")
	errBadCall      = errors.New("call without a kind: nothing was sent")
	errCursors      = errors.New("search goes round in circles")
	errOtherProject = errors.New("credentials belong to another project")
)

// unread says why a request that has left has no answer for us.
func unread(ctx context.Context, t *trip, err error) error {
	switch {
	case ctx.Err() != nil:
		return errStopped
	case errors.Is(err, errUnreadable):
		return errUnreadable
	case errors.Is(err, errIncomplete):
		return errIncomplete
	case errors.Is(err, errTooLong):
		return errTooLong
	case errors.Is(err, context.DeadlineExceeded):
		return errNoAnswer
	case t.cut:
		return errCutOff
	case t.status != 0:
		return errUnreadable
	}
	return errDropped
}

// whyNotSent says why there was no connection. The error's own text is not
// used: it holds addresses, and the path of the request.
func whyNotSent(err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		if dns.IsNotFound {
			return "no such host"
		}
		return "name look-up without a result"
	}
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errElsewhere), errors.Is(err, errUnpaced):
		return "request kept back"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "network unreachable"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "too many open files on this machine"
	case errors.As(err, &certificate):
		return "certificate not trusted"
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return "no connection in time"
	case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "connection closed by the other side"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return "the server does not speak TLS"
	}
	return "no connection"
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}
