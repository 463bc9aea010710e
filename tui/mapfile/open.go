package mapfile

import (
	"context"
	"errors"
	"io/fs"

	"example.com/usher/sources"
)

// Columns is a flat export with the mapping of its columns.
type Columns struct {
	// Options open the export by Mapping.
	Options sources.Options
	Guess   *sources.Mapping // from names and values
	Mapping *sources.Mapping // that holds: the saved one, else Guess
	Saved   string           // the file that Mapping stands in, "" = it was guessed
	// Unusable is why the mapping file that is there does not hold, nil = it
	// does, or there is none.
	Unusable error
}

// Export is what is opened.
type Export interface {
	Provider() sources.Provider
	Close() error
}

// Door is how exports are opened and mappings read: package sources.
type Door[E Export] struct {
	Open  func(context.Context, sources.Options) (E, error)
	Guess func(context.Context, sources.Options) (*sources.Mapping, error)
	Read  func(path string) (*sources.Mapping, error)
}

// Sources is the door of the program.
var Sources = Door[*sources.Export]{Open: sources.Open, Guess: sources.GuessMapping, Read: sources.ReadMapping}

// fewestColumns is what a file needs to be offered a mapping that is not
// recognised as an export: a text without columns is no table.
const fewestColumns = 2

// Open opens an export. Of a table, or JSON of an app's own, it gives the
// columns as well, whether or not the export could be opened: a mapping may be
// what it lacks. The mapping that was saved beside it earlier is taken up;
// where that cannot be used, the guess holds, and Unusable says why.
func Open[E Export](ctx context.Context, d Door[E], o sources.Options) (E, *Columns, error) {
	export, err := d.Open(ctx, o)
	if len(o.Paths) == 0 || err == nil && !flat(export.Provider()) || ctx.Err() != nil {
		return export, nil, err
	}
	guess, noGuess := d.Guess(ctx, o)
	if noGuess != nil || len(guess.About) < fewestColumns {
		return export, nil, err // it is no table, and opening it says what it is
	}
	c := &Columns{Options: o, Guess: guess, Mapping: guess}
	if o.Map != "" {
		return export, c, err
	}
	path := Beside(o.Paths[0])
	saved, unread := d.Read(path)
	if unread != nil {
		if !errors.Is(unread, fs.ErrNotExist) {
			c.Unusable = unread
		}
		return export, c, err
	}
	by := o
	by.Map = path
	mapped, failed := d.Open(ctx, by)
	if failed != nil {
		c.Unusable = failed
		return export, c, err
	}
	if err == nil {
		_ = export.Close() // nothing was read from it
	}
	saved.LikeGuess(guess)
	c.Options, c.Mapping, c.Saved = by, saved, path
	return mapped, c, nil
}

func flat(p sources.Provider) bool { return p == sources.CSV || p == sources.JSON }
