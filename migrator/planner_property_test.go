package migrator_test

import (
	stdjson "encoding/json"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

func TestPlansOfRandomUsers(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 10000 {
		u := randomUser(random, randomText(random), []byte(randomText(random)))
		checkPlan(t, u, randomOptions(random))
	}
}

func FuzzPlan(f *testing.F) {
	for _, text := range nastyTexts {
		f.Add(uint64(1), text, []byte(`{"a":[1,"<",null]}`))
	}
	f.Fuzz(func(t *testing.T, seed uint64, text string, raw []byte) {
		random := rand.New(rand.NewPCG(seed, 0))
		checkPlan(t, randomUser(random, text, raw), randomOptions(random))
	})
}

var nastyTexts = []string{
	"", "ada@example.com", "ADA@EXAMPLE.COM", "+14155550123", "555", "auth0|5f7c", "a b", "\xff\xfe", "\u2028<script>&\u2029", "\x00\x1b[31m", `"\` + "`",
	"ada\u200b@example.com", "=1+1", strings.Repeat("long ", 1000), strings.Repeat("é", 900), "\ufeff", "null", "user-live-x", "..", "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
}

func randomText(random *rand.Rand) string { return nastyTexts[random.IntN(len(nastyTexts))] }

func randomOptions(random *rand.Rand) migrator.Options {
	o := migrator.DefaultOptions()
	for _, c := range migrator.Choices {
		o, _ = o.With(c.Name, c.Values[random.IntN(len(c.Values))])
	}
	return o
}

func randomUser(random *rand.Rand, text string, raw []byte) sources.User {
	some := func() string {
		if random.IntN(3) == 0 {
			return text
		}
		return randomText(random)
	}
	yes := func() bool { return random.IntN(2) == 0 }
	u := sources.User{
		Ordinal: random.Uint64N(math.MaxUint32), SourceID: some(), Username: some(), Email: some(), EmailVerified: yes(), Phone: some(), PhoneVerified: yes(),
		Name: sources.Name{First: some(), Middle: some(), Last: some()}, HadPassword: yes(), Blocked: yes(), Anonymous: random.IntN(9) == 0, Unconfirmed: yes(),
		Trusted: randomMetadata(random, text, raw), Untrusted: randomMetadata(random, text, raw),
	}
	if yes() {
		types := []sources.HashType{"", "unheard_of", sources.Bcrypt, sources.Scrypt, sources.Argon2i, sources.Argon2id, sources.MD5, sources.SHA1, sources.SHA512, sources.Phpass, sources.PBKDF2}
		u.Hash = &sources.Hash{Type: types[random.IntN(len(types))], Value: some(), Scheme: some(), Why: some(), Config: randomMetadata(random, text, raw)}
	}
	for range random.IntN(3) {
		u.Factors = append(u.Factors, sources.Factor{Kind: sources.FactorKind(some()), Detail: some()}, sources.Factor{Kind: sources.TOTP})
		u.Notes = append(u.Notes, sources.Note{Code: some(), Detail: some()})
	}
	return u
}

func randomMetadata(random *rand.Rand, text string, raw []byte) map[string]any {
	if random.IntN(3) == 0 {
		return nil
	}
	values := []any{
		nil, true, 12, -1.5, math.NaN(), text, randomText(random), jsontext.Value(raw), jsontext.Value(` { "a" : [ 1 , "<&>\u2028" ] } `), jsontext.Value(`"\ud83d\ude00"`),
		[]any{text, nil, []any{false}}, map[string]any{text: randomText(random)}, make(chan int), stdjson.RawMessage(raw), []byte(text), strings.Repeat("x", random.IntN(5000)),
	}
	m := map[string]any{}
	for range random.IntN(30) {
		key := text
		if random.IntN(4) > 0 {
			key = string(rune('a' + random.IntN(26)))
		}
		m[key] = values[random.IntN(len(values))]
	}
	return m
}

var (
	externalIDForm = regexp.MustCompile(`^[A-Za-z0-9._|-]{1,128}$`)
	phoneForm      = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
)

// checkPlan asserts what is true of every plan.
func checkPlan(t *testing.T, u sources.User, o migrator.Options) {
	t.Helper()
	plan := migrator.NewPlanner(o, migration).Plan(u)
	if (plan.Skip == "") != (len(plan.Calls) > 0) || len(plan.Calls) > 2 {
		t.Fatalf("%d calls, skip %q", len(plan.Calls), plan.Skip)
	}
	codes := codesOf(plan)
	if plan.Skip != "" && !slices.Contains(codes, plan.Skip) {
		t.Fatalf("skipped for %s, which is no finding", plan.Skip)
	}
	if len(slices.Compact(codes)) != len(plan.Findings) {
		t.Fatalf("a code stands twice: %v", plan.Findings)
	}
	for _, code := range codes {
		ofReader := slices.ContainsFunc(u.Notes, func(n sources.Note) bool { return n.Code == code })
		if !ofReader && migrator.Describe(code).Hint == "" {
			t.Fatalf("finding %s is not in the table", code)
		}
	}
	for i, c := range plan.Calls {
		checkCall(t, c, i == 0)
	}
	if len(plan.Calls) == 2 && (plan.Calls[0].Kind != migrator.CreateUser || plan.Calls[1].Kind != migrator.MigratePassword) {
		t.Fatalf("calls in the order %v, %v", plan.Calls[0].Kind, plan.Calls[1].Kind)
	}
	again := migrator.NewPlanner(o, migration).Plan(u)
	if diff := cmp.Diff(plan.Findings, again.Findings); diff != "" {
		t.Fatalf("another plan the second time:\n%s", diff)
	}
}

func checkCall(t *testing.T, c migrator.Call, first bool) {
	t.Helper()
	body, err := json.Marshal(c.Body(), json.Deterministic(true))
	if err != nil {
		t.Fatalf("body is no JSON: %v", err)
	}
	if _, err := stdjson.Marshal(c.Body()); err != nil {
		t.Fatalf("body is no JSON to the standard library: %v", err)
	}
	if !jsontext.Value(body).IsValid() || !utf8.Valid(body) {
		t.Fatalf("invalid body %s", body)
	}
	for _, m := range []map[string]any{c.TrustedMetadata(), c.Untrusted} {
		checkMetadata(t, m)
	}
	switch {
	case c.Email == "" && c.Phone == "":
		t.Fatal("a call without email and phone")
	case c.ExternalID != "" && !externalIDForm.MatchString(c.ExternalID):
		t.Fatalf("external id %q", c.ExternalID)
	case c.Phone != "" && !phoneForm.MatchString(c.Phone):
		t.Fatalf("phone %q", c.Phone)
	case c.Kind == migrator.MigratePassword && (c.Hash == nil || c.Email == "" || c.Hash.Type == ""):
		t.Fatalf("a password without email or hash: %+v", c)
	case !first && (c.Mark != "" || c.Trusted != nil || c.Phone != ""):
		t.Fatalf("a second call that repeats the first: %+v", c)
	}
}

func checkMetadata(t *testing.T, m map[string]any) {
	t.Helper()
	if len(m) > 20 {
		t.Fatalf("%d keys", len(m))
	}
	for name, marshal := range map[string]func(any) ([]byte, error){
		"json v2": func(v any) ([]byte, error) { return json.Marshal(v) }, "json v1": stdjson.Marshal,
	} {
		b, err := marshal(m)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(b) > 4000 {
			t.Fatalf("%s: %d bytes", name, len(b))
		}
	}
}
