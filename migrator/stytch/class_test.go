package stytch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/stytch"
)

var (
	aCreate  = migrator.Call{Kind: migrator.CreateUser, Email: "jane@example.com"}
	aMigrate = migrator.Call{Kind: migrator.MigratePassword, Email: "jane@example.com"}
)

const wholeUser = `"user":{"user_id":"` + userID + `","emails":[],"password":{"password_id":"password-test-1"}}`

// outcome is what an answer and a reply have in common.
type outcome struct {
	class     migrator.Class
	status    int
	errorType string
	err       error
}

// effects are requests of each kind.
var effects = map[string]func(context.Context, *stytch.Adapter) outcome{
	"create": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofAnswer(a.Write(ctx, aCreate))
	},
	"migrate": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofAnswer(a.Write(ctx, aMigrate))
	},
	"get": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofReply(a.Get(ctx, userID))
	},
	"search": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofReply(a.Search(ctx, "email_address", []string{"jane@example.com"}))
	},
	"update": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofAnswer(a.UpdateUser(ctx, userID, migrator.Change{ExternalID: "x"}))
	},
	"delete": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofAnswer(a.DeleteUser(ctx, userID))
	},
	"delete password": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofAnswer(a.DeletePassword(ctx, "password-test-1"))
	},
	"login": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofAnswer(a.CheckLogin(ctx, "jane@example.com", "hunter2"))
	},
	"whoami": func(ctx context.Context, a *stytch.Adapter) outcome {
		return ofReply(a.WhoAmI(ctx))
	},
	"count": func(ctx context.Context, a *stytch.Adapter) outcome {
		_, reply := a.CountUsers(ctx)
		return ofReply(reply)
	},
	"list": func(ctx context.Context, a *stytch.Adapter) outcome {
		reply, _ := a.ListUsers(ctx, "")
		return ofReply(reply)
	},
}

func ofAnswer(a migrator.Answer) outcome { return outcome{a.Class, a.Status, a.ErrorType, a.Err} }
func ofReply(r migrator.Reply) outcome   { return outcome{r.Class, r.Status, r.ErrorType, r.Err} }

// doubtful effects: what a lost answer means for each.
var lost = map[string]migrator.Class{
	"create": migrator.Lost, "migrate": migrator.Lost, "update": migrator.Lost, "delete": migrator.Lost, "delete password": migrator.Lost,
	"get": migrator.Unavailable, "search": migrator.Unavailable, "login": migrator.Unavailable,
	"whoami": migrator.Unavailable, "count": migrator.Unavailable, "list": migrator.Unavailable,
}

func every(c migrator.Class) map[string]migrator.Class {
	all := map[string]migrator.Class{}
	for e := range effects {
		all[e] = c
	}
	return all
}

func but(all map[string]migrator.Class, c migrator.Class, names ...string) map[string]migrator.Class {
	for _, n := range names {
		all[n] = c
	}
	return all
}

func envelope(status int, errorType string) string {
	return fmt.Sprintf(`{"status_code":%d,"request_id":"request-id-test-1","error_type":%q,"error_message":"jane@example.com is MESSAGE","error_url":"https://stytch.com/docs/%s"}`, status, errorType, errorType)
}

func TestErrorsAreClassifiedByTypeThenStatus(t *testing.T) {
	type answer struct {
		status    int
		errorType string
	}
	groups := []struct {
		answers []answer
		want    map[string]migrator.Class
	}{
		{[]answer{{400, "duplicate_email"}, {400, "duplicate_phone_number"}, {400, "duplicate_user_external_id"}, {400, "password_already_exists"}, {400, "duplicate_of_a_new_kind"}}, every(migrator.Taken)},
		{[]answer{
			{400, "invalid_email"}, {400, "invalid_email_domain"}, {400, "invalid_phone_number"}, {400, "email_in_denylist"},
			{400, "invalid_bcrypt_hash"}, {400, "metadata_too_large"}, {400, "too_many_unverified_factors"}, {400, "bad_request"},
			{400, "never_heard_of"}, {404, "never_heard_of"}, {429, "user_lock_limit_reached"}, {429, "captcha_failed"},
		}, every(migrator.Refused)},
		{[]answer{{404, "user_not_found"}, {404, "email_not_found"}, {404, "password_id_not_found"}}, but(every(migrator.Absent), migrator.Refused, "create", "migrate", "search", "list")},
		{[]answer{{400, "invalid_user_id"}}, but(every(migrator.Refused), migrator.Absent, "get", "whoami", "count", "update", "delete", "delete password")},
		{[]answer{{401, "unauthorized_credentials"}}, but(every(migrator.Fatal), migrator.Refused, "login")},
		{[]answer{
			{401, "invalid_project_id_authentication"}, {401, "new_kind_of_401"}, {403, "use_https"}, {403, "new_kind_of_403"}, {404, "project_not_found"},
			{404, "route_not_found"}, {400, "invalid_consumer_endpoint"}, {400, "billing_not_verified"}, {400, "wrong_stack_live"},
		}, every(migrator.Fatal)},
		{[]answer{{429, "too_many_requests"}, {429, "new_kind_of_429"}}, every(migrator.Throttled)},
		{[]answer{{500, "internal_server_error"}, {503, "server_unavailable"}, {400, "search_timeout"}, {499, "client_closed_request"}, {500, "new_kind_of_500"}, {408, "new_kind_of_408"}}, lost},
	}
	for _, g := range groups {
		for _, in := range g.answers {
			t.Run(fmt.Sprintf("%d_%s", in.status, in.errorType), func(t *testing.T) {
				checkClasses(t, answers(in.status, envelope(in.status, in.errorType)), g.want, in.status, in.errorType)
			})
		}
	}
}

