package tui

import (
	"time"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// Messages are facts, in the past tense. Those that answer a request carry
// its number, so that an answer that came too late is known.
type (
	// polledMsg: a tenth of a second went by while something was running.
	polledMsg struct{ at time.Time }
	// signalledMsg: the process was asked to end.
	signalledMsg struct{}

	listedMsg struct {
		migrations []migrator.Listed
	}
	folderReadMsg struct {
		folder string
		files  []foundFile
		sealed []string // names of encrypted files that no key at hand opens
		err    error
	}
	openedMsg struct {
		request int
		export  *opened
		sample  bool
		err     error
		// first is the first line of a file that was not recognised.
		first string
		// mapped has the columns of a flat file, nil for others.
		mapped *mapped
	}
	previewedMsg struct {
		request int
		result  migrator.PreviewResult
		err     error
	}
	usersReadMsg struct {
		request int
		users   []migrator.UserView
		err     error
	}
	foundMsg struct {
		request int
		users   []migrator.UserView
		err     error
	}
	listWrittenMsg struct {
		path string
		err  error
	}
	loginCheckedMsg struct {
		request int
		verdict loginVerdict
	}
	checkedMsg struct {
		request   int
		name      string
		rehearsed *migrator.Listed
		err       error
	}
	rosterReadMsg struct {
		request int
		roster  *migrator.Roster
		err     error
	}
	begunMsg struct {
		request   int
		migration migration
		err       error
	}
	statusReadMsg struct {
		request int
		result  migrator.Result
		err     error
	}
	pathOpenedMsg struct {
		path string
		err  error
	}
)

// foundFile is an entry of a folder that can be part of an export.
type foundFile struct {
	name   string
	path   string
	folder bool
	id     sources.Identity
}
