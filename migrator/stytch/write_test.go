package stytch_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// shapes are users for whom the planner plans every shape of call.
var shapes = map[string]sources.User{
	"email":                   {SourceID: "auth0|1", Email: "jane@example.com", EmailVerified: true},
	"phone":                   {SourceID: "2", Phone: "+14155550123"},
	"email and phone":         {SourceID: "3", Email: "jane@example.com", Phone: "+14155550123", Name: sources.Name{First: "Jané", Middle: "<Q>", Last: "Doe & Söhne"}},
	"verified password":       {SourceID: "4", Email: "jane@example.com", EmailVerified: true, Hash: aHash},
	"unverified password":     {SourceID: "5", Email: "jane@example.com", Hash: aHash},
	"all three":               {SourceID: "6", Email: "jane@example.com", EmailVerified: true, Phone: "+14155550123", Hash: aHash},
	"an id that does not fit": {SourceID: "samlp|corp|jane@example.com", Email: "jane@example.com"},
	"metadata": {
		SourceID: "7", Email: "jane@example.com",
		Trusted: map[string]any{
			"big": jsontext.Value("12345678901234567890123"), "exact": jsontext.Value("1.10"), "none": nil, "no": false, "zero": 0,
			"nested": jsontext.Value(`{"a":[1e2,"\u003c"]}`), "empty": "", "list": []any{},
		},
		Untrusted: map[string]any{"theme": "dark"},
	},
	"pbkdf2":      {SourceID: "8", Email: "jane@example.com", EmailVerified: true, Hash: hash(sources.PBKDF2, "a2V5", map[string]any{"salt": "c2FsdA==", "iteration_amount": jsontext.Value("600000"), "key_length": 3, "algorithm": "sha256"})},
	"scrypt":      {SourceID: "9", Email: "jane@example.com", EmailVerified: true, Hash: hash(sources.Scrypt, "a2V5", map[string]any{"salt": "c2FsdA==", "n_parameter": 16384, "r_parameter": 8, "p_parameter": 1, "key_length": 0})},
	"argon2id":    {SourceID: "10", Email: "jane@example.com", EmailVerified: true, Hash: hash(sources.Argon2id, "00ff", map[string]any{"salt": "", "iteration_amount": 2, "memory": 65536, "threads": 1, "key_length": 32})},
	"salted sha1": {SourceID: "11", Email: "jane@example.com", EmailVerified: true, Hash: hash(sources.SHA1, "da39a3ee5e6b4b0d3255bfef95601890afd80709", map[string]any{"prepend_salt": "a", "append_salt": ""})},
}

var aHash = hash(sources.Bcrypt, "$2b$10$abcdefghijklmnopqrstuuKl9JDxZLGIhCaMdeBZWSRrZ0cUZ7e5a", nil)

func hash(t sources.HashType, value string, config map[string]any) *sources.Hash {
	return &sources.Hash{Type: t, Value: value, Config: config}
}

func TestWriteSendsExactlyTheCallsBody(t *testing.T) {
	for fact, user := range shapes {
		t.Run(fact, func(t *testing.T) {
			plan := migrator.NewPlanner(migrator.DefaultOptions(), "0123456789abcdef").Plan(user)
			if len(plan.Calls) == 0 {
				t.Fatalf("no call: %v", plan.Findings)
			}
			server := &recorder{answer: answers(200, `{"user_id":"`+userID+`",`+wholeUser+`}`)}
			a := overTCP(t, server)
			for i, call := range plan.Calls {
				if answer := a.Write(t.Context(), call); answer.Class != migrator.OK {
					t.Fatalf("write: %v: %v", answer.Class, answer.Err)
				}
				sent := server.all()[i]
				if sent.method != http.MethodPost || sent.path != call.Kind.Path() || sent.query != "" {
					t.Errorf("sent %s %s?%s", sent.method, sent.path, sent.query)
				}
				if diff := cmp.Diff(canonical(t, call.Body()), canonical(t, jsontext.Value(sent.body))); diff != "" {
					t.Errorf("body (-call +wire):\n%s", diff)
				}
				if want := "Basic " + base64.StdEncoding.EncodeToString([]byte(projectID+":"+secret)); sent.authorization != want {
					t.Error("sent other credentials")
				}
			}
		})
	}
}

// canonical is a JSON value in one form, its numbers with all their digits.
func canonical(t *testing.T, v any) string {
	t.Helper()
	encoded, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	value := jsontext.Value(encoded)
	if err := value.Format(jsontext.ReorderRawObjects(true), jsontext.WithIndent(" "), jsontext.PreserveRawStrings(false)); err != nil {
		t.Fatal(err)
	}
	return string(value)
}

