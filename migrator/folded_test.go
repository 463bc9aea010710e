package migrator_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// plainly gives an export's users to a preview as an import gets them: they may
// be kept.
type plainly struct{ *sources.Export }

func (e plainly) Fold(ctx context.Context, start func() sources.Folder) iter.Seq2[sources.Folder, error] {
	return foldOf(e.Users(ctx), 100, start)
}

// spoilt spoils every folded user when the preview is done with it.
type spoilt struct{ *sources.Export }

func (e spoilt) Fold(ctx context.Context, start func() sources.Folder) iter.Seq2[sources.Folder, error] {
	return func(yield func(sources.Folder, error) bool) {
		for f, err := range e.Export.Fold(ctx, func() sources.Folder { return spoiler{start()} }) {
			if err == nil {
				f = f.(spoiler).Folder
			}
			if !yield(f, err) {
				return
			}
		}
	}
}

type spoiler struct{ sources.Folder }

func (s spoiler) User(u *sources.User) {
	s.Folder.User(u)
	sourcestest.Spoil(u)
}

// people is a random export: with and without hashes that move, duplicates,
// values that Stytch refuses, metadata too large, rows that can't be read.
func people(random *rand.Rand, n int) string {
	pick := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	some := func() string { return fmt.Sprint(random.IntN(n)) }
	var b strings.Builder
	b.WriteString("id,email,email_verified,phone,phone_verified,name,password_hash,blocked,deleted,mfa_enabled,last_login,plan,team\n")
	for i := range n {
		if random.IntN(50) == 0 {
			b.WriteString(pick("\"broken,row\n", "1,2,3\n", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o\n"))
			continue
		}
		for c, cell := range []string{
			pick(fmt.Sprint(i), fmt.Sprint(i), fmt.Sprint(i), "user "+some(), some()),
			pick("u"+some()+"@example.com", "U"+some()+"@Example.com", " u"+some()+"@example.com ", "no email", "é"+some()+"@exämple.com", "\xff@b.c", ""),
			pick("true", "false", ""),
			pick("+1415555"+fmt.Sprintf("%04d", random.IntN(10000)), "555", "", ""),
			pick("true", "false", ""),
			pick("Ada Lovelace", "Ada\u200b", " x ", ""),
			pick("$2b$10$"+strings.Repeat(pick("a", "b", "/"), 53), "$2b$99$"+strings.Repeat("a", 53), "$2a$10$short", "{SSHA}"+some(), "secret"+some(), "pbkdf2_sha256$1000$salt$"+some(), ""),
			pick("true", "false", "", ""), pick("true", "false", "", "", ""), pick("true", "", ""),
			pick("2024-01-02T03:04:05Z", "2024-02-30T00:00:00Z", "1.2.2023", ""),
			pick("pro", "free", "plan "+some(), strings.Repeat("long ", 900), "a\tb", "\xe9"),
			pick(`{"usher": "0123456789abcdef/1", "a": [1, 2, {"b": "<&>"}]}`, `{"n": `+some()+`}`, "[1,", "", "team "+some()),
		} {
			if c > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestAPreviewSaysWhatTheUsersOfAnImportSay: what is planned in memory that is
// used again, and forgotten at once, adds up to the same.
func TestAPreviewSaysWhatTheUsersOfAnImportSay(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	met := map[string]bool{}
	for range 8 {
		e, err := sources.Open(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.csv", people(random, 600))}})
		if err != nil {
			t.Fatal(err)
		}
		o := randomOptions(random)
		plain, want := run(t, plainly{e}, o)
		folded, got := run(t, spoilt{e}, o)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v (-plain +folded):\n%s", o, diff)
		}
		if diff := cmp.Diff(skipped(plain), skipped(folded)); diff != "" {
			t.Fatalf("%+v: skipped (-plain +folded):\n%s", o, diff)
		}
		for _, f := range got.Findings {
			met[f.Code] = true
		}
		if got.Unreadable == 0 || got.Duplicates == 0 || len(got.Hashes) < 3 {
			t.Errorf("%d unreadable, %d duplicates, hashes %v", got.Unreadable, got.Duplicates, got.Hashes)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, code := range []string{"invalid_email", "invalid_text", "invalid_hash", "metadata_too_large", "mfa_not_migrated", "external_id_invalid", "duplicate_external_id", "duplicate_email"} {
		if !met[code] {
			t.Errorf("no export with %s", code)
		}
	}
}
