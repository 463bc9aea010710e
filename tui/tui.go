package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/charmbracelet/bubbletea"
	"golang.org/x/term"

	"example.com/usher/migrator"
	"example.com/usher/sources"
)

// Config is what the assistant needs. Ports, Getenv and Now must be set.
type Config struct {
	Ports  migrator.Ports
	Folder string // where to look for exports and unfinished migrations, "" = here
	// Version is shown nowhere but on the start screen.
	Version string
	// Getenv reads the environment: STYTCH_PROJECT_ID, STYTCH_SECRET,
	// NO_COLOR, TERM, the locale, HOME, SSH_CONNECTION.
	Getenv func(string) string
	Now    func() time.Time
	Start  Start
	// Signals are those that main caught: the first pauses and leaves, the
	// second leaves at once. nil = none.
	Signals <-chan os.Signal
	// Input and Output are the terminal; nil = the process's own.
	Input  io.Reader
	Output io.Writer
	// Sample writes the bundled sample export into a folder. nil = there is
	// none to offer.
	Sample func(dir string) (paths []string, err error)
}

// Start says where the assistant begins. The zero value is the start screen.
type Start struct {
	// Paths, when not empty, are the export to begin with.
	Paths, Hashes []string
	Provider      sources.Provider
	// Migration, when not nil, was begun already: it is run at once, on the
	// import screen. The assistant closes it.
	Migration *migrator.Migration
	// Secret is that of Migration, for going on after a pause; "" = from the
	// environment.
	Secret string
}

// Receipt is what is left to say on the normal screen.
type Receipt struct {
	// Lines for people, at most ten; none when nothing was imported.
	Lines []string
	// Result of the last import, nil when there was none.
	Result *migrator.Result
	Paused bool
	// Err is the error that ended the last import.
	Err error
}

// abortPatience is how long an aborted import may take to put its state on
// disk.
const abortPatience = 3 * time.Second

// Run shows the assistant until the operator leaves. Its error is about the
// terminal; what became of an import is in the receipt.
func Run(ctx context.Context, c Config) (Receipt, error) {
	if c.Getenv == nil || c.Now == nil {
		return Receipt{}, errors.New("start assistant: no environment or clock given")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	f := newFlow(ctx, c, newEngine(c.Ports))
	err := show(ctx, f, c)
	// Whatever ended the screen, a running import is ended gracefully.
	receipt := settle(f.control)
	f.closeHeld()
	f.closeExport()
	return receipt, err
}

func newFlow(ctx context.Context, c Config, e engine) *flow {
	if c.Folder == "" {
		c.Folder = "."
	}
	if folder, err := filepath.Abs(c.Folder); err == nil {
		c.Folder = folder
	}
	return &flow{ctx: ctx, config: c, engine: e, look: newLook(c.Getenv), control: &control{}, options: migrator.DefaultOptions(), now: c.Now()}
}

// framesPerSecond is how often what changed may be written: the first frame and
// the answer to a key wait for up to one of them. What runs is looked at ten
// times a second all the same.
const framesPerSecond = 60

// show runs the program until it ends or a second signal ends it, also when
// the terminal does not take its output any more.
func show(ctx context.Context, f *flow, c Config) error {
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond), tea.WithAltScreen()}
	if c.Input != nil {
		options = append(options, tea.WithInput(c.Input))
	}
	if c.Output != nil {
		options = append(options, tea.WithOutput(c.Output))
	}
	p := tea.NewProgram(newModel(f), options...)
	restore := terminalState(c.Input)
	ended := make(chan error, 1)
	go func() {
		_, err := p.Run()
		ended <- err
	}()
	stuck := make(chan struct{})
	forced := watch(c.Signals, f.control, func() {
		go p.Send(signalledMsg{})
		go f.control.overdue(stuck)
	}, ctx.Done())
	select {
	case err := <-ended:
		if errors.Is(err, tea.ErrProgramKilled) && f.control.left() && !errors.Is(err, tea.ErrProgramPanic) {
			return nil
		}
		return err
	case <-forced:
	case <-stuck: // its terminal takes no output, not even the last
	}
	go p.Kill()
	select {
	case <-ended:
	case <-time.After(time.Second):
		restore()
	}
	return nil
}

// watch turns the first signal into a pause and the second into the end.
func watch(signals <-chan os.Signal, c *control, first func(), done <-chan struct{}) (forced <-chan struct{}) {
	end := make(chan struct{})
	if signals == nil {
		return end
	}
	go func() {
		for {
			select {
			case <-done:
				return
			case _, open := <-signals:
				if !open {
					return
				}
			}
			if c.pause() {
				c.abort()
				close(end)
				return
			}
			first()
		}
	}()
	return end
}

// terminalState remembers the terminal's mode and gives a function that puts
// it back: the last resort when the program itself cannot.
func terminalState(in io.Reader) (restore func()) {
	file, ok := in.(*os.File)
	if in == nil {
		file, ok = os.Stdin, true
	}
	if !ok {
		return func() {}
	}
	state, err := term.GetState(int(file.Fd()))
	if err != nil {
		return func() {}
	}
	return func() {
		// An error here has nobody left to hear it.
		_ = term.Restore(int(file.Fd()), state)
	}
}