func TestAnswersToWrites(t *testing.T) {
	const date = "Mon, 23 Nov 2026 10:00:07 GMT"
	head := `"status_code":200,"request_id":"request-id-test-1","user_id":"` + userID + `","email_id":"email-test-1"`
	user := func(more string) string {
		return `"user":{"user_id":"` + userID + `","emails":[{"email_id":"email-test-1","email":"jane@example.com","verified":false}],"status":"active","phone_numbers":[],"is_locked":false,"roles":[]` + more + `}`
	}
	password := `,"password":{"password_id":"password-test-1","requires_reset":false}`
	want := func(created bool, passwordID string) migrator.Answer {
		at, _ := http.ParseTime(date)
		return migrator.Answer{Class: migrator.OK, Status: 200, RequestID: "request-id-test-1", UserID: userID, UserCreated: created, PasswordID: passwordID, Date: at}
	}
	tests := []struct {
		fact string
		call migrator.Call
		body string
		want migrator.Answer
	}{
		{"create", aCreate, `{` + head + `,` + user(``) + `}`, want(true, "")},
		{"migrate makes a user", aMigrate, `{` + head + `,"user_created":true,` + user(password) + `}`, want(true, "password-test-1")},
		{"migrate adds a password", aMigrate, `{` + head + `,"user_created":false,` + user(password) + `}`, want(false, "password-test-1")},
		{"password id left out", aMigrate, `{` + head + `,"user_created":true,` + user(``) + `}`, want(true, "")},
		{"user left out", aMigrate, `{` + head + `,"user_created":true}`, want(true, "")},
		{"an empty timestamp does not spoil an answer", aCreate, `{` + head + `,` + user(`,"created_at":"","lock_expires_at":null`) + `}`, want(true, "")},
		{"a field twice, unknown fields, bad UTF-8", aCreate, `{` + head + `,"status_code":200,"new":[{}],` + user(`,"name":{"first_name":"`+"\xff"+`"}`) + `}`, want(true, "")},
	}
	for _, tt := range tests {
		t.Run(tt.fact, func(t *testing.T) {
			a := overTCP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Date", date)
				io.WriteString(w, tt.body)
			}))
			if diff := cmp.Diff(tt.want, a.Write(t.Context(), tt.call)); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("201 is as good as 200", func(t *testing.T) {
		a := overTCP(t, answers(201, `{`+head+`}`))
		if got := a.Write(t.Context(), aCreate); got.Class != migrator.OK || got.Status != 201 || got.UserID != userID {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("without Date the time is not known", func(t *testing.T) {
		a := overTCP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Date"] = nil
			io.WriteString(w, `{`+head+`}`)
		}))
		if got := a.Write(t.Context(), aCreate); !got.Date.Equal(time.Time{}) || got.Class != migrator.OK {
			t.Errorf("got %+v", got)
		}
	})
}

func TestWhatMustNotBeSentIsNot(t *testing.T) {
	server := &recorder{answer: answers(200, `{}`)}
	a := overTCP(t, server)
	bad := "jane\xff@example.com"
	ctx := t.Context()
	for fact, got := range map[string]outcome{
		"an email that is not UTF-8":     ofAnswer(a.Write(ctx, migrator.Call{Kind: migrator.CreateUser, Email: bad})),
		"metadata that is not UTF-8":     ofAnswer(a.Write(ctx, migrator.Call{Kind: migrator.CreateUser, Email: "a@b.c", Trusted: map[string]any{"a": "\xff"}})),
		"raw metadata that is not UTF-8": ofAnswer(a.Write(ctx, migrator.Call{Kind: migrator.CreateUser, Email: "a@b.c", Trusted: map[string]any{"a": jsontext.Value("\"\xff\"")}})),
		"raw metadata that is no JSON":   ofAnswer(a.Write(ctx, migrator.Call{Kind: migrator.CreateUser, Email: "a@b.c", Trusted: map[string]any{"a": jsontext.Value("{")}})),
		"a call without a kind":          ofAnswer(a.Write(ctx, migrator.Call{Email: "a@b.c"})),
		"get of nobody":                  ofReply(a.Get(ctx, "")),
		"get of .":                       ofReply(a.Get(ctx, ".")),
		"get of ..":                      ofReply(a.Get(ctx, "..")),
		"get of a path":                  ofReply(a.Get(ctx, "a/b")),
		"delete of nobody":               ofAnswer(a.DeleteUser(ctx, "")),
		"delete by external id":          ofAnswer(a.DeleteUser(ctx, "auth0|1")),
		"delete of a path":               ofAnswer(a.DeleteUser(ctx, "user-test-1/../2")),
		"delete of no password":          ofAnswer(a.DeletePassword(ctx, "")),
		"delete of a path as password":   ofAnswer(a.DeletePassword(ctx, "../"+userID)),
		"update of nobody":               ofAnswer(a.UpdateUser(ctx, "", migrator.Change{ExternalID: "x"})),
		"update that is not UTF-8":       ofAnswer(a.UpdateUser(ctx, userID, migrator.Change{Name: sources.Name{First: "\xff"}})),
		"search that is not UTF-8":       ofReply(a.Search(ctx, "email_address", []string{bad})),
		"login that is not UTF-8":        ofAnswer(a.CheckLogin(ctx, bad, "x")),
	} {
		if got.class != migrator.Refused {
			t.Errorf("%s: %v", fact, got.class)
		}
		checkError(t, fact, got)
	}
	if sent := server.all(); len(sent) != 0 {
		t.Errorf("sent %s %s", sent[0].method, sent[0].path)
	}
	if pace := a.Pace(); pace.Requests != 0 {
		t.Errorf("counted %d requests", pace.Requests)
	}
}
