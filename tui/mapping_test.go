package tui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbletea"

	"example.com/usher/sources"
	"example.com/usher/sources/flat"
	"example.com/usher/tui/mapfile"
)

// aGuess is what a customer table of an app's own looks like to usher.
func aGuess() *sources.Mapping {
	at := func(column string) flat.Origins { return flat.Origins{{Column: column}} }
	m := &sources.Mapping{Version: 1}
	m.ID, m.Email, m.EmailVerified, m.Phone = at("customer_no"), at("mail"), at("mail_ok"), at("tel")
	m.Name, m.CreatedAt, m.Ignored = at("name"), at("created"), []string{"reset_token"}
	m.Password = &flat.Password{Hash: at("pw"), Salt: at("salt")}
	m.Trusted = map[string]flat.Origins{"plan": at("plan"), "state": at("state"), "notes": at("notes")}
	m.About = []sources.ColumnGuess{
		{Column: "customer_no", Why: "by its name", Samples: []string{"1042", "1043", "1044"}},
		{Column: "mail", Why: "its values are email addresses", Samples: []string{"ada@example.com", "grace@example.com", "alan@example.com"}},
		{Column: "mail_ok", Why: "by its name", Samples: []string{"t", "f"}},
		{Column: "tel", Why: "by its name", Samples: []string{"14155550100", "14155550101"}},
		{Column: "name", Why: "by its name", Samples: []string{"Ada Lovelace", "Grace Hopper", "\x1b[31mAlan 图灵"}},
		{Column: "pw", Why: "by its name", Samples: []string{"(64 characters, hidden)"}},
		{Column: "salt", Why: "by its name", Samples: []string{"(16 characters, hidden)"}},
		{Column: "state", Why: "kept as metadata", Samples: []string{"active", "closed"}},
		{Column: "reset_token", Why: "left out: it may be a secret", Samples: []string{"(20 characters, hidden)"}},
		{Column: "created", Why: "by its name", Samples: []string{"2021-01-10 08:30:00"}},
		{Column: "plan", Why: "kept as metadata", Samples: []string{"free", "pro"}},
		{Column: "notes", Why: "kept as metadata"},
	}
	for i, c := range m.About {
		m.About[i].Field = m.Goes(c.Column)
	}
	return m
}

func aTable() *fakeEngine { return &fakeEngine{provider: sources.CSV, guess: aGuess} }

// unknownTable is a file with columns none of which looks like an email.
func unknownTable() *fakeEngine {
	e := aTable()
	e.openErr = &sources.Error{Path: "/home/ada/dl/t.csv", Op: "detect provider", Err: errors.New("not an export that usher knows"), Hint: "Name a file that was exported."}
	return e
}

func (m *model) toMapping(names ...string) {
	press(m, "enter", "/home/ada/dl/customers.csv", "enter")
	press(m, names...)
}

func (m *model) mapping() *mappingScreen { return m.screens[atMapping].(*mappingScreen) }

func mappingScenes() []scene {
	return []scene{
		{"mapping ready", aTable, nil, func(m *model) { m.toMapping() }},
		{"mapping saved", func() *fakeEngine {
			e := aTable()
			e.saved = func(string) *sources.Mapping { return aGuess() }
			return e
		}, nil, func(m *model) { m.toMapping("down") }},
		{"mapping corrected", aTable, nil, func(m *model) { m.toMapping("down", "down", "down", "right", "down", "enter") }},
		{"mapping goal", aTable, nil, func(m *model) { m.toMapping("down", "right") }},
		{"mapping type", aTable, nil, func(m *model) { m.toMapping("end", "up", "right") }},
		{"mapping number", aTable, nil, func(m *model) {
			m.toMapping("end", "up", "right", "down", "down", "down", "down", "down", "enter", "down", "right", "120000")
		}},
		{"mapping incomplete", aTable, nil, func(m *model) {
			m.toMapping("down", "right", "end", "enter", "down", "down", "right", "end", "enter", "enter")
		}},
		{"mapping path", aTable, nil, func(m *model) { m.toMapping("e") }},
		{"mapping loading", aTable, nil, func(m *model) { m.toMapping(); m.mapping().request = 99 }},
		{"mapping error", aTable, nil, func(m *model) {
			m.toMapping()
			failed := describe(mapfile.Write("/nowhere/at all/customers-mapping.json", nil))
			m.mapping().failed = &failed
		}},
		{"mapping empty", plain, nil, func(m *model) { m.flow.visit(atMapping); m.follow(nil) }},
		{"export columns", unknownTable, nil, func(m *model) { m.toMapping() }},
	}
}

func TestAGuessedMappingIsTakenAsItIs(t *testing.T) {
	e := aTable()
	m := open(t, e, nil, 80, 24)
	m.toMapping("enter")
	if m.place() != atPreview || len(e.opens) != 1 || e.opens[0].Map != "" {
		t.Errorf("at %d, opened %+v", m.place(), e.opens)
	}
	press(m, "esc")
	if m.place() != atMapping {
		t.Errorf("esc comes back to %d", m.place())
	}
}

// inFolder is an assistant whose export stands in a folder that exists.
func inFolder(t *testing.T, e *fakeEngine) (m *model, export, file string) {
	folder := t.TempDir()
	m = open(t, e, nil, 80, 24)
	export = filepath.Join(folder, "our users.csv.gz")
	press(m, "enter", "'"+export+"'", "enter")
	return m, export, filepath.Join(folder, "our users-mapping.json")
}

