package ordeal_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestNothingPersonalIsLeftBehind imports users whose every field has a marker,
// with faults, a kill, a crash with its stack trace, and all commands. The
// markers are in the export, in the sandbox and in those lists of the report
// that the README names, and nowhere else.
func TestNothingPersonalIsLeftBehind(t *testing.T) {
	t.Parallel()
	b := newBox(t, "--fault", "drop-after=0.02,500=0.02,malformed-200=0.02,cut-answer=0.02,late-apply=100ms:p=0.02")
	o := newOperator(t, b)
	people := crowd("planted", 90)
	var markers []string
	for i := range people {
		p := &people[i]
		p.extra = map[string]any{"given_name": "Plantedgiven", "family_name": "Plantedfamily", "nickname": "plantednick", "user_metadata": map[string]string{"note": "plantednote"}}
		p.id = strings.ReplaceAll(p.id, "planted", "0a") // ids are no secret
		for _, m := range []string{p.email, p.phone, p.hash, p.name} {
			if m != "" {
				markers = append(markers, m)
			}
		}
	}
	markers = append(markers, "Plantedgiven", "Plantedfamily", "plantednick", "plantednote", b.Secret)
	export := writeExport(t, o.dir, people)
	command := o.importing(b, export, "--rate", "100")

	var said strings.Builder
	hear := func(p *process) {
		p.code()
		said.WriteString(p.out.String() + p.errors.String())
	}
	killed := o.start(command...)
	b.reaches(20)
	leftBehind(t, o, markers) // while it runs: the status file, temporary files
	noCoreDump(t, killed)
	killed.kill()
	hear(killed)
	crashed := o.start(command...)
	b.reaches(60)
	crashed.signal(syscall.SIGABRT) // ends with a stack trace, unless told not to
	hear(crashed)
	leftBehind(t, o, markers)
	p := o.start(command...)
	for hear(p); p.document().Unknown+p.document().Remaining > 0; hear(p) {
		p = o.start(command...)
	}
	for _, args := range [][]string{
		{"status", o.checkpoint}, {"status", o.checkpoint, "--json"}, {"report", o.checkpoint},
		{"verify", o.checkpoint}, {"verify", o.checkpoint, "--json"},
		append([]string{"preview", "--json"}, export...), append([]string{"preview"}, export...),
		{"undo", o.checkpoint, "--yes", "--json"},
	} {
		hear(o.start(args...))
	}
	for _, m := range markers {
		if strings.Contains(said.String(), m) {
			t.Errorf("%q was said", m)
		}
	}
	leftBehind(t, o, markers)
}

// personal are the files that the README says hold personal data.
var personal = regexp.MustCompile(`^(users\.json|passwords\.json|refused\.ndjson|re-enrol\.csv)$`)

// leftBehind looks into every file that the operator has now.
func leftBehind(t *testing.T, o *operator, markers []string) {
	t.Helper()
	looked := 0
	err := filepath.WalkDir(o.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || personal.MatchString(d.Name()) {
			return nil // a temporary file may be gone by now
		}
		content := read(path)
		looked++
		if i := slices.IndexFunc(markers, func(m string) bool { return strings.Contains(content, m) }); i >= 0 {
			t.Errorf("%q is in %s", markers[i], path)
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || looked == 0 {
		t.Errorf("looked into %d files: %v", looked, err)
	}
}

// noCoreDump checks that the system writes down no memory of a process that
// crashes.
func noCoreDump(t *testing.T, p *process) {
	t.Helper()
	limits, err := os.ReadFile(filepath.Join("/proc", itoa(p.cmd.Process.Pid), "limits"))
	if err != nil {
		return // another system
	}
	for line := range strings.Lines(string(limits)) {
		if strings.HasPrefix(line, "Max core file size") && strings.Fields(line)[4] != "0" {
			t.Errorf("memory may be dumped: %s", line)
		}
	}
}

// TestCredentialsComeFromTheEnvironmentOnly: there is no flag for a secret, and
// no unencrypted way off this machine.
func TestCredentialsComeFromTheEnvironmentOnly(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	export := writeExport(t, o.dir, crowd("env", 3))
	for _, more := range [][]string{{"--secret", b.Secret}, {"--stytch-secret", b.Secret}} {
		p := o.start(append(o.importing(b, export), more...)...)
		if code := p.code(); code != usage {
			t.Errorf("%v: exit code %d", more[0], code)
		}
		if strings.Contains(p.errors.String()+p.out.String(), b.Secret) {
			t.Errorf("%v: the secret was said", more[0])
		}
	}
	for _, url := range []string{"http://192.0.2.1", "http://localhost.example.com", "http://127.0.0.1.example.com", "http://[::ffff:192.0.2.1]", "ftp://127.0.0.1"} {
		p := o.start(o.importing(b, export, "--base-url", url)...)
		if code := p.code(); code != usage {
			t.Errorf("%s: exit code %d", url, code)
		}
	}
	if n := b.stats().Requests; n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

// TestWithABaseURLNothingElseIsContacted traces every connection of an import, a
// verification and an undo. Where that is not allowed, a proxy in the
// environment would be asked for anything that leaves this machine.
func TestWithABaseURLNothingElseIsContacted(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	trap := newBox(t)
	o := newOperator(t, b)
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		o.set(name, trap.URL)
	}
	people := crowd("traced", 20)
	export := writeExport(t, o.dir, people)
	trace := filepath.Join(o.dir, "trace")
	for _, args := range [][]string{o.importing(b, export), {"verify", o.checkpoint, "--json"}, {"undo", o.checkpoint, "--yes", "--json"}} {
		p := o.traced(trace, args...)
		if code := p.code(); code != done {
			t.Fatalf("usher %s: exit code %d:\n%s", args[0], code, &p.errors)
		}
		all := connections(read(trace))
		if len(all) == 0 && p.cmd.Path != binary {
			t.Errorf("usher %s: nothing was traced", args[0])
		}
		for _, to := range all {
			if !strings.Contains(to, b.URL[strings.LastIndex(b.URL, ":")+1:]) || !strings.Contains(to, "127.0.0.1") {
				t.Errorf("usher %s: a connection to %s", args[0], to)
			}
		}
	}
	if n := trap.stats().Requests; n != 0 {
		t.Errorf("%d requests went to the proxy", n)
	}
	if len(b.users()) != 0 {
		t.Error("the undo left somebody")
	}
}

// traced starts usher under strace, or without it where there is none.
func (o *operator) traced(trace string, args ...string) *process {
	o.t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil || exec.Command(strace, "-f", "true").Run() != nil {
		return o.start(args...)
	}
	p := &process{t: o.t, cmd: exec.Command(strace, append([]string{"-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", trace, binary}, args...)...), args: args, ended: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = o.dir, o.env, &p.out, &p.errors
	o.run(p)
	return p
}

// connections are the addresses in a trace, those of the system's own services
// left aside.
func connections(trace string) (to []string) {
	for line := range strings.Lines(trace) {
		if strings.Contains(line, "AF_INET") {
			to = append(to, strings.TrimSpace(line))
		}
	}
	return to
}
