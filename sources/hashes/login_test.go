package hashes_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
	"example.com/usher/sources/hashes"
)

// The second proof of every conversion: the request that a plan makes of it is
// taken by the sandbox, whose own code then lets the password in.
func TestEveryHashThatMovesLogsIn(t *testing.T) {
	s, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // it keeps nothing
	movable, _ := vectors(t)
	logins := 0
	for _, v := range movable {
		t.Run(v.Scheme, func(t *testing.T) { logsIn(t, s, fmt.Sprintf("v%d@example.com", logins), v.hash(t), v.Password) })
		logins++
	}
	for _, p := range programs(t) {
		if strings.HasPrefix(p.Scheme, "✗") {
			continue
		}
		t.Run(p.Scheme, func(t *testing.T) {
			email := fmt.Sprintf("v%d@example.com", logins)
			logsIn(t, s, email, p.hash(), p.Password)
			send(t, s, "/v1/passwords/authenticate", map[string]any{"email": email, "password": p.Password + "x"}, http.StatusUnauthorized)
		})
		logins++
	}
	if logins < 50 {
		t.Errorf("%d hashes, want more", logins)
	}
}

func logsIn(t *testing.T, s *sandbox.Sandbox, email string, h *hashes.Hash, password string) {
	call := migrator.Call{Kind: migrator.MigratePassword, Email: email, Hash: h, SetEmailVerified: true}
	send(t, s, call.Kind.Path(), call.Body(), http.StatusOK)
	send(t, s, "/v1/passwords/authenticate", map[string]any{"email": email, "password": password}, http.StatusOK)
}

func send(t *testing.T, s *sandbox.Sandbox, path string, body map[string]any, want int) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if status, answer := s.Direct(http.MethodPost, path, string(b)); status != want {
		t.Errorf("%s: %d %s", path, status, answer)
	}
}
