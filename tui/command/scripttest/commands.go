package scripttest

import (
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/rogpeppe/go-internal/testscript"
)

// exits CODE PROGRAM ARG... runs a program that has to exit with a code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	wantCode(ts, args[0], ts.Exec(args[1], args[2:]...))
}

func wantCode(ts *testscript.TestScript, want string, err error) {
	code := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("run: %v", err)
	}
	if strconv.Itoa(code) != want {
		ts.Fatalf("exit code %d, want %s", code, want)
	}
}

// field NAME VALUE compares a field of the one JSON document on stdout; a name
// may be a path, as in calls.create_user.
func field(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: field NAME VALUE")
	}
	if got := fmt.Sprint(value(ts, args[0])); (got == args[1]) == neg {
		ts.Fatalf("%s is %s, want %s", args[0], got, args[1])
	}
}

// sum N NAME... adds fields of that document.
func sum(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: sum N NAME...")
	}
	total := 0.0
	for _, name := range args[1:] {
		n, ok := value(ts, name).(float64)
		if !ok {
			ts.Fatalf("%s is no number", name)
		}
		total += n
	}
	if got := fmt.Sprint(total); (got == args[0]) == neg {
		ts.Fatalf("the sum of %s is %s, want %s", strings.Join(args[1:], ", "), got, args[0])
	}
}

// value is a field of the document on stdout.
func value(ts *testscript.TestScript, path string) any {
	var document map[string]any
	// Unmarshal wants exactly one document and nothing after it.
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &document); err != nil {
		ts.Fatalf("stdout is not one JSON document: %v", err)
	}
	var v any = document
	for name := range strings.SplitSeq(path, ".") {
		object, isObject := v.(map[string]any)
		field, there := object[name]
		if !isObject || !there {
			ts.Fatalf("there is no field %s", path)
		}
		v = field
	}
	return v
}
