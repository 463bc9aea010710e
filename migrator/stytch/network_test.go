package stytch_test

import (
	"strings"
	"testing"

	"example.com/usher/migrator"
)

func TestNoOtherAddressIsDialled(t *testing.T) {
	elsewhere := &recorder{answer: answers(200, "{}")}
	other := strings.TrimPrefix(listening(t, elsewhere), "http://")
	a := overTCP(t, answers(200, goodForAll))
	for _, address := range []string{other, "127.0.0.1:80", "test.stytch.com:443"} {
		if conn, err := a.DialFor()(t.Context(), "tcp", address); err == nil {
			conn.Close()
			t.Errorf("dialled %s", address)
		}
	}
	if a.UsesProxy() {
		t.Error("a proxy would see what is sent to this machine")
	}
	elsewhereProject := connect(t, migrator.Connection{Target: migrator.Target{Kind: migrator.Test, ProjectID: projectID}, Secret: secret, Rate: 65}, nil)
	if !elsewhereProject.UsesProxy() {
		t.Error("the environment's proxy is ignored")
	}
}

func TestLoopbackByAnyName(t *testing.T) {
	url := listening(t, answers(200, goodForAll))
	for _, name := range []string{"localhost", "LocalHost", "[::ffff:127.0.0.1]"} {
		a := connect(t, sandboxAt(strings.Replace(url, "127.0.0.1", name, 1)+"/"), nil)
		if got := a.WhoAmI(t.Context()); got.Class != migrator.OK {
			t.Errorf("%s: %v: %v", name, got.Class, got.Err)
		}
		a.CloseIdleConnections()
	}
}
