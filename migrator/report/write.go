package report

import (
	"context"
	"errors"

	"example.com/usher/migrator"
)

// Write writes the report files of a migration into its folder, which is made
// where it is missing. Errors are *migrator.FatalError or come from reading
// the export or the checkpoint; after one the files of before are untouched.
func Write(ctx context.Context, in migrator.ReportInput) (files migrator.ReportFiles, err error) {
	if err := checkScript(in.Script); err != nil {
		return files, err
	}
	f, err := openFolder(in.Folder)
	if err != nil {
		return files, err
	}
	defer func() { err = errors.Join(err, f.discard()) }()
	l, err := newLists(f, in)
	if err != nil {
		return files, err
	}
	script, err := newScriptFile(f, in.Script)
	if err != nil {
		return files, err
	}
	c := newCounting()
	for e, err := range entries(ctx, in) {
		if err != nil {
			return files, err
		}
		c.add(e)
		if err := l.add(e); err != nil {
			return files, err
		}
		script.add(e)
	}
	files = migrator.ReportFiles{Folder: in.Folder, Summary: f.path(summaryPage), IDMap: f.path(idMap), Script: script.finish(f)}
	if err := l.addGone(in.Gone); err != nil {
		return files, err
	}
	s, err := summarise(in, c, l)
	if err != nil {
		return files, err
	}
	if err := s.write(f); err != nil {
		return files, err
	}
	if err := f.publish(); err != nil {
		return files, err
	}
	return files, nil
}
