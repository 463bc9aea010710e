package ordeal_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"
)

// poison is what an export may hold to act on whoever shows, stores or sends
// it.
var poison = []string{
	"\x1b[2J\x1b[1;1Hgone", "\x1b]0;title\x07", "\u009b31mred", "\x00nul", "a\rb\nc\td\be",
	"\u202egnp.exe\u2066", "\u200b\u200bzero", "\ufeffmark", strings.Repeat("e\u0301", 500),
	"=HYPERLINK(\"http://example.com\")", "+1+1", "-1", "@SUM(1)", "'; DROP TABLE users;--",
	"../../../../etc/passwd", "..", ".", "%2e%2e%2f", "/v1/users/x", "a?b=c#d",
	"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "${jndi:ldap://example.com}",
	"user-test-11111111-1111-4111-8111-111111111111", strings.Repeat("9", 400), strings.Repeat("long", 300_000),
}

// hostileExport has a record for every poison in every field, and records that
// are broken in other ways.
func hostileExport(t *testing.T, path string) (ids map[string]bool) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ids = map[string]bool{}
	write := func(format string, args ...any) {
		if _, err := fmt.Fprintf(f, format+"\n", args...); err != nil {
			t.Fatal(err)
		}
	}
	quote := func(s string) string {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	n := 0
	for _, p := range poison {
		for _, field := range []string{"user_id", "email", "phone_number", "name", "given_name", "created_at", "last_login", "app_metadata", "key", "connection", "provider", "multifactor"} {
			n++
			v := map[string]string{
				"user_id": fmt.Sprintf(`"auth0|%024d"`, n), "email": fmt.Sprintf(`"hostile%d@example.com"`, n), "phone_number": fmt.Sprintf(`"+1415%07d"`, n),
				"name": `"n"`, "given_name": `"g"`, "created_at": `"2024-01-09T10:00:00.000Z"`, "last_login": `"2024-01-09T10:00:00.000Z"`,
				"app_metadata": `"v"`, "key": `"k"`, "connection": `"db"`, "provider": `"auth0"`, "multifactor": `"otp"`,
			}
			if field == "email" {
				v["email"] = quote(p + "@example.com")
			} else {
				v[field] = quote(p)
			}
			var id string
			if err := json.Unmarshal([]byte(v["user_id"]), &id); err != nil {
				t.Fatal(err)
			}
			ids[id] = true
			write(`{"user_id":%s,"email":%s,"email_verified":true,"phone_number":%s,"phone_verified":true,"name":%s,"given_name":%s,"created_at":%s,"last_login":%s,"app_metadata":{%s:%s},"multifactor":[%s],"identities":[{"provider":%s,"user_id":"%024d","connection":%s,"isSocial":false}]}`,
				v["user_id"], v["email"], v["phone_number"], v["name"], v["given_name"], v["created_at"], v["last_login"], v["key"], v["app_metadata"], v["multifactor"], v["provider"], n, v["connection"])
		}
	}
	id := func() string {
		n++
		s := fmt.Sprintf("auth0|%024d", n)
		ids[s] = true
		return s
	}
	write(`{"user_id":"%s","email":"deep@example.com","app_metadata":%s1%s}`, id(), strings.Repeat(`{"a":`, 200), strings.Repeat("}", 200))
	write(`{"user_id":"%s","email":"one@example.com","email":"two@example.com"}`, id())
	write(`{"user_id":"%s","email":"bytes@example.com","name":"%s"}`, id(), "\xff\xfe\xc0\x80")
	write(`{"user_id":"%s","email":"raw@example.com","name":"%s"}`, "auth0|raw", "\x1b[31m")
	write(`{"user_id":"auth0|deeper","email":"deeper@example.com","app_metadata":%s1%s}`, strings.Repeat("[", 100_000), strings.Repeat("]", 100_000))
	write(`{"user_id":["not","text"],"email":{"a":1}}`)
	write(`not JSON at all %s`, "\x1b[2J")
	write(`{"user_id":"%s","email":"big@example.com","app_metadata":{"big":%s}}`, id(), quote(strings.Repeat("x", 10<<20)))
	write(`{"user_id":"%s","email":"last@example.com"}`, id())
	return ids
}

// TestHostileContentActsNowhere imports it and looks at all that is written
// and sent on the way.
func TestHostileContentActsNowhere(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := newMiddleman(t, b)
	var mu sync.Mutex
	paths := map[string]bool{}
	m.instead(func(w http.ResponseWriter, r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		paths[r.Method+" "+r.URL.EscapedPath()] = true
		if strings.Contains(r.URL.Path, "passwords") || len(paths)%7 != 0 || r.Method != http.MethodPost {
			return false
		}
		// Stytch's own text is no better than the export's.
		refuse(w, http.StatusBadRequest, `\u001b[2J\u202e=cmd`)
		return true
	})
	behind := *b
	behind.URL = m.URL
	o := newOperator(t, b)
	export := filepath.Join(o.dir, "users\x1b[2J\u202e.json")
	ids := hostileExport(t, export)
	plain := []string{"import", export, "--to", "sandbox", "--rate", "0", "--base-url", behind.URL, "--checkpoint", o.checkpoint, "--no-stop-loss", "--plain"}
	for _, args := range [][]string{
		{"preview", export}, {"preview", export, "--json"},
		plain, o.importing(&behind, []string{export}, "--no-stop-loss"),
		{"status", o.checkpoint}, {"status", o.checkpoint, "--json"},
		{"report", o.checkpoint}, {"report", o.checkpoint, "--json"},
		{"verify", o.checkpoint}, {"verify", o.checkpoint, "--json"},
		{"status", filepath.Join(o.dir, "no\x1b[2Jsuch\u202e.usher")}, {"import", "no\x1b[2Jsuch", "--to", "sandbox"}, {"preview", "--no\x1b[2Jsuch"},
	} {
		p := o.start(args...)
		if code := p.code(); code != done && code != partly && !strings.Contains(args[len(args)-1]+args[1], "such") {
			t.Fatalf("usher %q: exit code %d:\n%s", args[0], code, &p.errors)
		}
		harmless(t, fmt.Sprintf("usher %.40q says", args), p.errors.String())
		harmless(t, fmt.Sprintf("usher %.40q prints", args), p.out.String())
	}
	reportIsHarmless(t, o, ids)
	id := `[A-Za-z0-9._%|-]+`
	known := regexp.MustCompile(`^(GET|POST|DELETE) /v1/(debug/whoami|users|users/search|users/` + id + `|passwords/migrate|projects/metrics)$`)
	for path := range paths {
		if !known.MatchString(path) || strings.Contains(path, "..") || strings.Contains(strings.ToLower(path), "%2e") {
			t.Errorf("it sent %q", path)
		}
	}
}

// harmless checks that nothing in a text acts on a terminal, or makes it look
// like what it is not.
func harmless(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s what is no UTF-8", what)
	}
	for i, r := range text {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' {
			t.Errorf("%s %q in %q", what, r, text[max(0, i-40):min(len(text), i+40)])
			return
		}
	}
}

// reportIsHarmless looks at the files of the report. Only the id map has ids as
// they are, all of those who are at Stytch.
func reportIsHarmless(t *testing.T, o *operator, ids map[string]bool) {
	t.Helper()
	folder := strings.TrimSuffix(o.checkpoint, ".usher") + "-report"
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content := read(filepath.Join(folder, file.Name()))
		switch filepath.Ext(file.Name()) {
		case ".html":
			if strings.Contains(content, "<script>alert") || strings.Contains(content, "onerror=alert(1)>") && !strings.Contains(content, "&lt;img") {
				t.Errorf("%s has a script", file.Name())
			}
			harmless(t, file.Name()+" has", content)
		case ".csv":
			rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
			if err != nil {
				t.Errorf("%s: %v", file.Name(), err)
			}
			for _, row := range rows[min(1, len(rows)):] {
				if file.Name() == "id-map.csv" {
					if !ids[row[0]] {
						t.Errorf("the id map has %.80q, who is not in the export", row[0])
					}
					continue
				}
				for _, cell := range row {
					if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
						t.Errorf("%s has the formula %.80q", file.Name(), cell)
					}
					harmless(t, file.Name()+" has", cell)
				}
			}
		}
	}
}
