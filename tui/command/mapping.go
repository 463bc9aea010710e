package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/plain"
)

var errThere = errors.New("the file is there already, and is not overwritten")

// guessedMapping is what preview --write-map adds to its document.
type guessedMapping struct {
	File    string          `json:"file"`
	Columns []guessedColumn `json:"columns"`
}

type guessedColumn struct {
	Column  string   `json:"column"`
	Field   string   `json:"field"`
	Why     string   `json:"why"`
	Samples []string `json:"samples"`
}

// mappedPreview is a preview with the mapping that was guessed for it.
type mappedPreview struct {
	migrator.PreviewResult
	Mapping *guessedMapping `json:"mapping,omitzero"`
}

// writeMapping guesses a mapping, writes it and shows what was guessed.
func (a *app) writeMapping(ctx context.Context, from sources.Options, path string) (*guessedMapping, error) {
	m, err := sources.GuessMapping(ctx, from)
	if err != nil {
		return nil, err
	}
	text, err := m.Text()
	if err != nil {
		return nil, err
	}
	if err := createNew(path, text); err != nil {
		return nil, &migrator.FatalError{Op: "write mapping file " + path, Err: err, Hint: "Name a new file with --write-map, in a folder that you may write to."}
	}
	g := &guessedMapping{File: path}
	for _, c := range m.About {
		g.Columns = append(g.Columns, guessedColumn{Column: c.Column, Field: c.Field, Why: c.Why, Samples: append([]string{}, c.Samples...)})
	}
	if a.json {
		return g, nil
	}
	return g, a.print(append(plain.Mapping(m), "", "The guess is in "+path+". Correct it, and give it with --map "+path+".", "")...)
}

// createNew writes a file for the operator alone, never onto another one and
// never through a link.
func createNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrExist):
		return errThere
	case errors.As(err, &at):
		return at.Err
	case err != nil:
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write: %w", err), os.Remove(path))
	}
	return nil
}