func TestAnswersWithoutAnErrorTypeAreClassifiedByStatus(t *testing.T) {
	tests := []struct {
		fact   string
		status int
		body   string
		want   map[string]migrator.Class
	}{
		{"HTML 502", 502, "<html>Bad Gateway</html>", lost},
		{"HTML 503", 503, "<html>", lost},
		{"empty 500", 500, "", lost},
		{"JSON without the field, 502", 502, `{"message":"upstream"}`, lost},
		{"null 500", 500, "null", lost},
		{"a list 500", 500, "[1]", lost},
		{"HTML 429", 429, "<html>", every(migrator.Throttled)},
		{"empty 429", 429, "", every(migrator.Throttled)},
		{"HTML 401", 401, "<html>", every(migrator.Fatal)},
		{"HTML 403", 403, "<html>", every(migrator.Fatal)},
		{"407 of a proxy", 407, "", every(migrator.Fatal)},
		{"HTML 404", 404, "<html>", every(migrator.Refused)},
		{"empty 400", 400, "", every(migrator.Refused)},
		{"408", 408, "", lost},
		{"307", 307, "", every(migrator.Fatal)},
		{"302", 302, "<a href=>", every(migrator.Fatal)},
		{"an error type with an escape sequence", 400, envelope(400, "\x1b[31mred"), every(migrator.Refused)},
		{"malformed 200", 200, `{"user_id":`, lost},
		{"HTML 200", 200, "<html>", lost},
		{"empty 200", 200, "", lost},
		{"{} 200", 200, "{}", lost},
		{"null 200", 200, "null", lost},
		{"200 with an id that is none", 200, `{"user_id":"\u001b[31m","project_id":" ","results":[{"user_id":""}]}`, lost},
		{"204", 204, "", lost},
		{"202 with a user", 202, `{"user_id":"` + userID + `"}`, lost},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			checkClasses(t, answers(tt.status, tt.body), tt.want, tt.status, "")
		})
	}
}

func checkClasses(t *testing.T, h http.Handler, want map[string]migrator.Class, status int, errorType string) {
	t.Helper()
	url := listening(t, h)
	for name, effect := range effects {
		a := connect(t, sandboxAt(url), nil) // its own: errors in a row close the gate
		defer a.CloseIdleConnections()
		got := effect(t.Context(), a)
		if got.class != want[name] || got.status != status || got.errorType != errorType {
			t.Errorf("%s: got %v, status %d, type %q (%v); want %v, %d, %q", name, got.class, got.status, got.errorType, got.err, want[name], status, errorType)
		}
		checkError(t, name, got)
	}
}

// checkError: every class but OK is explained, without anything personal, and
// a fatal one says what to do.
func checkError(t *testing.T, name string, got outcome) {
	t.Helper()
	if got.err == nil {
		t.Errorf("%s: %v without an error", name, got.class)
		return
	}
	fatal, ok := errors.AsType[*migrator.FatalError](got.err)
	if ok != (got.class == migrator.Fatal) || ok && fatal.Hint == "" {
		t.Errorf("%s: %v explained by %#v", name, got.class, got.err)
	}
	for _, leak := range []string{"jane", "MESSAGE", secret, projectID, userID, "hunter2", "://", "\x1b", "html"} {
		if strings.Contains(got.err.Error(), leak) {
			t.Errorf("%s: the error holds %q: %v", name, leak, got.err)
		}
	}
}
