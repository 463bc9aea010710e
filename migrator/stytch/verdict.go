package stytch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/stytchauth/stytch-go/v16/stytch/stytcherror"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// effect is what a request does there; the same answer means different things
// for different effects.
type effect uint8

const (
	reads    effect = iota // one user, or the project
	searches               // many users
	creates                // a user, or their password
	updates
	deletes
	logsIn
)

// changes reports whether a lost answer leaves a doubt.
func (e effect) changes() bool { return e == creates || e == updates || e == deletes }

// verdict is what came of one request.
type verdict struct {
	class     migrator.Class
	status    int // 0: no answer
	errorType string
	requestID string
	date      time.Time
	err       error
}

// judge puts an answer, or its absence, into a class.
func judge(ctx context.Context, o operation, t *trip, err error) verdict {
	v := verdict{status: t.status, date: t.date}
	if err == nil {
		v.class = migrator.OK
		return v
	}
	if answer, ok := errors.AsType[stytcherror.Error](err); ok && t.status != 0 {
		v.errorType, v.requestID = typeOf(answer), idOf(answer.RequestID)
	}
	switch {
	case t.status == 0:
		v.class, v.err = unanswered(ctx, o, t, err)
		return v
	case t.status/100 == 2, t.cut && t.status < 500 && !decidedByStatus(t.status):
		v.class, v.err = doubt(o.effect), unread(ctx, t, err)
		return v
	}
	r := rulingOf(v.errorType, v.status)
	v.class = r.class(o.effect)
	v.err = fmt.Errorf("answered %d %s", v.status, orText(v.errorType, "without an error type"))
	if v.class == migrator.Fatal {
		v.err = &migrator.FatalError{Op: o.name, Err: v.err, Hint: r.hint}
	}
	return v
}

// decidedByStatus: nothing in the body could change what such a status means.
func decidedByStatus(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusUnauthorized || status/100 == 3
}

// unanswered is the class where nothing came back.
func unanswered(ctx context.Context, o operation, t *trip, err error) (migrator.Class, error) {
	switch {
	case !t.used:
		return migrator.Refused, errUnsendable
	case t.repeated.Load() && o.effect.changes():
		// net/http repeats a write only when it knows that nobody acted on it.
		return migrator.NotSent, errStale
	case t.left.Load():
		return doubt(o.effect), unread(ctx, t, err)
	case ctx.Err() != nil || migrator.StopOf(ctx).Err() != nil:
		return migrator.Canceled, errStopped
	}
	return migrator.NotSent, errors.New(whyNotSent(err))
}

// doubt is the class of an answer that nobody could read.
func doubt(e effect) migrator.Class {
	if e.changes() {
		return migrator.Lost
	}
	return migrator.Unavailable
}

// lesson is what the pacer learns.
func (v verdict) lesson(t *trip) pacer.Result {
	switch v.class {
	case migrator.Canceled:
		return pacer.Result{}
	case migrator.Throttled:
		return pacer.Result{Kind: pacer.Throttled, RetryAfter: t.retryAfter}
	case migrator.NotSent:
		return pacer.Result{Kind: pacer.NotSent, Reason: v.err.Error()}
	case migrator.Lost, migrator.Unavailable:
		switch {
		case v.err == errStopped:
			return pacer.Result{}
		case v.status == 0:
			return pacer.Result{Kind: pacer.Lost, Reason: v.err.Error()}
		}
		return pacer.Result{Kind: pacer.Trouble, Reason: v.err.Error()}
	}
	return pacer.Result{Kind: pacer.OK}
}

var errorTypeForm = regexp.MustCompile(`^[a-z0-9_]{1,80}$`)

// typeOf is the error_type where it has the form of one: it ends up in files
// and on screens.
func typeOf(e stytcherror.Error) string {
	if s := string(e.ErrorType); errorTypeForm.MatchString(s) {
		return s
	}
	return ""
}

func idOf(s string) string {
	if isID(s) {
		return s
	}
	return ""
}

// isID reports whether s is fit to be an id in a path, a file or on a screen;
// "." and ".." would be another path.
func isID(s string) bool {
	if len(s) > 128 || strings.Trim(s, ".") == "" {
		return false
	}
	for _, c := range []byte(s) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && !strings.ContainsRune("._|-", rune(c)) {
			return false
		}
	}
	return true
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
