package ordeal_test

import (
	"os"
	"strings"
	"testing"

	"example.com/usher/migrator/checkpoint"
)

// TestAReportWaitsForTheImport asks for it while users go.
func TestAReportWaitsForTheImport(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("report", 120)
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--rate", "60")...)
	b.reaches(20)
	report, given := o.start("report", o.checkpoint), o.start("report", o.checkpoint)
	until(t, "both wait", func() bool {
		return strings.Contains(report.errors.String(), "waits for the pause") && strings.Contains(given.errors.String(), "waits for the pause")
	})
	given.signal(os.Interrupt)
	if given.code() == done {
		t.Error("a report that was given up is a success")
	}
	given.says("was not disturbed")
	o.ends(b, people, p.wants(done)).everybodyOnce(0)
	if report.code() != done || !strings.Contains(report.out.String(), "summary.html") {
		t.Errorf("exit code %d: %s", report.code(), &report.errors)
	}
}

// TestAResumeWaitsForWhoeverReads holds the checkpoint as a report does.
func TestAResumeWaitsForWhoeverReads(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o, people, _ := pausedImport(t, b, "read")
	reader, err := checkpoint.Files{}.Read(o.checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	p := o.start(o.resuming()...)
	until(t, "it waits", func() bool { return strings.Contains(p.errors.String(), "waits for whoever reads") })
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	o.ends(b, people, p.wants(done)).everybodyOnce(0)
}
