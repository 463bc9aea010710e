package ordeal_test

import (
	"testing"

	"example.com/usher/migrator/sandbox"
)

// TestAgain runs a finished migration again, in every way, and looks at it with
// every command that only looks: nothing is sent that creates, and no byte of
// the checkpoint changes by looking.
func TestAgain(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("again", 100)
	export := writeExport(t, o.dir, people)
	command := o.importing(b, export)
	o.start(command...).wants(done)
	creates := b.creates()
	for _, args := range [][]string{command, o.resuming(), command} {
		o.ends(b, people, o.start(args...).wants(done)).everybodyOnce(0)
		if b.creates() != creates {
			t.Fatalf("usher %s sent somebody again", args[0])
		}
	}
	before := read(o.checkpoint)
	for _, args := range [][]string{
		{"status", o.checkpoint}, {"status", o.checkpoint, "--json"}, {"report", o.checkpoint}, {"report", o.checkpoint, "--json"},
		append([]string{"preview"}, export...), append([]string{"preview", "--json"}, export...),
	} {
		p := o.start(args...)
		if code := p.code(); code != done {
			t.Errorf("usher %s: exit code %d:\n%s", args[0], code, &p.errors)
		}
		if read(o.checkpoint) != before {
			t.Fatalf("usher %s changed the checkpoint", args[0])
		}
	}
	o.ends(b, people, o.start("status", o.checkpoint, "--json").wants(done)).everybodyOnce(0)
	if n := b.stats().Endpoints[sandbox.EndpointDelete].Requests; n != 0 {
		t.Errorf("%d users were deleted", n)
	}
}
