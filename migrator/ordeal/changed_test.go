package ordeal_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
)

// pausedImport imports some of a crowd and pauses.
func pausedImport(t *testing.T, b *box, tag string) (*operator, []someone, []string) {
	t.Helper()
	o := newOperator(t, b)
	people := crowd(tag, 100)
	export := writeExport(t, o.dir, people)
	// A canary pauses by itself: a signal may come after the last user.
	o.start(o.importing(b, export, "--rate", "150", "--canary", "30")...).wants(paused)
	return o, people, export
}

// TestAnExportThatChanged changes the export between two runs. What is not
// what it was is refused before anything is sent, and once it is back the
// import goes on.
func TestAnExportThatChanged(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(t *testing.T, o *operator, people []someone)
		says   []string
	}{
		{"grown", func(t *testing.T, o *operator, people []someone) {
			writeExport(t, o.dir, append(slices.Clone(people), crowd("grown", 1)...))
		}, []string{"its content is not the one", "--since"}},
		{"shortened", func(t *testing.T, o *operator, people []someone) {
			writeExport(t, o.dir, people[:60])
		}, []string{"its content is not the one"}},
		{"one user replaced", func(t *testing.T, o *operator, people []someone) {
			other := slices.Clone(people)
			other[70].email = "somebody-else@example.com"
			writeExport(t, o.dir, other)
		}, []string{"its content is not the one"}},
		{"another password", func(t *testing.T, o *operator, people []someone) {
			other := slices.Clone(people)
			other[70].hash = people[0].hash
			writeExport(t, o.dir, other)
		}, []string{"its content is not the one"}},
		{"gone", func(t *testing.T, o *operator, _ []someone) {
			if err := os.Remove(filepath.Join(o.dir, "users.json")); err != nil {
				t.Fatal(err)
			}
		}, []string{"no such file", "users.json"}},
		{"without its hash file", func(t *testing.T, o *operator, _ []someone) {
			if err := os.Remove(filepath.Join(o.dir, "passwords.json")); err != nil {
				t.Fatal(err)
			}
		}, []string{"no such file", "passwords.json"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			o, people, _ := pausedImport(t, b, "changed")
			test.change(t, o, people)
			before, creates := read(o.checkpoint), b.creates()
			p := o.start(o.resuming()...)
			p.wants(failed)
			p.says(append(test.says, "what now:")...)
			if b.creates() != creates || read(o.checkpoint) != before {
				t.Error("something was sent, or the checkpoint was changed")
			}
			writeExport(t, o.dir, people)
			o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
		})
	}
}

// TestTheSameContentElsewhereGoesOn moves, renames and packs the export.
func TestTheSameContentElsewhereGoesOn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		// change moves it and gives the arguments that go on.
		change func(t *testing.T, b *box, o *operator) []string
	}{
		{"in another folder", func(t *testing.T, b *box, o *operator) []string {
			folder := filepath.Join(o.dir, "elsewhere")
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"users.json", "passwords.json"} {
				rename(t, filepath.Join(o.dir, name), filepath.Join(folder, name))
			}
			return o.resuming("--export", folder)
		}},
		{"under another name", func(t *testing.T, b *box, o *operator) []string {
			rename(t, filepath.Join(o.dir, "users.json"), filepath.Join(o.dir, "kept.json"))
			return o.resuming("--export", filepath.Join(o.dir, "kept.json"))
		}},
		{"packed", func(t *testing.T, b *box, o *operator) []string {
			pack(t, filepath.Join(o.dir, "users.json"), filepath.Join(o.dir, "users.json.gz"))
			return o.resuming("--export", filepath.Join(o.dir, "users.json.gz"))
		}},
		{"packed, and imported again instead of resumed", func(t *testing.T, b *box, o *operator) []string {
			pack(t, filepath.Join(o.dir, "users.json"), filepath.Join(o.dir, "users.json.gz"))
			pack(t, filepath.Join(o.dir, "passwords.json"), filepath.Join(o.dir, "passwords.json.gz"))
			return o.importing(b, []string{filepath.Join(o.dir, "users.json.gz"), "--hashes", filepath.Join(o.dir, "passwords.json.gz")}, "--rate", "150")
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			o, people, _ := pausedImport(t, b, "moved")
			args := test.change(t, b, o)
			o.ends(b, people, o.start(args...).wants(done)).everybodyOnce(0)
		})
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// pack replaces a file by its gzip.
func pack(t *testing.T, from, to string) {
	t.Helper()
	f, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	if _, err := z.Write([]byte(read(from))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(from); err != nil {
		t.Fatal(err)
	}
}

// TestAnUsherThatCountsOrPlansDifferently meets a checkpoint whose records were
// numbered, or whose calls were planned, by other rules.
func TestAnUsherThatCountsOrPlansDifferently(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o, _, _ := pausedImport(t, b, "rules")
	store, err := checkpoint.Files{}.Read(o.checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	meta := store.Meta()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*migrator.Meta){
		"numbering": func(m *migrator.Meta) { m.Numbering++ },
		"planning":  func(m *migrator.Meta) { m.Planner++ },
	} {
		other := meta
		change(&other)
		o.checkpoint = filepath.Join(o.dir, name+".usher")
		changed, err := checkpoint.Files{}.Create(o.checkpoint, other)
		if err != nil {
			t.Fatal(err)
		}
		if err := changed.Close(); err != nil {
			t.Fatal(err)
		}
		creates := b.creates()
		p := o.start(o.resuming()...)
		p.wants(failed)
		p.says(name+" of ", "the usher that began it")
		if b.creates() != creates {
			t.Errorf("%s: somebody was sent", name)
		}
		if !strings.Contains(p.errors.String(), "version") {
			t.Errorf("%s: it names no version:\n%s", name, &p.errors)
		}
	}
}
