// Package plain is usher without a full-screen terminal: what the screens of
// package tui show and ask, line by line, for logs, for screen readers and for
// terminals that cannot draw.
//
// A run writes a line every few seconds and its sums at the end:
//
//	result, err := plain.Run(ctx, migration, plain.Config{Out: os.Stderr, Now: time.Now})
//
// Assist leads through a whole migration by questions:
//
//	receipt, err := plain.Assist(ctx, plain.AssistConfig{...})
//
// What it writes of its own is ASCII, a line is never rewritten, and the end of
// the input is never an answer.
package plain
