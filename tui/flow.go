package tui

import (
	"context"
	"path/filepath"
	"time"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/tui/paths"
	"example.com/usher/tui/say"
)

// place is a screen.
type place int

const (
	atStart place = iota
	atHowto
	atExport
	atPreview
	atFinding
	atUnreadable
	atUser
	atOptions
	atDestination
	atImport
	atProof
	atFailure
	atSecret
	atVerify
	atUndo
	atSearch
	atPath
	atLogin
	atCanary
	atMapping
	atRefused
	places
)

// flow is what the screens share: what was found and chosen so far. It is
// changed in Update only.
type flow struct {
	ctx     context.Context
	config  Config
	engine  engine
	look    look
	now     time.Time
	control *control

	// The export, and what is known of it.
	export *opened
	sample bool
	// mapped is the flat export that was opened last, for the mapping screen.
	mapped struct {
		mapped
		request int
	}
	reading reading

	// The choices.
	options    migrator.Options
	checkpoint string // as typed, "" = the default
	target     migrator.Target
	secret     string
	project    string // its name, once checked
	// roster is who is at the destination, nil when it was not read.
	roster *migrator.Roster

	// What screens ask of the root: the notice for the status line, where to
	// go, whether to leave.
	notice  string
	steps   []place // opened by visit, in order
	back    bool
	home    bool // back to the start screen, nothing behind it
	leaving bool
	// importing: an import has begun, the choices are fixed.
	importing bool
	request   int

	// at is the screen in view, width and height the room of its body.
	at            place
	width, height int

	// picked is the finding and the user that were walked down to.
	pickedCode string
	pickedUser migrator.UserView
	// pickedRefusal is why Stytch refused pickedUser, nil when it did not.
	pickedRefusal *migrator.Refusal
	refused       refusals
	// failed is shown by the failure screen.
	failed failure
	// result is what the proof screen shows; proofOfRun: of an import that ran
	// just now, behind which there is no way back.
	result     migrator.Result
	proofOfRun bool
	// importing tells the import screen what to run.
	run start
	// subject is the migration whose proof is shown, and verified what its
	// last verification said.
	subject  subject
	verified verifiedOf
	wanted   wantedSecret
	// hosts that are not Stytch's and were typed: secrets may go there.
	hosts   map[string]bool
	writing bool // a list of a finding
	// wantsPlace: the options open with the place of the checkpoint.
	wantsPlace bool
	// unwritable is where no checkpoint can be made.
	unwritable unwritable
	// held is closed when the assistant ends.
	held interface{ Close() error }
}

// start is how the import screen gets its migration: begun already, or by a
// function that may be called again after a pause.
type start struct {
	ready migration
	begin beginFunc
	// again takes it up after it has begun once; nil = begin.
	again beginFunc
	// title is what the screen says while it runs, "" = Importing.
	title string
}

// beginFunc begins a migration or takes it up again.
type beginFunc func(context.Context) (migration, error)

// reopening resumes from a checkpoint.
func reopening(e engine, checkpoint, projectID, secret string) beginFunc {
	return func(ctx context.Context) (migration, error) { return e.reopen(ctx, checkpoint, projectID, secret) }
}

// projectOf is the project id that credentials must belong to; a sandbox has
// its own.
func projectOf(t migrator.Target) string {
	if t.Kind == migrator.Sandbox {
		return ""
	}
	return t.ProjectID
}

// reading is the pass over the export that makes the preview.
type reading struct {
	previewer previewer
	options   migrator.Options
	roster    *migrator.Roster
	request   int
	result    migrator.PreviewResult
	read      int64
	total     int64
	done      bool
	err       error
	began     time.Time
	took      time.Duration
	cancel    context.CancelFunc
}

// next numbers a request.
func (f *flow) next() int {
	f.request++
	return f.request
}

// visit opens a screen; esc comes back from it.
func (f *flow) visit(p place) { f.steps = append(f.steps, p) }

