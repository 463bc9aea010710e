// Package migrator moves the users of an export into Stytch.
//
// It holds the use cases (preview, import, resume, status) and the ideas
// behind them: the planner turns a user into calls or into a reason why there
// are none, the engine sends the calls through a Destination and a recorder
// writes what became of each user into a Store, which is the checkpoint. It
// knows neither bbolt nor the Stytch SDK nor a screen: those come in through
// Ports.
//
// A preview reads an export once and sends nothing:
//
//	export, err := sources.Open(ctx, sources.Options{Paths: []string{"users.json.gz"}})
//	...
//	preview := migrator.NewPreview(export, migrator.DefaultOptions())
//	result, err := preview.Run(ctx)
//
// A migration is begun (or taken up again) and run; Snapshot may be polled
// from any goroutine meanwhile, Pause ends it gracefully:
//
//	m, err := migrator.Begin(ctx, migrator.ImportConfig{...})
//	...
//	defer m.Close()
//	result, err := m.Run(ctx)
//
// # Nobody lost, nobody doubled
//
// Before anything is sent, a watermark is durable: records below it may have
// been sent. A user below it without an outcome is, after a crash, someone
// whose write may have been applied unseen; they are looked up before
// anything of theirs is sent again. Outcomes are committed first and counted
// afterwards, so no screen shows as done what a crash could forget.
package migrator
