package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"example.com/usher/sources"
	"example.com/usher/tui/plain"
)

// newCheckLogin is `usher check-login`.
func newCheckLogin(a *app) *cobra.Command {
	var from reading
	var user string
	c := &cobra.Command{
		Use:   "check-login EXPORT... --user ID",
		Short: "does this user's hash open with the password that you know?",
		Long: `Computes the hash of one user on this machine, with the very parameters that
would be sent to Stytch, and says whether the password opens it. Where it does
not, the likely mistakes are tried, and the setting that would make it right is
named. Nothing is sent. The password is asked for and not shown, or read from
the first line of the input; it is kept nowhere.`,
		Example: "  usher check-login users.json --hashes passwords.ndjson --user 'auth0|5f7c8e01'\n  usher check-login users.csv --map map.json --user ada@example.com",
		Args:    exports,
		RunE: func(c *cobra.Command, args []string) error {
			if user == "" {
				return refuse("whose login?", "Give --user with the id or the email of a user whose password you know.")
			}
			options, err := from.options(args)
			if err != nil {
				return err
			}
			return a.checkLogin(c.Context(), options, user)
		},
	}
	from.add(a, c.Flags())
	c.Flags().StringVar(&user, "user", "", "`ID` of the user, as the export has it, or their email")
	a.addJSON(c.Flags())
	return c
}

func (a *app) checkLogin(ctx context.Context, from sources.Options, id string) error {
	user, columns, err := findUser(ctx, from, id)
	if err != nil {
		return err
	}
	result, asks := plain.LoginOf(user, columns)
	if !asks {
		return a.loginChecked(result)
	}
	password, err := a.password(ctx)
	if err != nil {
		return err
	}
	err = result.Try(ctx, user.Hash, columns, password, func() {
		a.note("usher: the hash does not open as it is; trying the likely mistakes ...")
	})
	if err != nil {
		return err
	}
	return a.loginChecked(result)
}

func (a *app) loginChecked(r plain.LoginCheck) error {
	if !r.Opens {
		a.code = exitPartly
	}
	if a.json {
		return a.document(r)
	}
	return a.print(r.Lines()...)
}

// findUser reads the export until it finds a user by id, or by email, and the
// columns of their hash.
func findUser(ctx context.Context, from sources.Options, id string) (found sources.User, columns *sources.HashParts, err error) {
	export, err := sources.Open(ctx, from)
	if err != nil {
		return found, nil, err
	}
	defer func() { err = errors.Join(err, export.Close()) }()
	for u, err := range export.Users(ctx) {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			continue
		case err != nil:
			return found, nil, err
		case u.SourceID == id || strings.EqualFold(u.Email, id):
			return u, export.Parts(&u), nil
		}
	}
	return found, nil, &sources.Error{
		Path: from.Paths[0], Op: "check login", Err: errors.New("no user with this id or email"),
		Hint: "Give the id as the export has it: usher preview shows users, and the record of each.",
	}
}

// mostPassword is the longest line that is read as a password.
const mostPassword = 4096

// password asks for a password, or reads it from an input that is no terminal.
func (a *app) password(ctx context.Context) (string, error) {
	if plain.Terminal(a.Stdin) != nil {
		password, err := a.console().Secret(ctx, "Password of this user (not shown, kept nowhere): ")
		if err != nil {
			return "", notConfirmed(err)
		}
		return password, nil
	}
	line, err := bufio.NewReader(io.LimitReader(a.Stdin, mostPassword)).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		if err == nil || errors.Is(err, io.EOF) {
			return "", refuse("there is no password on the input", "Type it at a terminal, or give it as the first line of the input.")
		}
		return "", fmt.Errorf("read password: %w", err)
	}
	return line, nil
}
