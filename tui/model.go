package tui

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbletea"
)

// screen is one of the assistant's screens. Its methods are called by the
// root only; update is told of every message except keys that the root or
// another screen took.
type screen interface {
	// enter is called each time the screen comes into view.
	enter(*flow) tea.Cmd
	update(*flow, tea.Msg) tea.Cmd
	// body draws at most height lines of at most width cells; the frame cuts
	// what is more.
	body(f *flow, width, height int) []string
	// status is the status line when there is no notice.
	status(*flow) string
	hints(*flow) []hint
	step() step
	// typing says that letters are text now, not keys.
	typing(*flow) bool
}

// worker is a screen behind which something runs that leaving waits for.
type worker interface {
	busy() bool
	pause(*flow)
	// sentence says how far it is in one line.
	sentence(*flow) string
}

// watcher is a screen that has something to look at ten times a second,
// although leaving does not wait for it.
type watcher interface{ watches() bool }

// model is the root.
type model struct {
	flow    *flow
	screens [places]screen
	stack   []place
	running *importing

	width, height int
	help          bool
	helpScroll    scroll
	ticking       bool
	left          bool   // the program was told to quit
	noticed       string // the notice that stands, and since when
	noticedAt     time.Time
	// tick asks for the next poll; tests poll themselves.
	tick func(after time.Duration) tea.Cmd
}

func newModel(f *flow) *model {
	imp := &importing{}
	m := &model{flow: f, running: imp, stack: []place{atStart}, width: 80, height: 24, tick: pollCmd}
	m.screens = [places]screen{
		atStart: &startScreen{}, atHowto: &howto{}, atExport: &exportScreen{}, atPreview: &previewScreen{},
		atFinding: &findingScreen{}, atUnreadable: &unreadableScreen{}, atUser: &userScreen{}, atOptions: &optionsScreen{},
		atDestination: &destinationScreen{}, atImport: imp, atProof: &proofScreen{}, atFailure: &failureScreen{},
		atSecret: &secretScreen{}, atVerify: &verifyScreen{}, atUndo: &undoScreen{},
		atSearch: &searchScreen{}, atPath: &pathScreen{}, atLogin: &loginScreen{}, atCanary: &canaryScreen{},
		atMapping: &mappingScreen{}, atRefused: &refusedScreen{},
	}
	m.resize(m.width, m.height)
	return m
}

// working is the screen behind which something runs, nil for none.
func (m *model) working() worker {
	for _, s := range m.screens {
		if w, ok := s.(worker); ok && w.busy() {
			return w
		}
	}
	return nil
}

func (m *model) place() place   { return m.stack[len(m.stack)-1] }
func (m *model) screen() screen { return m.screens[m.place()] }

// Init begins where the configuration says.
func (m *model) Init() tea.Cmd {
	f := m.flow
	f.now = f.config.Now()
	switch s := f.config.Start; {
	case s.Migration != nil:
		m.stack = []place{atImport}
		f.target, f.secret = s.Migration.Snapshot().Target, s.Secret
		f.confirmHost(f.target.HostToConfirm()) // whoever began it did
		f.run = start{ready: s.Migration, begin: resumeOf(f, s)}
	case len(s.Paths) > 0:
		m.stack = append(m.stack, atExport)
		return tea.Batch(m.enter(), m.screens[atExport].(*exportScreen).openThese(f, s))
	}
	return m.enter()
}

// enter tells the screen in view that it is.
func (m *model) enter() tea.Cmd {
	m.flow.at = m.place()
	return m.follow(m.screen().enter(m.flow))
}

// Update takes one message in.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	f := m.flow
	f.now = f.config.Now()
	was, had := m.place(), f.notice
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case tea.KeyMsg:
		cmd = m.keysOf(msg)
	case signalledMsg:
		cmd = m.leave()
	case polledMsg:
		m.ticking = false
		m.forgetNotice()
		f.poll()
		cmd = m.tell(msg)
	case previewedMsg:
		f.previewed(msg)
		cmd = m.tell(msg)
	case placeCheckedMsg:
		f.unwritable = msg.unwritable
	case listWrittenMsg:
		f.listWritten(msg)
	default:
		cmd = m.tell(msg)
	}
	cmd = tea.Batch(m.follow(cmd), m.settle())
	if _, key := msg.(tea.KeyMsg); !key && m.place() != was && f.notice == had {
		f.notice = "" // it was about the screen before
	}
	if f.notice != m.noticed {
		m.noticed, m.noticedAt = f.notice, f.now
	}
	return m, cmd
}

// noticeFor is how long a notice hides the status of what runs.
const noticeFor = 6 * time.Second