// opens takes an export over from the screen that opened it and begins to
// read it.
func (f *flow) opens(o *opened, sample bool) tea.Cmd {
	return f.opensWith(o, sample, migrator.DefaultOptions())
}

func (f *flow) opensWith(o *opened, sample bool, options migrator.Options) tea.Cmd {
	f.closeExport()
	f.export, f.sample, f.options = o, sample, options
	f.checkpoint, f.roster = "", nil
	return f.read()
}

// read begins a pass over the export with the options of now.
func (f *flow) read() tea.Cmd {
	if f.reading.cancel != nil {
		f.reading.cancel()
	}
	ctx, cancel := context.WithCancel(f.ctx)
	f.reading = reading{
		previewer: f.engine.preview(f.export, f.options, f.roster), options: f.options, roster: f.roster,
		request: f.next(), began: f.now, cancel: cancel,
	}
	return previewCmd(ctx, f.reading.request, f.reading.previewer)
}

// rereadIfChanged reads the export again when an option that counts for the
// plans is another one than at the last reading.
func (f *flow) rereadIfChanged() tea.Cmd {
	was, is := f.reading.options, f.options
	was.Rate, is.Rate = 0, 0
	if was == is && f.reading.roster == f.roster || f.export == nil {
		return nil
	}
	return f.read()
}

// poll takes the preview's numbers so far.
func (f *flow) poll() {
	r := &f.reading
	if r.previewer == nil || r.done || r.err != nil {
		return
	}
	r.result, _ = r.previewer.Snapshot()
	r.read, r.total = f.export.progress()
	r.took = f.now.Sub(r.began)
}

func (f *flow) previewed(msg previewedMsg) {
	r := &f.reading
	if msg.request != r.request {
		return
	}
	r.result, r.err, r.done = msg.result, msg.err, msg.err == nil
	r.took = f.now.Sub(r.began)
	if f.notice == stillReading {
		f.notice = ""
	}
}

// stillReading is why a key does nothing before the preview is complete.
const stillReading = "the export is still being read"

// live says whether something is going on that has to be looked at.
func (f *flow) live() bool {
	r := f.reading
	return r.previewer != nil && !r.done && r.err == nil
}

func (f *flow) closeExport() {
	if f.reading.cancel != nil {
		f.reading.cancel()
	}
	f.reading = reading{}
	if f.export != nil && f.export.close != nil {
		if err := f.export.close(); err != nil {
			f.notice = "close export: " + err.Error()
		}
	}
	f.export = nil
}

// forget ends a migration's flow, so that another one can begin.
func (f *flow) forget() {
	f.closeExport()
	f.target, f.secret, f.project, f.run = migrator.Target{}, "", "", start{}
	f.subject, f.verified = subject{}, verifiedOf{}
}

// closeHeld gives back what a screen still has open.
func (f *flow) closeHeld() {
	if f.held != nil {
		// It only read: there is nothing to lose in closing it.
		_ = f.held.Close()
		f.held = nil
	}
}

// checkpointPath is where the checkpoint will stand.
func (f *flow) checkpointPath(kind migrator.TargetKind) string {
	if f.checkpoint != "" {
		return paths.Expand(f.checkpoint, f.config.Getenv)
	}
	if f.export == nil || len(f.export.inputs) == 0 {
		return ""
	}
	return migrator.DefaultCheckpoint(f.firstInput(), kind)
}

// firstInput is the first file of users: files are named after it.
func (f *flow) firstInput() string { return sources.FirstUsers(f.export.inputs) }

// exportName is the export in the header.
func (f *flow) exportName() string {
	if f.export == nil || len(f.export.inputs) == 0 {
		return ""
	}
	name := say.Clean(filepath.Base(f.firstInput()))
	if more := len(f.export.inputs) - 1; more > 0 {
		name += " + " + say.Count(more)
	}
	return name
}
