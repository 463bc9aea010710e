package workos_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// The API and its SDKs spell the same users.
func TestEverySampleIsCounted(t *testing.T) {
	for _, name := range []string{"pages.json", "sdk-list.json", "sdk-users.json", "users.ndjson"} {
		t.Run(name, func(t *testing.T) {
			sourcestest.CheckCounts(t, sources.Options{Paths: []string{filepath.Join("testdata", name)}}, sourcestest.Counts{
				Users: 5, Emails: 5, VerifiedEmails: 3, Named: 4, WithTrusted: 5, WithUntrusted: 2, Created: 5, Updated: 5, LastLogin: 4,
				ExportNotes: map[string]int{"password_hash_missing": 1},
			})
		})
	}
}

func TestMetadata(t *testing.T) {
	u := sourcestest.User(t, sources.Options{Paths: []string{"testdata/pages.json"}}, "user_01MADEBYUSHER000000000001")
	facts, _ := u.Trusted["workos"].(map[string]any)
	if u.Trusted["timezone"] == nil || facts["external_id"] != "f1ffa2b2" || u.ExternalID != "" {
		t.Errorf("%v, external id %q", u.Trusted, u.ExternalID)
	}
}

// Only the last page has no page after it.
func TestPagesThatAreMissing(t *testing.T) {
	const page = `{"object":"list","data":[{"object":"user","id":"user_01","email":"ada@example.com"}],"list_metadata":{"before":null,"after":`
	for after, want := range map[string]int{`null`: 0, `"user_01"`: 1} {
		path := filepath.Join(t.TempDir(), "users.json")
		sourcestest.Write(t, path, page+after+"}}")
		got := sourcestest.Count(t, sources.Options{Paths: []string{path}}).ExportNotes
		if diff := cmp.Diff(want, got["export_incomplete"]); diff != "" {
			t.Errorf("after %s: %s", after, diff)
		}
	}
}

// Other objects of WorkOS', and other lists, are not its users.
func TestOthersAreLeftToOthers(t *testing.T) {
	for fact, text := range map[string]string{
		"users of a directory": `{"data":[{"object":"directory_user","id":"directory_user_01","email":"ada@example.com"}]}`,
		"another list":         `{"object":"list","data":[{"object":"user","id":"1","email":"ada@example.com"}]}`,
	} {
		if p, _ := sourcestest.Text(t, text); p == sources.WorkOS {
			t.Errorf("%s: taken", fact)
		}
	}
}