// forgetNotice lets the status line say again how what runs is doing.
func (m *model) forgetNotice() {
	if f := m.flow; f.notice == m.noticed && f.now.Sub(m.noticedAt) >= noticeFor {
		f.notice = ""
	}
}

// tell passes a fact to every screen: an answer may arrive after its screen
// went out of view.
func (m *model) tell(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, places)
	for _, s := range m.screens {
		cmds = append(cmds, s.update(m.flow, msg))
	}
	return tea.Batch(cmds...)
}

// keysOf takes letters apart that were read at once, as a slow line or a quick
// hand sends them, unless they are text.
func (m *model) keysOf(msg tea.KeyMsg) tea.Cmd {
	if msg.Type != tea.KeyRunes || msg.Paste || len(msg.Runes) < 2 {
		return m.key(msg)
	}
	var cmds []tea.Cmd
	for i, r := range msg.Runes {
		if m.screen().typing(m.flow) && !m.help {
			msg.Runes = msg.Runes[i:]
			return tea.Batch(append(cmds, m.key(msg))...)
		}
		cmds = append(cmds, m.follow(m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt})))
	}
	return tea.Batch(cmds...)
}

// key gives a key to the root, the help or the screen, in this order.
func (m *model) key(msg tea.KeyMsg) tea.Cmd {
	f := m.flow
	if key.Matches(msg, keys.leave) {
		return m.leave()
	}
	f.notice = ""
	if m.help {
		if !m.helpScroll.move(msg, len(m.helpLines()), f.height) {
			m.help = false
		}
		return nil
	}
	s := m.screen()
	typing := s.typing(f)
	if key.Matches(msg, keys.help) && (!typing || msg.String() == "f1") {
		m.help, m.helpScroll = true, scroll{}
		return nil
	}
	for _, h := range s.hints(f) {
		if h.why != "" && key.Matches(msg, h.key) && (!typing || msg.Type != tea.KeyRunes) {
			f.notice = h.why
			return nil
		}
	}
	return s.update(f, msg)
}

// follow goes where the screens asked to go.
func (m *model) follow(cmd tea.Cmd) tea.Cmd {
	f := m.flow
	if !f.home && !f.back && len(f.steps) == 0 {
		return cmd
	}
	if f.home {
		m.stack = []place{atStart}
		*m.running = importing{}
	}
	if f.back && len(m.stack) > 1 {
		m.stack = m.stack[:len(m.stack)-1]
	}
	m.stack = append(m.stack, f.steps...)
	f.home, f.back, f.steps = false, false, nil
	return tea.Batch(cmd, m.enter())
}

// leave ends the assistant: at once where nothing runs, after the requests in
// flight where something does, and at once when asked a second time.
func (m *model) leave() tea.Cmd {
	w := m.working()
	if w == nil || m.flow.leaving {
		m.flow.control.abort()
		m.left = true
		return tea.Quit
	}
	m.flow.leaving = true
	w.pause(m.flow)
	return nil
}

// settle quits when leaving was waiting for the import only, and keeps the
// polls going as long as there is something to look at.
func (m *model) settle() tea.Cmd {
	f := m.flow
	if f.leaving && m.working() == nil && !m.left {
		m.left = true
		return tea.Quit
	}
	watched, _ := m.screen().(watcher)
	if m.ticking || !(f.live() || m.working() != nil || watched != nil && watched.watches()) {
		return nil
	}
	m.ticking = true
	return m.tick(m.pollAfter())
}

// pollAfter is how long the next look waits. A frame of a running import is
// some hundred bytes: nothing on this machine, something on a slow line.
func (m *model) pollAfter() time.Duration {
	switch {
	case m.running.quiet && m.running.phase == importRunning && !m.flow.live():
		return pollWhenQuiet
	case m.flow.config.Getenv("SSH_CONNECTION") != "":
		return pollOverLine
	}
	return pollEvery
}

func (m *model) resize(width, height int) {
	// Zero is what terminals report that do not know (docker exec, serial
	// lines), and a hostile one reports anything.
	if width <= 0 || height <= 0 {
		width, height = 80, 24
	}
	m.width, m.height = min(width, 500), min(height, 300)
	m.flow.width, m.flow.height = m.width, max(m.height-frameRows, 1)
}

// resumeOf takes a migration that somebody else began up again after a pause.
func resumeOf(f *flow, s Start) beginFunc {
	e, checkpoint, target := f.engine, s.Migration.Snapshot().Checkpoint, s.Migration.Snapshot().Target
	secret := s.Secret
	if secret == "" {
		secret = f.config.Getenv("STYTCH_SECRET")
	}
	return reopening(e, checkpoint, projectOf(target), secret)
}

// clock writes a time of day.
func (f *flow) clock(t time.Time) string { return t.In(f.now.Location()).Format("15:04") }
