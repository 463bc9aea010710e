package mapfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sample"
	"example.com/usher/tui/mapfile"
)

// opens writes a table, and a mapping file beside it where there is a text for
// it, and opens the table.
func opens(t *testing.T, table, mapping string) (*sources.Export, *mapfile.Columns, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "users.csv")
	if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	if mapping != "" {
		if err := os.WriteFile(mapfile.Beside(path), []byte(mapping), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	export, columns, err := mapfile.Open(t.Context(), mapfile.Sources, sources.Options{Paths: []string{path}})
	if err == nil {
		t.Cleanup(func() { _ = export.Close() })
	}
	return export, columns, err
}

const customers = "no,mail,kind\n1,ada@example.com,gold\n"

func TestOpen(t *testing.T) {
	for name, c := range map[string]struct {
		table, mapping string
		taken          bool
		email          string // the column that it goes by
		unusable       string // what is said of the file
	}{
		"nothing was saved":                 {table: customers, email: "mail"},
		"the saved one holds":               {table: customers, mapping: `{"usher_mapping":1,"email":"mail","id":"kind"}`, taken: true, email: "mail"},
		"it is not JSON":                    {table: customers, mapping: `{"usher_mapping":`, email: "mail", unusable: "mapping file users-mapping.json"},
		"it is something else":              {table: customers, mapping: `{"mail":"x"}`, email: "mail", unusable: "mapping file users-mapping.json"},
		"it is of a table of other columns": {table: customers, mapping: `{"usher_mapping":1,"email":"e_mail"}`, email: "mail", unusable: "e_mail"},
	} {
		t.Run(name, func(t *testing.T) {
			export, columns, err := opens(t, c.table, c.mapping)
			if err != nil || columns == nil {
				t.Fatalf("columns %v, error %v", columns, err)
			}
			if got := columns.Saved != ""; got != c.taken || got != (columns.Options.Map != "") || got != (export.Mapping() != "") {
				t.Errorf("saved %q, opened by %q, export by %q", columns.Saved, columns.Options.Map, export.Mapping())
			}
			if got := columns.Mapping.Email[0].Column; got != c.email {
				t.Errorf("email is %s, want %s", got, c.email)
			}
			switch {
			case c.unusable == "" && columns.Unusable != nil:
				t.Error(columns.Unusable)
			case c.unusable != "" && (columns.Unusable == nil || !strings.Contains(columns.Unusable.Error(), c.unusable)):
				t.Errorf("unusable because of %v, want %q", columns.Unusable, c.unusable)
			}
		})
	}
}

func TestAnExportOfAProviderHasNoColumns(t *testing.T) {
	paths, err := sample.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	export, columns, err := mapfile.Open(t.Context(), mapfile.Sources, sources.Options{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	defer export.Close()
	if columns != nil {
		t.Errorf("columns %+v", columns)
	}
}
