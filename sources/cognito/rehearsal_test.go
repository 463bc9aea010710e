package cognito_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/endtoend"
)

// TestSamplesMove imports every sample into a sandbox: what happens is what the
// preview says, and nobody is refused.
func TestSamplesMove(t *testing.T) {
	for name, created := range map[string]int{
		"cliv1.list-users.json": 46, "cliv2.list-users.json": 46, "cliv2.list-users.yaml": 46, "cliv2.list-users.stream.yaml": 46, "cli.list-users.txt": 46,
		"sdk-js-v3.response.json": 46, "sdk-js-v3.users-array.json": 46, "sdk-js-v3.users.ndjson": 46, "cbr-backup.json": 46, "cognito-local-db.json": 46,
		"pages.json": 5, "admin-get-user.json": 4, "admin-get-user.yaml": 4, "import.csv": 4, "exporter.csv": 43,
	} {
		t.Run(name, func(t *testing.T) {
			r := endtoend.Rehearse(t, endtoend.Export{Paths: []string{filepath.Join("testdata", name)}})
			if r.Result.State != migrator.Done || r.Result.Created != created || r.Result.Refused+r.Result.Unknown != 0 {
				t.Errorf("%+v", r.Result)
			}
		})
	}
}
