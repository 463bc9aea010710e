// Package tui is the guided assistant: export, preview, options, destination,
// import and proof, a screen for each, in a terminal.
//
//	receipt, err := tui.Run(ctx, tui.Config{
//		Ports: ports, Folder: ".", Getenv: os.Getenv, Now: time.Now, Signals: signals,
//	})
//	for _, line := range receipt.Lines {
//		fmt.Println(line)
//	}
//
// # How its parts fit
//
// One root model holds a plain struct per screen (start.go, export.go, ... one
// file each) and what they share (flow.go). A screen is told of messages in
// update and draws its body in body; the root puts the frame around it
// (frame.go): header with the badge of the destination, the steps, one status
// line, the keys. Drawing is pure: it reads fields and nothing else, no clock,
// no file. Everything that takes time is a command (commands.go), and its end
// is a message (messages.go).
//
// The engine is polled ten times a second while something runs, and never
// sends to the screens: a terminal that stops reading would hold it up, and an
// import must not stop because nobody looks. A migration runs in a goroutine
// that a runner owns (runner.go); signals reach it without passing through the
// screen.
//
// Verification, undo and import are works (runner.go, task.go): each runs in a
// goroutine of its own, is paused by signals and by leaving, and leaves its
// lines on the normal screen.
//
// The pictures below pictures/ are drawn from what View gives; after a change
// of a screen this draws them and the golden files anew:
//
//	go test ./tui -update
//
// Whatever comes out of an export or from Stytch goes through clean before it
// is drawn. Every screen fits every size: the frame cuts what is too wide or
// too long, below 60x16 one sentence is left, and the import goes on.
package tui
