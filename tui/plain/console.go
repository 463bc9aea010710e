package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// ErrNoAnswer: the input ended where an answer was asked for. It is never
// taken for a yes.
var ErrNoAnswer = errors.New("read answer: the input ended")

// ErrNoTerminal: a secret is only typed at a terminal, where it can be hidden.
var ErrNoTerminal = errors.New("read secret: the input is not a terminal")

// Console asks questions and reads answers, a line each.
type Console struct {
	in      *bufio.Reader
	out     io.Writer
	file    *os.File // the terminal behind in, nil when there is none
	answers chan answer
	// asking: a line is being read already, by a question that was given up.
	asking bool
}

type answer struct {
	line string
	err  error
}

// NewConsole reads answers from in and writes questions to out.
func NewConsole(in io.Reader, out io.Writer) *Console {
	return &Console{in: bufio.NewReader(in), out: out, file: Terminal(in), answers: make(chan answer, 1)}
}

// Terminal is the file behind a reader or writer when that is a terminal, else
// nil.
func Terminal(v any) *os.File {
	if file, ok := v.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

// Ask puts a question and gives the answer without the space around it, or
// the cause of ctx when that ends first.
func (c *Console) Ask(ctx context.Context, question string) (string, error) {
	if _, err := fmt.Fprint(c.out, question); err != nil {
		return "", fmt.Errorf("ask: %w", err)
	}
	if !c.asking {
		c.asking = true
		go func() {
			line, err := c.in.ReadString('\n')
			c.answers <- answer{line, err}
		}()
	}
	select {
	case a := <-c.answers:
		c.asking = false
		return c.read(a)
	case <-ctx.Done():
		fmt.Fprintln(c.out)
		return "", context.Cause(ctx)
	}
}

func (c *Console) read(a answer) (string, error) {
	switch {
	case a.err == nil:
		return strings.TrimSpace(a.line), nil
	case errors.Is(a.err, io.EOF):
		fmt.Fprintln(c.out)
		return "", ErrNoAnswer
	}
	return "", fmt.Errorf("read answer: %w", a.err)
}

// Secret puts a question whose answer is not shown, and gives it as it was
// typed: a password may begin or end with a space.
func (c *Console) Secret(ctx context.Context, question string) (string, error) {
	if c.file == nil {
		return "", ErrNoTerminal
	}
	fd := int(c.file.Fd())
	state, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("hide what is typed: %w", err)
	}
	if err := hideTyping(fd); err != nil {
		return "", fmt.Errorf("hide what is typed: %w", err)
	}
	if _, err := fmt.Fprint(c.out, question); err != nil {
		return "", errors.Join(fmt.Errorf("ask: %w", err), term.Restore(fd, state))
	}
	typed := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(fd)
		typed <- answer{string(line), err}
	}()
	select {
	case a := <-typed:
		if err := term.Restore(fd, state); err != nil {
			return "", fmt.Errorf("show what is typed again: %w", err)
		}
		fmt.Fprintln(c.out)
		if errors.Is(a.err, io.EOF) {
			return "", ErrNoAnswer
		}
		return a.line, a.err
	case <-ctx.Done():
		fmt.Fprintln(c.out)
		if err := term.Restore(fd, state); err != nil {
			return "", fmt.Errorf("show what is typed again: %w", err)
		}
		return "", context.Cause(ctx)
	}
}
