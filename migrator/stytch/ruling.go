package stytch

import (
	"net/http"
	"strings"

	"example.com/usher/migrator"
)

// ruling is what an error type, or a status without one, means.
type ruling struct {
	kind rulingKind
	hint string // with fatal
}

type rulingKind uint8

const (
	refused    rulingKind = iota // this record's own
	taken                        // something of it is there already
	absent                       // who was asked for is not there
	badID                        // an id that nobody can have
	throttled                    // too many requests, nothing was applied
	doubtful                     // may have been applied
	wrongLogin                   // credentials: the user's, or the project's
	fatal
)

const (
	hintCredentials = "Check STYTCH_PROJECT_ID and STYTCH_SECRET; secrets are made and revoked in Stytch's dashboard, API keys."
	hintBaseURL     = "Check --base-url: it has to lead to Stytch's API itself."
	hintProject     = "Check STYTCH_PROJECT_ID, and whether the project still exists."
	hintProduct     = "The project is of Stytch's other product; usher moves users into Consumer projects."
	hintPlan        = "Look into Stytch's dashboard (plan, billing), or ask Stytch's support."
	hintForbidden   = "Stytch or something on the way to it (proxy, firewall) forbids the request. Check STYTCH_PROJECT_ID, STYTCH_SECRET and the network."
)

// rulings by error type (docs: errors 400 to 429, password-migrate). What is
// not here is judged by its status.
var rulings = map[string]ruling{
	"duplicate_email":            {kind: taken},
	"duplicate_phone_number":     {kind: taken},
	"duplicate_user_external_id": {kind: taken},
	"password_already_exists":    {kind: taken},

	"user_not_found":  {kind: absent},
	"email_not_found": {kind: absent},
	"invalid_user_id": {kind: badID},

	"too_many_requests":       {kind: throttled},
	"user_lock_limit_reached": {kind: refused},
	"captcha_failed":          {kind: refused},

	"search_timeout":        {kind: doubtful},
	"server_unavailable":    {kind: doubtful},
	"client_closed_request": {kind: doubtful},
	"internal_server_error": {kind: doubtful},

	"unauthorized_credentials":          {kind: wrongLogin, hint: hintCredentials},
	"invalid_authorization_header":      {kind: fatal, hint: hintCredentials},
	"invalid_project_id":                {kind: fatal, hint: hintCredentials},
	"invalid_project_id_authentication": {kind: fatal, hint: hintCredentials},
	"unauthorized_project_id_live":      {kind: fatal, hint: hintCredentials},
	"unauthorized_project_id_test":      {kind: fatal, hint: hintCredentials},
	"live_id_used_in_test_environment":  {kind: fatal, hint: hintCredentials},
	"test_id_used_in_live_environment":  {kind: fatal, hint: hintCredentials},
	"wrong_stack_live":                  {kind: fatal, hint: hintCredentials},
	"wrong_stack_test":                  {kind: fatal, hint: hintCredentials},
	"project_not_found":                 {kind: fatal, hint: hintProject},
	"use_https":                         {kind: fatal, hint: hintBaseURL},
	"route_not_found":                   {kind: fatal, hint: hintBaseURL},
	"invalid_consumer_endpoint":         {kind: fatal, hint: hintProduct},
	"invalid_b2b_endpoint":              {kind: fatal, hint: hintProduct},
	"deprecated_endpoint":               {kind: fatal, hint: hintPlan},
	"unavailable_endpoint":              {kind: fatal, hint: hintPlan},
	"enterprise_endpoint":               {kind: fatal, hint: hintPlan},
	"billing_not_verified":              {kind: fatal, hint: hintPlan},
}

func rulingOf(errorType string, status int) ruling {
	if r, ok := rulings[errorType]; ok {
		return r
	}
	if strings.HasPrefix(errorType, "duplicate_") {
		return ruling{kind: taken}
	}
	switch {
	case status == http.StatusNotFound && strings.HasSuffix(errorType, "_not_found"):
		return ruling{kind: absent}
	case status == http.StatusTooManyRequests:
		return ruling{kind: throttled}
	case status >= 500, status == http.StatusRequestTimeout:
		return ruling{kind: doubtful}
	case status == http.StatusUnauthorized:
		return ruling{kind: fatal, hint: hintCredentials}
	case status == http.StatusForbidden, status == http.StatusProxyAuthRequired:
		return ruling{kind: fatal, hint: hintForbidden}
	case status < 400:
		return ruling{kind: fatal, hint: hintBaseURL}
	}
	return ruling{kind: refused}
}

// class is what the ruling means for a request of that effect.
func (r ruling) class(e effect) migrator.Class {
	switch r.kind {
	case taken:
		return migrator.Taken
	case throttled:
		return migrator.Throttled
	case fatal:
		return migrator.Fatal
	case doubtful:
		return doubt(e)
	case absent:
		// A search that finds nobody says so by an empty list, and what a create
		// can't find is no user.
		if e != searches && e != creates {
			return migrator.Absent
		}
	case badID:
		if e == reads || e == updates || e == deletes {
			return migrator.Absent
		}
	case wrongLogin:
		if e != logsIn {
			return migrator.Fatal
		}
	}
	return migrator.Refused
}
