package stytch_test

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"testing"
)

// TestMain sees to it that nothing is ever logged: a log line of the SDK or
// of net/http could hold credentials or a piece of an answer.
func TestMain(m *testing.M) {
	var logged bytes.Buffer
	log.SetOutput(&logged)
	code := m.Run()
	if logged.Len() > 0 {
		fmt.Fprintf(os.Stderr, "logged: %s", logged.Bytes())
		code = 1
	}
	os.Exit(code)
}
