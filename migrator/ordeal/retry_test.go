package ordeal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// TestTheRefusedAreSentAgain corrects phones that belong to others, as an
// operator does: in refused.ndjson, and for one in a corrected export. A kill in
// the middle loses nobody.
func TestTheRefusedAreSentAgain(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--rate", "0", "--latency", "5ms")
	o := newOperator(t, b)
	people := crowd("retry", 60)
	var strangers []sandbox.SeedUser
	for i := 2; i < 60; i += 5 {
		strangers = append(strangers, sandbox.SeedUser{Email: fmt.Sprintf("stranger-%d@example.com", i), Phone: people[i].phone})
	}
	b.seed(strangers...)
	d := o.start(o.importing(b, writeExport(t, o.dir, people), "--no-stop-loss")...).wants(partly)
	if d.Refused != 12 {
		t.Fatalf("%+v", d)
	}
	if again := o.start("retry", o.checkpoint, "--json", "--no-stop-loss").wants(partly); again.Refused != 12 || again.Created != 48 {
		t.Errorf("uncorrected: %+v", again)
	}
	// One by a corrected export.
	people[2].phone = "+14155550100"
	folder := filepath.Join(o.dir, "corrected")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	corrected := writeExport(t, folder, people[:3])
	one := o.start("retry", o.checkpoint, "--json", "--with", corrected[0]).wants(partly)
	if one.Refused != 11 || one.Created != 49 {
		t.Errorf("with a corrected export: %+v", one)
	}
	// The others in refused.ndjson, killed once.
	refused := filepath.Join(o.dir, "users-report", "refused.ndjson")
	edited := editPhones(t, refused, people)
	p := o.start("retry", o.checkpoint, "--json", "--with", edited)
	until(t, "one of them", func() bool { return len(b.users()) >= 12+49+1 })
	p.kill()
	// Who was under way is found; who is not there waits for the correction.
	between := o.start(o.resuming()...)
	if code := between.code(); code != done {
		between.wants(partly)
		o.start("retry", o.checkpoint, "--json", "--with", edited).wants(done)
	}
	last := o.start(o.resuming()...).wants(done)
	if last.Created != 60 || last.Refused != 0 || last.Unknown != 0 {
		t.Errorf("at the end: %+v", last)
	}
	o.ends(b, people, last).everybodyOnce(12)
	if v := o.verify(done); !v.Clean() || v.Checked != 60 {
		t.Errorf("who was corrected is no difference: %+v", v)
	}
	if nobody := o.start("retry", o.checkpoint, "--json"); nobody.code() != failed {
		t.Error("there is nobody to send again")
	}
}

// editPhones gives everybody in refused.ndjson a phone of their own, in the
// crowd too.
func editPhones(t *testing.T, path string, people []someone) string {
	t.Helper()
	var out strings.Builder
	for i, entry := range lines[map[string]any](t, []byte(read(path))) {
		phone := fmt.Sprintf("+1415555%04d", 200+i)
		entry["phone_number"] = phone
		line(t, &out, entry)
		for j := range people {
			if people[j].sourceID() == entry["source_id"] {
				people[j].phone = phone
			}
		}
	}
	edited := filepath.Join(t.TempDir(), "edited.ndjson")
	if err := os.WriteFile(edited, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return edited
}

// TestACanaryGoesFirst sends some users, by number and by id, and nobody else
// before the operator goes on.
func TestACanaryGoesFirst(t *testing.T) {
	t.Parallel()
	people := crowd("canary", 50)
	for canary, who := range map[string][]int{"3": {0, 1, 2}, people[41].sourceID() + "," + people[7].sourceID(): {7, 41}} {
		t.Run(canary, func(t *testing.T) {
			t.Parallel()
			b := newBox(t, "--rate", "0")
			o := newOperator(t, b)
			d := o.start(o.importing(b, writeExport(t, o.dir, people), "--canary", canary)...).wants(paused)
			if d.Created != len(who) || d.Remaining != 50-len(who) || d.Reason != migrator.CanaryReason {
				t.Errorf("%+v", d)
			}
			there := map[string]bool{}
			for _, u := range b.users() {
				there[u.ExternalID] = true
			}
			for _, i := range who {
				if !there[people[i].sourceID()] {
					t.Errorf("record %d did not go first", i)
				}
			}
			if len(there) != len(who) {
				t.Errorf("%d users are there", len(there))
			}
			o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
		})
	}
}
