package flat_test

import (
	"strings"
	"testing"

	"example.com/usher/sources/flat"
)

const corrected = `{"usher_mapping":1,"id":"no","email":"mail","blocked":{"column":"active","not":true},
	"password":{"hash":"pw","salt":"salt","type":"pbkdf2","iterations":{"column":"rounds"}},
	"trusted_metadata":{"plan":"plan","*":"settings","work":"profile.work"},"ignored":["token"]}`

func aMapping(t *testing.T) *flat.Mapping {
	t.Helper()
	m, err := flat.ParseMapping([]byte(corrected))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAColumnIsGivenToAnotherField(t *testing.T) {
	for name, c := range map[string]struct {
		column, field string
		goes          string
		moved         string            // the columns that were moved
		also          map[string]string // where they and others go then
	}{
		"a free field":                            {column: "plan", field: "username", goes: "username"},
		"a field that has a column moves it":      {column: "plan", field: "email", goes: "email", moved: "mail", also: map[string]string{"mail": "trusted_metadata.mail"}},
		"a flag keeps its other column":           {column: "plan", field: "blocked", goes: "blocked", also: map[string]string{"active": "blocked"}},
		"metadata get a key of the name":          {column: "no", field: flat.UntrustedMetadata, goes: "untrusted_metadata.no"},
		"all members of an object stay all":       {column: "settings", field: flat.UntrustedMetadata, goes: "untrusted_metadata.*"},
		"a key that is taken is not taken twice":  {column: "Work", field: flat.TrustedMetadata, goes: "trusted_metadata.Work"},
		"a path gets its first and last part":     {column: "profile.work", field: flat.UntrustedMetadata, goes: "untrusted_metadata.profile_work"},
		"a column without a name gets its number": {column: "#7", field: flat.TrustedMetadata, goes: "trusted_metadata.column_7"},
		"left out":                             {column: "mail", field: "", goes: ""},
		"what was left out is taken again":     {column: "token", field: "phone", goes: "phone"},
		"another hash leaves the old one out":  {column: "token", field: "password.hash", goes: "password.hash", moved: "pw", also: map[string]string{"pw": "", "salt": "password.salt"}},
		"without a hash nothing of it is left": {column: "pw", field: "", goes: "", moved: "salt rounds", also: map[string]string{"salt": "", "rounds": ""}},
		"a setting beside each hash":           {column: "plan", field: "password.iterations", goes: "password.iterations", moved: "rounds", also: map[string]string{"rounds": ""}},
		"the name as the header is searched":   {column: "MAIL", field: "phone", goes: "phone", also: map[string]string{"mail": "phone"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := aMapping(t)
			moved, err := m.Give(flat.Origin{Column: c.column}, c.field)
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Goes(c.column); got != c.goes {
				t.Errorf("%s goes to %q, want %q", c.column, got, c.goes)
			}
			if got := strings.Join(moved, " "); got != c.moved {
				t.Errorf("moved %q, want %q", got, c.moved)
			}
			for column, want := range c.also {
				if got := m.Goes(column); got != want {
					t.Errorf("%s goes to %q, want %q", column, got, want)
				}
			}
			text, err := m.Text()
			if err != nil {
				t.Fatal(err)
			}
			again, err := flat.ParseMapping(text)
			if again == nil {
				t.Fatalf("%v:\n%s", err, text)
			}
			if again.Goes(c.column) != c.goes {
				t.Errorf("written and read, %s goes to %q", c.column, again.Goes(c.column))
			}
		})
	}
}

func TestAKeyOfTheMetadataHasOneColumn(t *testing.T) {
	m := aMapping(t)
	for _, column := range []string{"no", "plan"} {
		m.Trusted["x"] = flat.Origins{{Column: "x"}}
		if _, err := m.Give(flat.Origin{Column: column}, flat.UntrustedMetadata); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := m.Give(flat.Origin{Column: "profile.plan"}, flat.UntrustedMetadata); err != nil {
		t.Fatal(err)
	}
	m.Untrusted["mail"] = flat.Origins{{Column: "other"}}
	if _, err := m.Give(flat.Origin{Column: "mail"}, flat.UntrustedMetadata); err != nil {
		t.Fatal(err)
	}
	if got := m.Goes("mail"); got != "untrusted_metadata.mail_2" {
		t.Errorf("mail goes to %q", got)
	}
}

func TestASettingOfPasswordsIsSetAndTakenAway(t *testing.T) {
	m := aMapping(t)
	if err := m.Set("iterations", "1000"); err != nil {
		t.Fatal(err)
	}
	if got := m.SettingOf("iterations"); got.Value != "1000" || got.Column != "" || m.Goes("rounds") != "" {
		t.Errorf("%+v, rounds goes to %q", got, m.Goes("rounds"))
	}
	if err := m.Set("type", ""); err != nil || m.SettingOf("type").Value != "" {
		t.Errorf("%v, %+v", err, m.SettingOf("type"))
	}
	if err := m.Set("pepper", "1"); err == nil {
		t.Error("a setting that does not exist was set")
	}
	if _, err := m.Give(flat.Origin{Column: "x"}, "emial"); err == nil {
		t.Error("a field that does not exist was given")
	}
}

func TestAnExchangedFlagIsKnown(t *testing.T) {
	m := aMapping(t)
	if !m.Exchanged("active") || m.Exchanged("mail") {
		t.Error("active is exchanged, mail is not")
	}
	if _, err := m.Give(flat.Origin{Column: "active"}, "blocked"); err != nil || m.Exchanged("active") {
		t.Error("active is exchanged still, ", err)
	}
}

func TestWhatAFileSaysIsShownLikeAGuess(t *testing.T) {
	m := aMapping(t)
	m.LikeGuess(&flat.Mapping{About: []flat.Guess{
		{Column: "mail", Field: "username", Samples: []string{"ada@example.com"}}, {Column: "token", Field: "id"},
	}})
	if g := m.About; g[0].Field != "email" || g[0].Samples[0] != "ada@example.com" || g[1].Field != "" {
		t.Errorf("%+v", g)
	}
}
