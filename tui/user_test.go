package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.com/usher/migrator"
)

func TestWhyAHashCannotMoveIsSaidToTheEnd(t *testing.T) {
	m := open(t, &fakeEngine{}, nil, 80, 24)
	detail := "hex of 32 digits: the text is a digest in hex that can be MD5, NTLM or another; a mapping can say which type"
	lines := findingOfUser(m.flow.look, migrator.Finding{Code: "password_not_migratable", Detail: detail}, 80)
	for _, line := range lines {
		if ansi.StringWidth(line) > 80 {
			t.Errorf("%q is too long", line)
		}
	}
	if text := strings.Join(strings.Fields(ansi.Strip(strings.Join(lines, " "))), " "); !strings.Contains(text, detail) {
		t.Errorf("%q", text)
	}
}
