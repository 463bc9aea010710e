package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// htmlPage is what a proxy says when it doesn't reach the service behind it.
const htmlPage = "<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head>" +
	"<body><h1>Service Unavailable</h1></body></html>\n"

// instead is step 6: faults that take the place of the answer, so that nothing
// is carried out, or not now.
func (v *visit) instead() (answer, bool) {
	kind, wait := v.strike(stageRefuse)
	switch kind {
	case Fault500:
		return internalError.answer(v.requestID), true
	case Fault503HTML:
		return answer{status: http.StatusServiceUnavailable, contentType: "text/html; charset=utf-8", body: []byte(htmlPage)}, true
	case Fault502NoType:
		return (&refusal{status: http.StatusBadGateway, message: "Bad gateway."}).answer(v.requestID), true
	case FaultEmptyBody:
		return answer{status: http.StatusInternalServerError, contentType: contentJSON}, true
	case FaultRedirect:
		a := answer{status: http.StatusTemporaryRedirect, contentType: contentJSON}
		a.extra("Location", v.in.uri)
		return a, true
	case FaultHang:
		return answer{ending: silent}, true
	case FaultLateApply:
		v.carryOutLater(wait)
		return answer{ending: closed}, true
	}
	return answer{}, false
}

// carryOutLater applies a request whose client was already turned away. A
// sandbox that is closed first forgets it.
func (v *visit) carryOutLater(wait time.Duration) {
	time.AfterFunc(wait, func() {
		select {
		case <-v.closing:
		default:
			v.carryOut()
		}
	})
}

// spoil is step 11: the request was carried out, or refused with a reason, and
// its answer goes wrong.
func (v *visit) spoil(a answer) answer {
	kind, _ := v.strike(stageAnswer)
	if kind == "" && a.errorType == "" {
		kind, _ = v.strike(stageSuccess)
	}
	switch kind {
	case FaultDropAfter:
		a.ending = closed
	case FaultLate:
		a.ending = silent
	case FaultCutAnswer:
		a.ending = half
	case FaultMalformed:
		a.body = append(bytes.TrimSuffix(a.body, []byte("}")), `,"user":{`...)
	case FaultNoPasswordID:
		a.body = editUsers(a.body, func(user map[string]any) {
			if password, ok := user["password"].(map[string]any); ok {
				delete(password, "password_id")
			}
		})
	case FaultNoCreatedAt:
		a.body = editUsers(a.body, func(user map[string]any) { delete(user, "created_at") })
	}
	return a
}

// editUsers changes every user of an answer: the answer itself (get), under
// "user", and in "results".
func editUsers(body []byte, edit func(map[string]any)) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var whole map[string]any
	if decoder.Decode(&whole) != nil {
		return body
	}
	edit(whole)
	if user, ok := whole["user"].(map[string]any); ok {
		edit(user)
	}
	results, _ := whole["results"].([]any)
	for _, result := range results {
		if user, ok := result.(map[string]any); ok {
			edit(user)
		}
	}
	edited, err := json.Marshal(whole)
	if err != nil {
		return body
	}
	return edited
}
