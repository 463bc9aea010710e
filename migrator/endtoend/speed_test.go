package endtoend_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// BenchmarkImport is engine, checkpoint and adapter without the cap, against a
// sandbox over loopback in the same process: users a second, and the CPU of
// both.
func BenchmarkImport(b *testing.B) {
	path := filepath.Join(b.TempDir(), "users.ndjson")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	for i := range b.N {
		fmt.Fprintf(f, `{"user_id":"auth0|%024x","email":"u%d@example.com","email_verified":true,"given_name":"Ada","family_name":"L%d"}`+"\n", i, i, i)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	export, err := sources.Open(b.Context(), sources.Options{Paths: []string{path}})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = export.Close() }() // only read
	box := startBox(b)
	options := migrator.DefaultOptions()
	options.Rate = 0
	p := ports()
	p.Report = nil
	m, err := migrator.Begin(b.Context(), migrator.ImportConfig{
		Ports: p, Export: export, Options: options, Checkpoint: path + ".usher", Secret: box.Secret(),
		Target: migrator.Target{Kind: migrator.Sandbox, ProjectID: box.ProjectID(), BaseURL: box.URL()},
	})
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	b.ResetTimer()
	r, err := m.Run(b.Context())
	b.StopTimer()
	if err != nil || r.Created != b.N {
		b.Fatalf("%+v, %v", r, err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "users/s")
}
