package migrator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

const migration = "0123456789abcdef"

func planOf(u sources.User, change func(*migrator.Options)) migrator.Plan {
	o := migrator.DefaultOptions()
	if change != nil {
		change(&o)
	}
	return migrator.NewPlanner(o, migration).Plan(u)
}

func codesOf(p migrator.Plan) []string {
	codes := []string{}
	for _, f := range p.Findings {
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	return codes
}

// TestCallTable has every row of the table of calls that a user takes.
func TestCallTable(t *testing.T) {
	const email, phone = "ada@example.com", "+14155550123"
	set := func(name, value string) func(*migrator.Options) {
		return func(o *migrator.Options) { *o, _ = o.With(name, value) }
	}
	create := func(email, phone string) migrator.Call {
		return migrator.Call{Kind: migrator.CreateUser, Email: email, Phone: phone, ExternalID: "1", Mark: migration + "/7"}
	}
	migrate := func(verified bool) migrator.Call {
		return migrator.Call{Kind: migrator.MigratePassword, Email: email, ExternalID: "1", Hash: bcryptHash(), SetEmailVerified: verified}
	}
	marked := func(state string) migrator.Call {
		c := create(email, "")
		c.Trusted = map[string]any{state: true}
		return c
	}
	first := func(c migrator.Call) migrator.Call { c.Mark = migration + "/7"; return c }
	tests := []struct {
		name    string
		user    sources.User
		options func(*migrator.Options)
		calls   []migrator.Call
		skip    string
		codes   []string
	}{
		{name: "email, no password", user: sources.User{Email: email}, calls: []migrator.Call{create(email, "")}},
		{name: "verified email, no password", user: sources.User{Email: email, EmailVerified: true}, calls: []migrator.Call{create(email, "")}, codes: []string{"verified_state_lost"}},
		{name: "phone, no password", user: sources.User{Phone: phone}, calls: []migrator.Call{create("", phone)}},
		{name: "verified phone", user: sources.User{Phone: phone, PhoneVerified: true}, calls: []migrator.Call{create("", phone)}, codes: []string{"verified_state_lost"}},
		{name: "email and phone, no password", user: sources.User{Email: email, Phone: phone}, calls: []migrator.Call{create(email, phone)}},
		{name: "verified email and password", user: sources.User{Email: email, EmailVerified: true, Hash: bcryptHash()}, calls: []migrator.Call{first(migrate(true))}},
		{name: "unverified email and password", user: sources.User{Email: email, Hash: bcryptHash()},
			calls: []migrator.Call{create(email, ""), migrate(false)}, codes: []string{"email_unverified_password"}},
		{name: "verified email and password, dual write", user: sources.User{Email: email, EmailVerified: true, Hash: bcryptHash()}, options: set("dual-write", "on"),
			calls: []migrator.Call{create(email, ""), migrate(true)}},
		{name: "email, no password, dual write", user: sources.User{Email: email}, options: set("dual-write", "on"), calls: []migrator.Call{create(email, "")}},
		{name: "verified email, phone and password", user: sources.User{Email: email, EmailVerified: true, Phone: phone, Hash: bcryptHash()},
			calls: []migrator.Call{create(email, phone), migrate(true)}},
		{name: "all verified, and password", user: sources.User{Email: email, EmailVerified: true, Phone: phone, PhoneVerified: true, Hash: bcryptHash()},
			calls: []migrator.Call{create(email, phone), migrate(true)}, codes: []string{"verified_state_lost"}},
		{name: "unverified email, phone and password", user: sources.User{Email: email, Phone: phone, Hash: bcryptHash()},
			calls: []migrator.Call{create(email, phone), migrate(false)}, codes: []string{"email_unverified_password"}},
		{name: "verified email, broken phone and password", user: sources.User{Email: email, EmailVerified: true, Phone: "555", Hash: bcryptHash()},
			calls: []migrator.Call{first(migrate(true))}, codes: []string{"invalid_phone"}},
		{name: "phone and password", user: sources.User{Phone: phone, Hash: bcryptHash()}, calls: []migrator.Call{create("", phone)}, codes: []string{"password_without_email"}},
		{name: "broken email, phone and password", user: sources.User{Email: "ada", Phone: phone, Hash: bcryptHash()}, calls: []migrator.Call{create("", phone)},
			codes: []string{"invalid_email", "password_without_email"}},
		{name: "neither email nor phone", user: sources.User{Username: "ada", Hash: bcryptHash()}, skip: "no_identifier", codes: []string{"no_identifier", "password_without_email"}},
		{name: "nothing at all", skip: "no_identifier", codes: []string{"no_identifier"}},
		{name: "broken email", user: sources.User{Email: "ada"}, skip: "invalid_email", codes: []string{"invalid_email"}},
		{name: "broken phone", user: sources.User{Phone: "555"}, skip: "invalid_phone", codes: []string{"invalid_phone"}},
		{name: "both broken", user: sources.User{Email: "ada", Phone: "555"}, skip: "invalid_email", codes: []string{"invalid_email", "invalid_phone"}},
		{name: "anonymous", user: sources.User{Anonymous: true}, skip: "anonymous", codes: []string{"anonymous"}},
		{name: "anonymous with a placeholder", user: sources.User{Anonymous: true, Email: "x@anonymous.placeholder.invalid"}, skip: "anonymous", codes: []string{"anonymous"}},
		{name: "anonymous, brought by option", user: sources.User{Anonymous: true, Email: email}, options: set("anonymous", "import"),
			calls: []migrator.Call{marked("anonymous")}, codes: []string{"anonymous"}},
		{name: "anonymous with a placeholder, whatever the option", user: sources.User{Anonymous: true, Email: "x@Anonymous.placeholder.INVALID"}, options: set("anonymous", "import"), skip: "anonymous", codes: []string{"anonymous"}},
		{name: "anonymous with nothing, whatever the option", user: sources.User{Anonymous: true}, options: set("anonymous", "import"), skip: "anonymous", codes: []string{"anonymous"}},
		{name: "deleted", user: sources.User{Email: email, Notes: []sources.Note{{Code: "deleted"}}}, skip: "deleted", codes: []string{"deleted"}},
		{name: "deleted, brought by option", user: sources.User{Email: email, Notes: []sources.Note{{Code: "deleted"}}}, options: set("deleted", "import"),
			calls: []migrator.Call{marked("deleted")}, codes: []string{"deleted"}},
		{name: "deleted and blocked, of which one is brought", user: sources.User{Email: email, Blocked: true, Notes: []sources.Note{{Code: "deleted"}}}, options: set("deleted", "import"), skip: "blocked", codes: []string{"blocked", "deleted"}},
		{name: "deleted, and the option for blocked ones", user: sources.User{Email: email, Blocked: true, Notes: []sources.Note{{Code: "deleted"}}}, options: set("blocked", "import"), skip: "deleted", codes: []string{"deleted"}},
		{name: "account of a program", user: sources.User{Email: email, Notes: []sources.Note{{Code: "service_account"}}}, skip: "service_account", codes: []string{"service_account"}},
		{name: "Firebase with a password", user: sources.User{Email: email, EmailVerified: true, Hash: &sources.Hash{Scheme: "firebase scrypt", Why: "Stytch does not take it."}},
			calls: []migrator.Call{create(email, "")}, codes: []string{"password_not_migratable", "verified_state_lost"}},
		{name: "password that is not in the export", user: sources.User{Email: email, HadPassword: true}, calls: []migrator.Call{create(email, "")}, codes: []string{"password_hash_missing"}},
		{name: "hash of a wrong form", user: sources.User{Email: email, Hash: &sources.Hash{Type: sources.Bcrypt, Value: "$2b$10$short"}}, calls: []migrator.Call{create(email, "")}, codes: []string{"invalid_hash"}},
		{name: "hash that is not text", user: sources.User{Email: email, Hash: &sources.Hash{Type: sources.Argon2id, Value: "$argon2id$\xff"}}, calls: []migrator.Call{create(email, "")}, codes: []string{"invalid_hash"}},
		{name: "second factor", user: sources.User{Email: email, Factors: []sources.Factor{{Kind: sources.TOTP}, {Kind: sources.Passkey}}}, calls: []migrator.Call{create(email, "")}, codes: []string{"mfa_not_migrated"}},
		{name: "social login only, as the reader says", user: sources.User{Email: email, Factors: []sources.Factor{{Kind: sources.Social, Detail: "google"}}, Notes: []sources.Note{{Code: "social_only"}}}, calls: []migrator.Call{create(email, "")}, codes: []string{"social_only"}},
		{name: "social login and password", user: sources.User{Email: email, EmailVerified: true, Hash: bcryptHash(), Factors: []sources.Factor{{Kind: sources.Social, Detail: "google"}}}, calls: []migrator.Call{first(migrate(true))}},
		{name: "enterprise login", user: sources.User{Email: email, Factors: []sources.Factor{{Kind: sources.SSO, Detail: "okta"}}}, calls: []migrator.Call{create(email, "")}, codes: []string{"enterprise_sso"}},
		{name: "blocked", user: sources.User{Email: email, Blocked: true}, skip: "blocked", codes: []string{"blocked"}},
		{name: "blocked, brought by option", user: sources.User{Email: email, Blocked: true}, options: set("blocked", "import"),
			calls: []migrator.Call{marked("blocked")}, codes: []string{"blocked"}},
		{name: "unverified, left out by option", user: sources.User{Email: email}, options: set("unverified", "skip"), skip: "unverified_skipped", codes: []string{"unverified_skipped"}},
		{name: "verified stays", user: sources.User{Email: email, EmailVerified: true}, options: set("unverified", "skip"), calls: []migrator.Call{create(email, "")}, codes: []string{"verified_state_lost"}},
		{name: "phone only stays", user: sources.User{Phone: phone}, options: set("unverified", "skip"), calls: []migrator.Call{create("", phone)}},
		{name: "unconfirmed", user: sources.User{Phone: phone, Unconfirmed: true}, calls: []migrator.Call{create("", phone)}, codes: []string{"unconfirmed"}},
		{name: "unconfirmed, left out by option", user: sources.User{Phone: phone, Unconfirmed: true}, options: set("unverified", "skip"), skip: "unverified_skipped", codes: []string{"unconfirmed", "unverified_skipped"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.user.Ordinal, test.user.SourceID = 7, "1"
			got := planOf(test.user, test.options)
			if diff := cmp.Diff(test.calls, got.Calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
			if got.Skip != test.skip {
				t.Errorf("skip %q, want %q", got.Skip, test.skip)
			}
			if diff := cmp.Diff(append([]string{}, test.codes...), codesOf(got)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFindingDetails(t *testing.T) {
	ada := func(change func(*sources.User)) sources.User {
		u := sources.User{SourceID: "1", Email: "ada@example.com"}
		change(&u)
		return u
	}
	long := strings.Repeat("x", 200)
	tests := []struct {
		name string
		user sources.User
		want migrator.Finding
	}{
		{"a note of the reader", ada(func(u *sources.User) { u.Notes = []sources.Note{{Code: "name_guessed", Detail: "name"}} }), migrator.Finding{Code: "name_guessed", Detail: "name"}},
		{"the reader's detail comes first", ada(func(u *sources.User) {
			u.Notes = []sources.Note{{Code: "password_hash_missing", Detail: "FORCE_CHANGE_PASSWORD"}}
			u.HadPassword = true
		}), migrator.Finding{Code: "password_hash_missing", Detail: "FORCE_CHANGE_PASSWORD"}},
		{"a code stands once", ada(func(u *sources.User) {
			u.Notes = []sources.Note{{Code: "mfa_not_migrated"}, {Code: "mfa_not_migrated", Detail: "guardian"}}
		}), migrator.Finding{Code: "mfa_not_migrated", Detail: "guardian"}},
		{"all second factors", ada(func(u *sources.User) {
			u.Factors = []sources.Factor{{Kind: sources.TOTP}, {Kind: sources.SMS}, {Kind: sources.TOTP}}
		}), migrator.Finding{Code: "mfa_not_migrated", Detail: "totp, sms"}},
		{"the scheme of a hash", ada(func(u *sources.User) { u.Hash = &sources.Hash{Scheme: "hmac"} }), migrator.Finding{Code: "password_not_migratable", Detail: "hmac"}},
		{"the scheme and why", ada(func(u *sources.User) { u.Hash = &sources.Hash{Scheme: "hmac", Why: "It has a key."} }), migrator.Finding{Code: "password_not_migratable", Detail: "hmac: It has a key."}},
		{"a phone whose verified state is lost", ada(func(u *sources.User) {
			u.EmailVerified, u.Hash, u.Phone, u.PhoneVerified = true, bcryptHash(), "+14155550123", true
		}), migrator.Finding{Code: "verified_state_lost", Detail: "phone"}},
		{"a key that is dropped", ada(func(u *sources.User) { u.Trusted = map[string]any{"big": strings.Repeat(long, 30), "small": 1} }), migrator.Finding{Code: "metadata_too_large", Detail: "trusted: big"}},
		{"a key that is no JSON", ada(func(u *sources.User) { u.Untrusted = map[string]any{"f": func() {}, "ok": 1} }), migrator.Finding{Code: "metadata_dropped", Detail: "untrusted: f"}},
		{"too many keys", ada(func(u *sources.User) { u.Untrusted = manyKeys(21, "v") }), migrator.Finding{Code: "metadata_too_many_keys", Detail: "untrusted"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := planOf(test.user, nil)
			if n := count(plan.Findings, test.want.Code); n != 1 {
				t.Fatalf("%d findings %s in %v", n, test.want.Code, plan.Findings)
			}
			if !slices.Contains(plan.Findings, test.want) {
				t.Errorf("findings %v, want %v", plan.Findings, test.want)
			}
		})
	}
}

func count(findings []migrator.Finding, code string) (n int) {
	for _, f := range findings {
		if f.Code == code {
			n++
		}
	}
	return n
}

func manyKeys(n int, value string) map[string]any {
	m := map[string]any{}
	for i := range n {
		m["key"+string(rune('a'+i/26))+string(rune('a'+i%26))] = value
	}
	return m
}

func TestHashesThatAreSaidAlready(t *testing.T) {
	for _, code := range []string{"hash_redacted", "plain_text_password_ignored", "password_not_migratable"} {
		u := sources.User{Email: "ada@example.com", HadPassword: true, Notes: []sources.Note{{Code: code}}}
		if got := codesOf(planOf(u, nil)); !slices.Equal(got, []string{code}) {
			t.Errorf("findings %v, want %s alone", got, code)
		}
	}
}

func TestEmails(t *testing.T) {
	label := strings.Repeat("a", 63)
	tests := []struct {
		email string
		want  bool
	}{
		{"ada@example.com", true}, {"a@b.co", true}, {"ADA+tag@Example.CO.UK", true}, {"o'brien@example.com", true},
		{"a.b_c-d!#$%&'*+/=?^`{|}~@example.com", true}, {"åsa@exämple.se", true}, {"用户@例子.公司", true}, {"a@xn--e1afmkfd.xn--p1ai", true},
		{strings.Repeat("a", 64) + "@example.com", true}, {"a@" + label + ".com", true},
		{"", false}, {"ada", false}, {"@example.com", false}, {"ada@", false}, {"ada@example", false}, {"ada@@example.com", false},
		{"a@b@example.com", false}, {".ada@example.com", false}, {"ada.@example.com", false}, {"a..b@example.com", false},
		{"ada@.example.com", false}, {"ada@example..com", false}, {"ada@example.com.", false}, {"ada@-example.com", false},
		{"ada@example-.com", false}, {"ada@example.com-", false}, {"ada@exam_ple.com", false}, {"ada@[127.0.0.1]", false},
		{"ada lovelace@example.com", false}, {"ada@exam ple.com", false}, {" ada@example.com", false}, {"ada@example.com\n", false},
		{`"ada"@example.com`, false}, {"Ada <ada@example.com>", false}, {"a,b@example.com", false}, {"a;b@example.com", false},
		{"ada\x00@example.com", false}, {"ada\x7f@example.com", false}, {"ada\u200b@example.com", false}, {"ada@exam\u00adple.com", false},
		{"ada\u00a0@example.com", false}, {"ada\xff@example.com", false}, {"ada@example\xff.com", false},
		{strings.Repeat("a", 65) + "@example.com", false}, {"a@" + label + "a.com", false},
		{"a@" + strings.Repeat("abcdefg.", 40) + "com", false},
	}
	for _, test := range tests {
		if plan := planOf(sources.User{Email: test.email, Phone: "+14155550123"}, nil); (plan.Calls[0].Email == test.email && test.email != "") != test.want {
			t.Errorf("%q: valid is not %v", test.email, test.want)
		}
	}
}

func TestPhones(t *testing.T) {
	tests := []struct {
		phone string
		want  bool
	}{
		{"+14155550123", true}, {"+1234567", true}, {"+123456789012345", true},
		{"", false}, {"+", false}, {"14155550123", false}, {"+04155550123", false}, {"+123456", false}, {"+1234567890123456", false},
		{"+1 415 555 0123", false}, {"+1-415-555-0123", false}, {"(415) 555-0123", false}, {"+1415555012a", false},
		{"+١٢٣٤٥٦٧٨", false}, {"4.42E+11", false}, {"+14155550123\n", false}, {"++4155550123", false},
	}
	for _, test := range tests {
		if plan := planOf(sources.User{Email: "ada@example.com", Phone: test.phone}, nil); (plan.Calls[0].Phone == test.phone && test.phone != "") != test.want {
			t.Errorf("%q: valid is not %v", test.phone, test.want)
		}
	}
}

func TestExternalIDs(t *testing.T) {
	tests := []struct {
		name, id string
		want     bool
	}{
		{"of Auth0", "auth0|5f7c8ec7c33c6c004bbafe82", true}, {"all signs", "aZ09._-|", true}, {"the longest", strings.Repeat("a", 128), true},
		{"too long", strings.Repeat("a", 129), false}, {"a space", "a b", false}, {"an email", "samlp|jane@corp.com", false},
		{"a dot", ".", false}, {"two dots", "..", false}, {"three dots", "...", true},
		{"one of Stytch's", "user-test-16d9ba61-97a1-4ba4-9720-b03761dc50c6", false}, {"one of Stytch's live", "user-live-1", false},
		{"letters outside ASCII", "åsa", false}, {"a slash", "a/b", false}, {"a line break", "a\n", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := planOf(sources.User{SourceID: test.id, Email: "ada@example.com"}, nil)
			call, sent := plan.Calls[0], ""
			if test.want {
				sent = test.id
			}
			if call.ExternalID != sent {
				t.Errorf("external id %q, want %q", call.ExternalID, sent)
			}
			if kept := call.Trusted["usher_source_id"]; test.want == (kept != nil) || !test.want && kept != test.id {
				t.Errorf("in the metadata: %v", kept)
			}
			if (count(plan.Findings, "external_id_invalid") == 1) == test.want {
				t.Errorf("findings %v", plan.Findings)
			}
		})
	}
}

func TestAnotherIDThanTheProvidersIsTheExternalID(t *testing.T) {
	u := sources.User{SourceID: "user_1", ExternalID: "7", Email: "ada@example.com"}
	if got := planOf(u, nil).Calls[0].ExternalID; got != "7" || migrator.ExternalIDFor(u, migrator.DefaultOptions()) != got {
		t.Errorf("external id %q", got)
	}
}

func TestExternalIDNone(t *testing.T) {
	plan := planOf(sources.User{SourceID: "not fit", Email: "ada@example.com"}, func(o *migrator.Options) { o.ExternalID = "none" })
	if c := plan.Calls[0]; c.ExternalID != "" || c.Trusted != nil || len(plan.Findings) > 0 {
		t.Errorf("%+v, %v", c, plan.Findings)
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", " Ada ", "Ada"}, {"letters of any script", "渡辺 Łukasz", "渡辺 Łukasz"}, {"zero-width space", "A\u200bda", "Ada"},
		{"byte order mark", "\ufeffAda", "Ada"}, {"joiners stay", "می\u200cخواهم", "می\u200cخواهم"}, {"an escape sequence", "\x1b[31mAda", "[31mAda"},
		{"a line break", "Ada\nLovelace", "Ada Lovelace"}, {"broken text", "A\xffda", "A\uFFFDda"}, {"nothing visible", "\u200b\x00", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u := sources.User{Email: "ada@example.com", Name: sources.Name{First: test.in, Middle: test.in, Last: test.in}}
			want := sources.Name{First: test.want, Middle: test.want, Last: test.want}
			if got := planOf(u, nil).Calls[0].Name; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestMark(t *testing.T) {
	aMark := "ffffffffffffffff/12"
	tests := []struct {
		name    string
		trusted map[string]any
		options func(*migrator.Options)
		want    bool
		omitted bool
	}{
		{name: "without metadata", want: true},
		{name: "beside metadata", trusted: manyKeys(19, "v"), want: true},
		{name: "no key is left", trusted: manyKeys(20, "v"), omitted: true},
		{name: "no byte is left", trusted: map[string]any{"k": strings.Repeat("x", 3954)}, omitted: true},
		{name: "just room", trusted: map[string]any{"k": strings.Repeat("x", 3953)}, want: true},
		{name: "the app uses its key", trusted: map[string]any{"usher": "theatre"}, omitted: true},
		{name: "a mark of an earlier migration gives way", trusted: map[string]any{"usher": aMark}, want: true},
		{name: "such a mark as raw JSON", trusted: map[string]any{"usher": jsontext.Value(`"` + aMark + `"`)}, want: true},
		{name: "a number is no mark", trusted: map[string]any{"usher": jsontext.Value("12")}, omitted: true},
		{name: "off", options: func(o *migrator.Options) { o.Mark = "off" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := planOf(sources.User{Ordinal: 4294967295, Email: "ada@example.com", Trusted: test.trusted}, test.options)
			got, _ := plan.Calls[0].TrustedMetadata()["usher"].(string)
			if mark := got == migration+"/4294967295"; mark != test.want {
				t.Errorf("mark %q", got)
			}
			if omitted := count(plan.Findings, "mark_omitted") == 1; omitted != test.omitted {
				t.Errorf("findings %v", plan.Findings)
			}
			if len(test.trusted) > 0 && test.trusted["usher"] == migration+"/4294967295" {
				t.Error("the user's own metadata was changed")
			}
		})
	}
}

// TestRoomForAMarkIsTheSameInPreviewAndImport: a preview has no migration yet.
func TestRoomForAMarkIsTheSameInPreviewAndImport(t *testing.T) {
	for size := 3900; size < 4000; size++ {
		u := sources.User{Email: "ada@example.com", Trusted: map[string]any{"k": strings.Repeat("x", size)}}
		preview := migrator.NewPlanner(migrator.DefaultOptions(), "").Plan(u)
		u.Ordinal = 4294967295
		if diff := cmp.Diff(preview.Findings, planOf(u, nil).Findings); diff != "" {
			t.Fatalf("%d bytes (-preview +import):\n%s", size, diff)
		}
	}
}
