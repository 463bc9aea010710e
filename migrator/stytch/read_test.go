package stytch_test

import (
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

const fullUser = `"user_id":"` + userID + `",
	"emails":[{"email_id":"email-test-1","email":"Jane@Example.com","verified":true},{"email_id":"email-test-2","email":"j@example.com","verified":false}],
	"phone_numbers":[{"phone_id":"phone-number-test-1","phone_number":"+14155550123","verified":true}],
	"status":"pending","name":{"first_name":"Jane","middle_name":"","last_name":"Doe"},
	"created_at":"2026-11-23T10:00:07Z","external_id":"auth0|5f","is_locked":false,"roles":["stytch_user"],
	"password":{"password_id":"password-test-1","requires_reset":false},
	"trusted_metadata":{"usher":"0123456789abcdef/7","big":12345678901234567890,"deep":{"a":[1.10]}},
	"untrusted_metadata":{"theme":"dark"},
	"providers":[{"provider_type":"Google"}],"webauthn_registrations":[],"totps":[{"totp_id":"t"}],"biometric_registrations":[],"crypto_wallets":[]`

var foundUser = migrator.Found{
	UserID: userID, ExternalID: "auth0|5f", PasswordID: "password-test-1", Mark: "0123456789abcdef/7",
	Emails:    []migrator.FoundIdentifier{{Value: "Jane@Example.com", Verified: true}, {Value: "j@example.com"}},
	Phones:    []migrator.FoundIdentifier{{Value: "+14155550123", Verified: true}},
	CreatedAt: time.Date(2026, 11, 23, 10, 0, 7, 0, time.UTC),
	Name:      sources.Name{First: "Jane", Last: "Doe"}, Status: "pending",
	Trusted: map[string]any{
		"usher": jsontext.Value(`"0123456789abcdef/7"`), "big": jsontext.Value("12345678901234567890"), "deep": jsontext.Value(`{"a":[1.10]}`),
	},
	Untrusted:    map[string]any{"theme": jsontext.Value(`"dark"`)},
	OtherFactors: 2,
}

func TestAUserIsReadWhole(t *testing.T) {
	t.Run("get", func(t *testing.T) {
		a := overTCP(t, answers(200, `{"status_code":200,"request_id":"request-id-test-1",`+fullUser+`}`))
		got := a.Get(t.Context(), userID)
		if diff := cmp.Diff([]migrator.Found{foundUser}, got.Users); diff != "" || got.RequestID != "request-id-test-1" || got.Date.IsZero() {
			t.Errorf("got %v %v %s", got.Class, got.Err, diff)
		}
	})
	t.Run("search", func(t *testing.T) {
		a := overTCP(t, answers(200, `{"status_code":200,"request_id":"request-id-test-1","results":[{`+fullUser+`}],"results_metadata":{"total":1,"next_cursor":null}}`))
		got := a.Search(t.Context(), "email_address", []string{"jane@example.com"})
		if diff := cmp.Diff([]migrator.Found{foundUser}, got.Users); diff != "" {
			t.Errorf("got %v %v %s", got.Class, got.Err, diff)
		}
	})
}

func TestWhatAUserLacksIsNotInvented(t *testing.T) {
	bare := migrator.Found{UserID: userID}
	for fact, more := range map[string]string{
		"left out":        ``,
		"null":            `,"created_at":null,"password":null,"name":null,"trusted_metadata":null,"external_id":null,"emails":null`,
		"an empty time":   `,"created_at":""`,
		"a time of old":   `,"created_at":"yesterday"`,
		"empty parts":     `,"password":{},"name":{},"emails":[],"external_id":""`,
		"no trusted mark": `,"trusted_metadata":null,"untrusted_metadata":null`,
	} {
		a := overTCP(t, answers(200, `{"user_id":"`+userID+`"`+more+`}`))
		got := a.Get(t.Context(), userID)
		if got.Class != migrator.OK {
			t.Errorf("%s: %v: %v", fact, got.Class, got.Err)
			continue
		}
		if diff := cmp.Diff(bare, got.Users[0]); diff != "" {
			t.Errorf("%s: %s", fact, diff)
		}
	}
	for fact, mark := range map[string]string{"a number": `7`, "an object": `{"a":"b"}`, "null": `null`} {
		a := overTCP(t, answers(200, `{"user_id":"`+userID+`","trusted_metadata":{"usher":`+mark+`}}`))
		if got := a.Get(t.Context(), userID); got.Class != migrator.OK || got.Users[0].Mark != "" {
			t.Errorf("mark is %s: %v, %q", fact, got.Class, got.Users[0].Mark)
		}
	}
	t.Run("an escaped mark", func(t *testing.T) {
		a := overTCP(t, answers(200, `{"user_id":"`+userID+`","trusted_metadata":{"usher":"0123456789abcdef\/7"}}`))
		if got := a.Get(t.Context(), userID); got.Users[0].Mark != "0123456789abcdef/7" {
			t.Errorf("mark %q", got.Users[0].Mark)
		}
	})
}

func TestPathsOfReadsAndDeletes(t *testing.T) {
	server := &recorder{answer: answers(200, goodForAll)}
	a := overTCP(t, server)
	ctx := t.Context()
	steps := []struct {
		do   outcome
		want string
	}{
		{ofReply(a.Get(ctx, userID)), "GET /v1/users/" + userID},
		{ofReply(a.Get(ctx, "auth0|5f.-_A")), "GET /v1/users/auth0%7C5f.-_A"},
		{ofReply(a.WhoAmI(ctx)), "GET /v1/debug/whoami"},
		{ofAnswer(a.DeleteUser(ctx, userID)), "DELETE /v1/users/" + userID},
		{ofAnswer(a.DeletePassword(ctx, "password-test-1")), "DELETE /v1/users/passwords/password-test-1"},
		{ofAnswer(a.UpdateUser(ctx, userID, migrator.Change{Name: sources.Name{First: "J"}, ExternalID: "x", Trusted: map[string]any{"a": nil, "n": jsontext.Value("1.0")}})), "PUT /v1/users/" + userID + ` {"external_id":"x","name":{"first_name":"J"},"trusted_metadata":{"a":null,"n":1.0}}`},
		{ofAnswer(a.CheckLogin(ctx, "jane@example.com", "hunter2")), `POST /v1/passwords/authenticate {"email":"jane@example.com","password":"hunter2"}`},
	}
	for i, s := range steps {
		got := server.all()[i]
		line := got.method + " " + got.path
		if len(got.body) > 0 {
			line += " " + string(got.body)
		}
		if line != s.want || s.do.class != migrator.OK {
			t.Errorf("sent %s: %v: %v; want %s", line, s.do.class, s.do.err, s.want)
		}
	}
}

func TestWhoAmI(t *testing.T) {
	a := overTCP(t, answers(200, `{"request_id":"request-id-test-1","project_id":"`+projectID+`","name":"My app"}`))
	got := a.WhoAmI(t.Context())
	if got.Class != migrator.OK || got.Project.ID != projectID || got.Project.Name != "My app" {
		t.Errorf("got %+v", got)
	}
	a = overTCP(t, answers(200, `{"project_id":"project-test-99999999-1111-1111-1111-111111111111","name":"Another"}`))
	other := a.WhoAmI(t.Context())
	if other.Class != migrator.Fatal || other.Project.ID != "" {
		t.Errorf("another project: %+v", other)
	}
	checkError(t, "whoami", ofReply(other))
}

func TestCountUsers(t *testing.T) {
	for fact, tt := range map[string]struct {
		metrics string
		want    int
		class   migrator.Class
	}{
		"among others": {`[{"metric_type":"M2M_CLIENT_COUNT","count":9},{"metric_type":"USER_COUNT","count":1000000}]`, 1_000_000, migrator.OK},
		"nobody":       {`[{"metric_type":"USER_COUNT","count":0}]`, 0, migrator.OK},
		"not said":     {`[]`, 0, migrator.Unavailable},
	} {
		a := overTCP(t, answers(200, `{"project_id":"`+projectID+`","metrics":`+tt.metrics+`}`))
		if n, reply := a.CountUsers(t.Context()); n != tt.want || reply.Class != tt.class {
			t.Errorf("%s: %d, %v: %v", fact, n, reply.Class, reply.Err)
		}
	}
}

func TestTheDateOfARefusalIsKeptToo(t *testing.T) {
	a := overTCP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Mon, 23 Nov 2026 10:00:07 GMT")
		w.WriteHeader(400)
		io.WriteString(w, envelope(400, "duplicate_email"))
	}))
	got := a.Write(t.Context(), aCreate)
	if got.Date.Unix() != time.Date(2026, 11, 23, 10, 0, 7, 0, time.UTC).Unix() || got.RequestID != "request-id-test-1" {
		t.Errorf("got %+v", got)
	}
}