func TestACorrectedMappingIsSavedAndReadBy(t *testing.T) {
	e := aTable()
	m, export, file := inFolder(t, e)
	press(m, "down", "down", "down", "right", "down", "enter", "enter") // tel with + before it
	if m.place() != atPreview || len(e.opens) != 2 || e.opens[1].Map != file || !slices.Equal(e.opens[1].Paths, []string{export}) {
		t.Fatalf("at %d, opened %+v", m.place(), e.opens)
	}
	if e.closed != 1 {
		t.Errorf("%d exports were closed, want the one of the guess", e.closed)
	}
	saved, err := sources.ReadMapping(file)
	if err != nil || len(saved.Phone) != 1 || saved.Phone[0].Prefix != "+" || saved.Phone[0].Column != "tel" {
		t.Errorf("%+v, %v", saved, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(text), "ada@example.com") {
		t.Error("a user's data is in the mapping file, ", err)
	}
	// Corrected again, it is saved in its own place.
	press(m, "esc", "right", "end", "enter", "enter")
	if len(e.opens) != 3 || e.opens[2].Map != file {
		t.Errorf("opened %+v", e.opens)
	}
	if saved, err := sources.ReadMapping(file); err != nil || len(saved.Phone) != 0 {
		t.Errorf("%+v, %v", saved, err)
	}
}

func TestAFileThatIsNoMappingIsNotOverwritten(t *testing.T) {
	m, _, file := inFolder(t, aTable())
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	press(m, "right", "end", "enter", "enter")
	if text, err := os.ReadFile(file); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	if m.place() != atMapping || m.mapping().failed == nil {
		t.Error("nothing says why")
	}
	other := filepath.Join(filepath.Dir(file), "other.json")
	press(m, "e", "ctrl+u", other, "enter")
	if _, err := sources.ReadMapping(other); err != nil || m.place() != atPreview {
		t.Errorf("%v, at %d", err, m.place())
	}
}

func TestAMappingSavedEarlierIsTakenUp(t *testing.T) {
	e := aTable()
	var asked string
	e.saved = func(path string) *sources.Mapping {
		asked = path
		m := aGuess()
		if _, err := m.Give(sources.MappingOrigin{Column: "mail"}, "username"); err != nil {
			t.Fatal(err)
		}
		return m
	}
	m := open(t, e, nil, 80, 24)
	m.toMapping("enter")
	if want := "/home/ada/dl/customers-mapping.json"; asked != want || len(e.opens) != 2 || e.opens[1].Map != want || m.place() != atPreview {
		t.Errorf("asked for %s, opened %+v, at %d", asked, e.opens, m.place())
	}
	if got := m.mapping().mapping.About[1].Field; got != "username" {
		t.Errorf("mail is shown to go into %q", got)
	}
}

func TestAnUnknownTableIsOpenedByItsMapping(t *testing.T) {
	e := unknownTable()
	m, _, file := inFolder(t, e)
	if m.place() != atExport {
		t.Fatalf("at %d", m.place())
	}
	feed(m, tea.KeyMsg{Type: tea.KeyCtrlO})
	e.openErr = nil
	press(m, "enter")
	if m.place() != atPreview || e.opens[len(e.opens)-1].Map != file {
		t.Errorf("at %d, opened %+v", m.place(), e.opens)
	}
}

func TestEveryGoalIsAFieldAndEveryTypeIsKnown(t *testing.T) {
	for _, g := range goals {
		m := aGuess()
		if _, err := m.Give(sources.MappingOrigin{Column: "plan"}, g.field); err != nil {
			t.Error(g.field, err)
		}
	}
	for _, kind := range hashTypes {
		for _, set := range settingsOf(kind.value) {
			for _, v := range append(set.values, settingValue{value: "7"}) {
				if len(set.values) > 0 && v.value == "7" {
					continue
				}
				m := aGuess()
				if err := errors.Join(m.Set("type", kind.value), m.Set(set.name, v.value), m.Check()); err != nil {
					t.Error(kind.value, set.name, v.value, err)
				}
			}
		}
	}
}

func TestWhatIsGivenToPasswordsIsHidden(t *testing.T) {
	m := open(t, aTable(), nil, 200, 50)
	m.toMapping("end", "up", "up", "up") // plan
	at := slices.IndexFunc(goals, func(g goal) bool { return g.field == "password.salt" })
	m.mapping().cursor.at = 10
	m.mapping().pick()
	m.mapping().picker.at = at
	press(m, "enter")
	if strings.Contains(m.View(), "free") || m.mapping().mapping.Goes("plan") != "password.salt" {
		t.Error("values that belong to passwords are shown")
	}
}

func TestABeginningThatOnlyOneExportHasIsEnough(t *testing.T) {
	e := plain()
	m := open(t, e, nil, 80, 24)
	press(m, "enter")
	feed(m, someFiles())
	press(m, "auth0-u", "enter")
	if want := []string{"/home/ada/dl/auth0-users.json.gz"}; len(e.opens) != 1 || !slices.Equal(e.opens[0].Paths, want) {
		t.Errorf("opened %+v", e.opens)
	}
}

func TestACorrectionThatWasNotSavedIsNotLost(t *testing.T) {
	e := aTable()
	m := open(t, e, nil, 80, 24)
	m.toMapping("down", "down", "down", "right", "down", "enter", "esc")
	if m.place() != atExport {
		t.Fatalf("at %d", m.place())
	}
	press(m, "enter")
	if got := m.mapping().mapping.Phone[0].Prefix; m.place() != atMapping || got != "+" {
		t.Errorf("at %d, prefix %q", m.place(), got)
	}
	if m.mapping().open {
		t.Error("it counts as what the export was read by")
	}
}

func TestChoosingWhatHoldsAlreadyCorrectsNothing(t *testing.T) {
	m := open(t, aTable(), nil, 80, 24)
	m.toMapping("down", "right", "enter")
	if s := m.mapping(); !s.open || s.changed {
		t.Error("it counts as corrected")
	}
}
