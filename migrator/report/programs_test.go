package report_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// program finds one of several programs, or skips.
func program(t *testing.T, names ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("none of %s is installed", strings.Join(names, ", "))
	return ""
}

// A browser takes the page as it is meant: its own styles and nothing else.
func TestABrowserShowsThePage(t *testing.T) {
	t.Parallel()
	browser := program(t, "chromium", "chromium-browser", "google-chrome")
	m := withHistory(t)
	m.rewrite(func(meta *migrator.Meta) {
		meta.Destination.ProjectID = attack + `<script>document.title="owned"</script>`
	})
	m.write()
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir="+t.TempDir(),
		"--enable-logging=stderr", "--dump-dom", "file://"+filepath.Join(m.reportFolder(), "summary.html"))
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	dom, err := cmd.Output()
	if err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	for _, want := range []string{"3 of 8 users are in Stytch", `class="timeline"`, "<title>Migration into"} {
		if !strings.Contains(string(dom), want) {
			t.Errorf("the browser does not show %s", want)
		}
	}
	if strings.Contains(string(dom), "<title>owned") || strings.Contains(string(dom), "<script") {
		t.Error("a script from the data has become one of the page")
	}
	for line := range strings.Lines(complaints.String()) {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("the browser complains: %s", line)
		}
	}
}

// A spreadsheet reads the lists as texts: no cell becomes a formula or a
// number with fewer digits.
func TestASpreadsheetReadsTheLists(t *testing.T) {
	t.Parallel()
	converter := program(t, "ssconvert")
	m := hostile(t, func(ordinal uint64) migrator.Outcome {
		return migrator.Outcome{Ordinal: ordinal, Kind: migrator.Skipped, Reason: "blocked"}
	})
	out := filepath.Join(t.TempDir(), "out.csv")
	if text, err := exec.Command(converter, filepath.Join(m.reportFolder(), "skipped.csv"), out).CombinedOutput(); err != nil {
		t.Skipf("the spreadsheet does not run here: %v: %s", err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := m.rows("skipped.csv")
	for _, row := range want {
		// A leading apostrophe says "text" and is not shown.
		row[1] = strings.TrimPrefix(row[1], "'")
	}
	for _, row := range rows[1:] {
		row[1] = strings.TrimPrefix(row[1], "'")
	}
	if diff := cmp.Diff(want, rows[1:]); diff != "" {
		t.Errorf("skipped.csv as a spreadsheet has it (-want +got):\n%s", diff)
	}
}
