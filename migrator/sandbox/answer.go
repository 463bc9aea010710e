package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// ending says how much of an answer reaches the client.
type ending int

const (
	whole  ending = iota
	half          // half of the body, then the connection breaks
	closed        // nothing, the connection is closed
	silent        // nothing until the client gives up
)

// answer is what a request gets, by whatever way it came.
type answer struct {
	ending      ending
	status      int
	contentType string
	header      http.Header // beside Content-Type and Date; mostly nil
	body        []byte
	errorType   string // for the statistics
}

// extra sets a header that few answers have.
func (a *answer) extra(key, value string) {
	if a.header == nil {
		a.header = http.Header{}
	}
	a.header.Set(key, value)
}

// head begins every answer of Stytch's.
type head struct {
	StatusCode int    `json:"status_code"`
	RequestID  string `json:"request_id"`
}

func (h head) status() int { return h.StatusCode }

// reply is a struct that embeds head.
type reply interface{ status() int }

const contentJSON = "application/json"

func success(r reply) answer {
	body, err := json.Marshal(r)
	if err != nil {
		// Only what was decoded from JSON before is encoded here.
		return answer{status: http.StatusInternalServerError, contentType: contentJSON}
	}
	return answer{status: r.status(), contentType: contentJSON, body: body}
}

// envelope is an error answer (docs: api/errors).
type envelope struct {
	head
	ErrorType    string `json:"error_type,omitempty"`
	ErrorMessage string `json:"error_message"`
	ErrorURL     string `json:"error_url"`
}

func (no *refusal) answer(requestID string) answer {
	code := strconv.Itoa(no.status)
	a := success(envelope{head{no.status, requestID}, no.errorType, no.message, "https://stytch.com/docs/api/errors/" + code})
	a.errorType = no.errorType
	return a
}

// throttled is the 429, with Retry-After in the given form.
func throttled(requestID, form string, wait time.Duration) answer {
	a := tooManyRequests.answer(requestID)
	seconds := max(1, (wait+time.Second-1)/time.Second)
	switch form {
	case "seconds":
		a.extra("Retry-After", strconv.Itoa(int(seconds)))
	case "date":
		a.extra("Retry-After", httpDate(time.Now().Add(seconds*time.Second)))
	}
	return a
}

func httpDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// failed is a 500 for a state file that can't be written.
func (s *Sandbox) failed(err error) *refusal {
	if !errors.Is(err, errClosed) {
		s.traffic.stateFailed(err)
	}
	return internalError
}
