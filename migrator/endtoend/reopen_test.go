package endtoend_test

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/checkpoint"
	"example.com/usher/migrator/report"
	"example.com/usher/migrator/sandbox"
	"example.com/usher/migrator/stytch"
	"example.com/usher/sources"
)

const (
	someUsers = `{"user_id":"auth0|000000000000000000000001","email":"ada@example.com","email_verified":true}` + "\n" +
		`{"user_id":"auth0|000000000000000000000002","email":"bob@example.com"}` + "\n"
	someHashes = `{"_id":{"$oid":"000000000000000000000001"},"email":"ada@example.com","email_verified":true,"tenant":"acme",` +
		`"connection":"users","passwordHash":"$2b$10$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",` +
		`"version":"1.1"}` + "\n"
)

// A checkpoint names what opens the very same export again, whatever it was
// made of and from wherever usher is started then.
func TestTakenUpFromTheCheckpointAlone(t *testing.T) {
	for name, write := range map[string]func(t *testing.T, folder string) sources.Options{
		"one file": func(t *testing.T, folder string) sources.Options {
			return sources.Options{Paths: []string{put(t, folder, "users.ndjson", someUsers)}}
		},
		"a hash file before the users": func(t *testing.T, folder string) sources.Options {
			hashes := put(t, folder, "passwords.ndjson", someHashes)
			return sources.Options{Paths: []string{hashes, put(t, folder, "users.ndjson", someUsers)}}
		},
		"a hash file by option": func(t *testing.T, folder string) sources.Options {
			users := put(t, folder, "users.ndjson", someUsers)
			return sources.Options{Paths: []string{users}, Hashes: []string{put(t, folder, "passwords.ndjson", someHashes)}}
		},
		"an archive": func(t *testing.T, folder string) sources.Options {
			return sources.Options{Paths: []string{zipped(t, folder, "export/users.ndjson", someUsers)}}
		},
		"a folder": func(t *testing.T, folder string) sources.Options {
			put(t, folder, "users.ndjson", someUsers)
			return sources.Options{Paths: []string{folder}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			export, box := write(t, t.TempDir()), startBox(t)
			path := begun(t, export, box)
			// As if from another folder: nothing but the path and the secret.
			t.Chdir(t.TempDir())
			m, err := migrator.Reopen(t.Context(), migrator.ReopenConfig{Ports: ports(), Checkpoint: path, Secret: box.Secret()})
			if err != nil {
				t.Fatal(err)
			}
			r, err := m.Run(t.Context())
			if closed := m.Close(); err != nil || closed != nil {
				t.Fatalf("resume: %v, close: %v", err, closed)
			}
			if r.State != migrator.Done || r.Created != 2 {
				t.Errorf("%+v", r)
			}
			if _, err := migrator.RebuildReport(t.Context(), migrator.ReportConfig{Ports: ports(), Checkpoint: path}); err != nil {
				t.Errorf("report: %v", err)
			}
		})
	}
}

// begun begins a migration, sends nothing, and gives its checkpoint, which is
// where it is when none is named.
func begun(t *testing.T, o sources.Options, box *sandbox.Sandbox) string {
	t.Helper()
	export, err := sources.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = export.Close() }() // only read
	path := migrator.DefaultCheckpoint(export.Inputs()[0].Path, migrator.Sandbox)
	options := migrator.DefaultOptions()
	options.Rate = 0 // at 65 a second each process waits for a second first
	m, err := migrator.Begin(t.Context(), migrator.ImportConfig{
		Ports: ports(), Export: export, Options: options, Checkpoint: path, Secret: box.Secret(),
		Target: migrator.Target{Kind: migrator.Sandbox, ProjectID: box.ProjectID(), BaseURL: box.URL()},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func startBox(t testing.TB) *sandbox.Sandbox {
	t.Helper()
	box, err := sandbox.New(sandbox.Config{Limit: sandbox.LimitConfig{Mode: sandbox.LimitOff}})
	if err == nil {
		err = box.Start("127.0.0.1:0")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() }) // it keeps nothing
	return box
}

func ports() migrator.Ports {
	return migrator.Ports{Checkpoints: checkpoint.Files{}, Connect: stytch.Connect, Report: report.Write}
}

func put(t *testing.T, folder, name, content string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t *testing.T, folder, name, content string) string {
	t.Helper()
	path := filepath.Join(folder, "export.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err != nil || z.Close() != nil || f.Close() != nil {
		t.Fatal("the archive cannot be written: ", err)
	}
	return path
}
