package command

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"example.com/usher/sources"
)

// passphraseVariable is where the passphrase of the PGP key may stand.
const passphraseVariable = "USHER_PGP_PASSPHRASE"

// keyFlags say what opens an encrypted export.
type keyFlags struct{ key, passphrase string }

func (a *app) addKey(f *pflag.FlagSet) {
	f.StringVar(&a.opening.key, "pgp-key", "", "`FILE` your secret PGP key, where an export is encrypted for it; nothing decrypted is written to a disk")
	f.StringVar(&a.opening.passphrase, "pgp-passphrase-file", "", "`FILE` whose first line is the key's passphrase, instead of "+passphraseVariable+" or being asked for it")
}

// unlock makes the key of the flags ready. The passphrase is kept nowhere.
func (a *app) unlock(ctx context.Context) error {
	path := a.opening.key
	if path == "" {
		if a.opening.passphrase != "" {
			return refuse("--pgp-passphrase-file goes with --pgp-key", "Give the secret key with --pgp-key.")
		}
		return nil
	}
	key, err := sources.ReadKey(path)
	if err != nil {
		return err
	}
	if key.Locked() {
		passphrase, err := a.passphrase(ctx, path)
		if err != nil {
			return err
		}
		if err := key.Unlock([]byte(passphrase)); err != nil {
			return &sources.Error{Path: path, Op: "open PGP key", Err: err, Hint: sources.ErrPassphrase.Hint}
		}
	}
	a.Ports.Key = key
	return nil
}

// passphrase is the key's, from a file, the environment, or somebody at the
// terminal.
func (a *app) passphrase(ctx context.Context, key string) (string, error) {
	if path := a.opening.passphrase; path != "" {
		return firstLine(path)
	}
	if p := a.Getenv(passphraseVariable); p != "" {
		return p, nil
	}
	if !a.canAsk() {
		return "", &sources.Error{
			Path: key, Op: "open PGP key", Err: errors.New("it has a passphrase, and there is nobody to ask for it"),
			Hint: "Set " + passphraseVariable + ", or give --pgp-passphrase-file.",
		}
	}
	return a.console().Secret(ctx, "Passphrase of the PGP key (not shown, kept nowhere): ")
}

func firstLine(path string) (string, error) {
	const op, hint = "read passphrase", "Name a file whose first line is the passphrase."
	f, err := os.Open(path)
	if err != nil {
		return "", &sources.Error{Path: path, Op: op, Err: err, Hint: hint}
	}
	defer func() { _ = f.Close() }() // only read
	line, err := bufio.NewReader(io.LimitReader(f, mostPassword)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", &sources.Error{Path: path, Op: op, Err: err, Hint: hint}
	}
	return strings.TrimRight(line, "\r\n"), nil
}
