package ordeal_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/usher/migrator"
)

// verify reads everybody back; code is the exit code that it has to have.
func (o *operator) verify(code int, more ...string) (r migrator.VerifyResult) {
	o.t.Helper()
	p := o.start(append([]string{"verify", o.checkpoint, "--json"}, more...)...)
	if got := p.code(); got != code {
		o.t.Fatalf("usher verify: exit code %d, want %d; it said:\n%s%s", got, code, &p.errors, &p.out)
	}
	if err := json.Unmarshal(p.out.Bytes(), &r); err != nil {
		o.t.Fatal(err)
	}
	return r
}

// ofUser is the path of a user by external id.
func ofUser(s someone) string { return "/v1/users/" + url.PathEscape(s.sourceID()) }

// TestVerifyFindsWhatDiffers plants a difference of every kind, and checks that
// each is found and nothing besides; in both ways of reading users back.
func TestVerifyFindsWhatDiffers(t *testing.T) {
	t.Parallel()
	for _, n := range []int{60, 1200} { // more than a page are read by pages
		t.Run(fmt.Sprintf("%d users", n), func(t *testing.T) {
			t.Parallel()
			b := newBox(t, "--rate", "0")
			o := newOperator(t, b)
			people := crowd("verify", n)
			o.start(o.importing(b, writeExport(t, o.dir, people))...).wants(done)
			if r := o.verify(done); r.Checked != n || r.Matching != n {
				t.Errorf("nothing was changed, and %+v", r)
			}
			change := func(method, path, body string) {
				t.Helper()
				if status, answer := b.request(method, path, body); status != http.StatusOK {
					t.Fatalf("%s %s: %d %s", method, path, status, answer)
				}
			}
			byID := map[string]int{}
			users := b.users()
			for i, u := range users {
				byID[u.ExternalID] = i
			}
			change("DELETE", ofUser(people[0]), "")
			change("PUT", ofUser(people[1]), `{"name":{"first_name":"Somebody"}}`)
			change("PUT", ofUser(people[3]), `{"external_id":"another"}`)
			passwordless := users[byID[people[5].sourceID()]]
			change("DELETE", "/v1/users/passwords/"+passwordless.PasswordID, "")
			_, phoneless := b.request("GET", ofUser(people[7]), "")
			change("DELETE", "/v1/users/phone_numbers/"+phoneID(t, phoneless), "")
			change("PUT", ofUser(people[8]), `{"trusted_metadata":{"auth0":null}}`)
			r := o.verify(partly)
			if want := []string{people[0].sourceID()}; !slices.Equal(r.Missing, want) {
				t.Errorf("missing %q, want %q", r.Missing, want)
			}
			want := []migrator.Difference{
				{SourceID: people[1].sourceID(), Field: "name"}, {SourceID: people[3].sourceID(), Field: "external_id"},
				{SourceID: people[5].sourceID(), Field: "password"}, {SourceID: people[7].sourceID(), Field: "phone_number"},
				{SourceID: people[8].sourceID(), Field: "trusted_metadata"},
			}
			if !slices.Equal(r.Differing, want) {
				t.Errorf("differing %+v, want %+v", r.Differing, want)
			}
			if r.Checked != n || r.Matching != n-6 {
				t.Errorf("checked %d, matching %d", r.Checked, r.Matching)
			}
		})
	}
}

func phoneID(t *testing.T, user []byte) string {
	t.Helper()
	var u struct {
		PhoneNumbers []struct {
			PhoneID string `json:"phone_id"`
		} `json:"phone_numbers"`
	}
	if err := json.Unmarshal(user, &u); err != nil || len(u.PhoneNumbers) != 1 {
		t.Fatalf("no phone: %v, %s", err, user)
	}
	return u.PhoneNumbers[0].PhoneID
}

// TestAnInterruptedVerificationGoesOn kills it, and checks that the next one
// counts everybody once.
func TestAnInterruptedVerificationGoesOn(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0", "--latency", "40ms")
	o := newOperator(t, b)
	people := crowd("again", 900)
	o.start(o.importing(b, writeExport(t, o.dir, people))...).wants(done)
	b.request("DELETE", ofUser(people[10]), "")
	searches := func() int { return b.stats().Endpoints["search"].Requests }
	before := searches()
	p := o.start("verify", o.checkpoint, "--json", "--sample", "800")
	until(t, "the first search", func() bool { return searches() > before })
	p.signal(os.Interrupt)
	if p.code() != paused || strings.Contains(p.out.String(), "certainty") {
		t.Errorf("a sample that is not checked to its end says something about all: %s", &p.out)
	}
	before = searches()
	p = o.start("verify", o.checkpoint, "--json")
	until(t, "some searches", func() bool { return searches() >= before+3 })
	p.kill()
	r := o.verify(partly)
	if r.Checked != 900 || r.Matching != 899 || len(r.Missing) != 1 || r.Missing[0] != people[10].sourceID() {
		t.Errorf("after a kill: %+v", r)
	}
	if again := searches() - before; again > 9+3 {
		t.Errorf("%d searches: it began anew", again)
	}
}

// TestAFinishedRehearsalHasNobodyToVerify: its sandbox is deleted, and that is
// said instead of everybody being called missing.
func TestAFinishedRehearsalHasNobodyToVerify(t *testing.T) {
	t.Parallel()
	o := newOperator(t, newBox(t))
	people := crowd("rehearsed", 10)
	o.checkpoint = filepath.Join(o.dir, "gone.usher")
	export := writeExport(t, o.dir, people)
	o.start(append(append([]string{"rehearse"}, export...), "--rate", "0", "--checkpoint", o.checkpoint, "--json")...).wants(done)
	was, err := os.ReadFile(o.checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"verify", o.checkpoint}, {"undo", o.checkpoint, "--yes"}, {"retry", o.checkpoint, "--plain"}} {
		p := o.start(command...)
		if code := p.code(); code != failed {
			t.Errorf("usher %s: exit code %d", command[0], code)
		}
		p.says("the sandbox of this rehearsal is gone", "usher sandbox --state")
	}
	if is, err := os.ReadFile(o.checkpoint); err != nil || !slices.Equal(was, is) {
		t.Error("the checkpoint has changed")
	}
}
