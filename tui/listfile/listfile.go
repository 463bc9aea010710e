// Package listfile writes the users of a finding into a file for people, beside
// the checkpoint that the export will have.
//
//	path := listfile.Path("/home/ada/users-test.usher", "blocked") // /home/ada/users-test-blocked.csv
//	err := listfile.Write(ctx, preview, "blocked", path)
package listfile

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Findings is a *migrator.Preview.
type Findings interface {
	// WriteFindings writes the users who have a finding, as CSV; code "" means
	// all findings.
	WriteFindings(ctx context.Context, w io.Writer, code string) error
}

// Path is where the list of a finding stands: NAME-CODE.csv beside the
// checkpoint NAME.usher.
func Path(checkpoint, code string) string {
	if code == "" {
		code = "findings"
	}
	return strings.TrimSuffix(checkpoint, ".usher") + "-" + code + ".csv"
}

// Write writes to a temporary name, mode 0600, and renames: readers see all of
// the list, and a link at its place is replaced, not followed.
func Write(ctx context.Context, from Findings, code, path string) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".usher-*")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	err = from.WriteFindings(ctx, out, code)
	err = errors.Join(err, out.Flush(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
