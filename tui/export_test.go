package tui

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/sources"
)

func TestABeginningThatIsNoFileLeadsToThoseThatBeginSo(t *testing.T) {
	e := &fakeEngine{openErr: &sources.Error{Path: "auth0", Op: "open export", Err: &fs.PathError{Op: "open", Path: "auth0", Err: fs.ErrNotExist}}}
	m := open(t, e, nil, 80, 24)
	press(m, "enter", "/home/ada/dl/auth0")
	feed(m, someFiles())
	press(m, "enter")
	if s := m.screens[atExport].(*exportScreen); s.failed != nil || !s.inList {
		t.Fatalf("failed %v, in the list %v", s.failed, s.inList)
	}
	e.openErr = nil
	press(m, "enter")
	if m.place() != atPreview || e.opens[1].Paths[0] != "/home/ada/dl/auth0-users.json.gz" {
		t.Errorf("at %v, opened %+v", m.place(), e.opens)
	}
}

func TestWhatIsNotThereIsNotReadInAnotherWay(t *testing.T) {
	e := &fakeEngine{openErr: &sources.Error{Path: "/home/ada/dl/none", Op: "open export", Err: fs.ErrNotExist, Hint: "Check the path."}}
	m := open(t, e, nil, 80, 24)
	press(m, "enter", "/home/ada/dl/none", "enter")
	if v := m.View(); !strings.Contains(v, "Check the path.") || strings.Contains(v, "by its content; ctrl+p") {
		t.Errorf("the screen is\n%s", v)
	}
}

func TestReportsOfUsherAreNotOfferedAsExports(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"users-test-report", "old-report"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "users-test.usher"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	msg := readFolderCmd((&fakeEngine{}).engine(), folder)().(folderReadMsg)
	if msg.err != nil || len(msg.files) != 1 || msg.files[0].name != "old-report" {
		t.Errorf("error %v, found %+v", msg.err, msg.files)
	}
}
