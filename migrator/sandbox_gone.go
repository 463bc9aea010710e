package migrator

import (
	"errors"
	"io/fs"
	"os"
)

// sandboxThere refuses to work on the users of a rehearsal that is done: its
// embedded sandbox is deleted with it, and an empty one in its place would
// show everybody to be missing.
func sandboxThere(op string, ports Ports, checkpoint string) error {
	store, err := ports.Checkpoints.Read(checkpoint)
	if err != nil {
		return err
	}
	target := store.Meta().Destination
	if err := store.Close(); err != nil || !target.embedded() {
		return err
	}
	if _, err := os.Stat(pathsOf(checkpoint).SandboxState); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return &FatalError{
		Op: op, Err: errors.New("the sandbox of this rehearsal is gone: it is deleted when the rehearsal is done"),
		Hint: "Import into a sandbox that stays: usher sandbox --state FILE, then usher import EXPORT --to sandbox --base-url URL",
	}
}
