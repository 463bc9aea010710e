package flat_test

import (
	"slices"
	"testing"

	"example.com/usher/sources/flat"
)

func TestAFieldTakesAFurtherColumn(t *testing.T) {
	m := aMapping(t)
	if err := m.Also(flat.Origin{Column: "second"}, "email"); err != nil {
		t.Fatal(err)
	}
	if got := m.Before("second"); !slices.Equal(got, []string{"mail"}) || m.Goes("mail") != "email" || m.Goes("second") != "email" {
		t.Errorf("before it %q, mail goes to %q and second to %q", got, m.Goes("mail"), m.Goes("second"))
	}
	if got := m.Before("mail"); got != nil {
		t.Errorf("before the first %q", got)
	}
	for _, field := range []string{"password.iterations", flat.TrustedMetadata, "", "nothing"} {
		if err := m.Also(flat.Origin{Column: "plan"}, field); err == nil || m.Goes("plan") != "trusted_metadata.plan" {
			t.Errorf("%q took a second column: %v", field, err)
		}
	}
	// The columns of a flag have no order.
	if err := m.Also(flat.Origin{Column: "gone"}, "blocked"); err != nil || m.Before("gone") != nil {
		t.Errorf("before it %q, error %v", m.Before("gone"), err)
	}
}

func TestWhatAColumnIsReadAs(t *testing.T) {
	m := aMapping(t)
	if _, err := m.Give(flat.Origin{Column: "plan", Is: []string{"gold"}}, "email_verified"); err != nil {
		t.Fatal(err)
	}
	if got := m.OriginOf("plan").Is; !slices.Equal(got, []string{"gold"}) {
		t.Errorf("plan is read by %q", got)
	}
	if !m.OriginOf("active").Not || m.OriginOf("settings").Column != "" {
		t.Errorf("active %+v, settings %+v", m.OriginOf("active"), m.OriginOf("settings"))
	}
}

func TestTheRestGoesSomewhereElse(t *testing.T) {
	m := aMapping(t)
	m.About = []flat.Guess{{Column: "unnamed"}, {Column: "token"}}
	if err := m.SetRest("untrusted"); err != nil || m.About[0].Field != "untrusted_metadata.unnamed" || m.About[1].Field != "" {
		t.Errorf("%+v, %v", m.About, err)
	}
	if err := m.SetRest("somewhere"); err == nil || m.Rest != "untrusted" {
		t.Errorf("rest %q, %v", m.Rest, err)
	}
}
