package tui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

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
		{"mapping type", aTable, nil, func(m *model) { m.toMapping("end", "up", "up", "up", "right") }},
		{"mapping number", aTable, nil, func(m *model) {
			m.toMapping("end", "up", "up", "up", "right", "down", "down", "down", "down", "down", "enter", "down", "right", "120000")
		}},
		{"mapping incomplete", aTable, nil, func(m *model) {
			m.toMapping("down", "right", "end", "enter", "down", "down", "right", "end", "enter", "enter")
		}},
		{"mapping values", aTable, nil, func(m *model) { m.toMapping(); m.raise("state", "email_verified"); press(m, "active, pay") }},
		{"mapping raised", aTable, nil, func(m *model) {
			m.toMapping()
			m.raise("state", "email_verified")
			press(m, "active, paying", "enter")
		}},
		{"mapping second", aTable, nil, func(m *model) { m.toMapping(); m.second("notes", "email") }},
		{"mapping dropped", aTable, nil, func(m *model) { m.toMapping("x") }},
		{"mapping by hand", aTable, nil, func(m *model) {
			m.toMapping()
			m.mapping().stage, m.mapping().Saved = mapFile, "/home/ada/dl/customers-mapping.json"
		}},
		{"mapping unusable", func() *fakeEngine {
			e := aTable()
			e.unusable = &sources.Error{Path: "/home/ada/dl/customers.csv", Op: "open export", Err: errors.New("mapping file customers-mapping.json: there is no column e_mail")}
			e.saved = func(string) *sources.Mapping { return aGuess() }
			return e
		}, nil, func(m *model) { m.toMapping() }},
		{"mapping latin", func() *fakeEngine {
			e := aTable()
			e.guess = func() *sources.Mapping {
				g := aGuess()
				g.About[4].Samples = []string{"Zo\uFFFD Br\uFFFDnd"}
				return g
			}
			return e
		}, nil, func(m *model) { m.toMapping("end") }},
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

// goalAt selects what a column can go into.
func (m *model) goalAt(column string, is func(goal) bool) {
	s := m.mapping()
	s.cursor.at = slices.IndexFunc(s.Mapping.About, func(c sources.ColumnGuess) bool { return c.Column == column })
	s.pick()
	s.picker.at = slices.IndexFunc(goals, is)
}

// raise comes to where the values of a column are typed that raise a flag.
func (m *model) raise(column, flag string) {
	m.goalAt(column, func(g goal) bool { return g.field == flag && g.is })
	press(m, "enter")
}

// second gives a field a second column.
func (m *model) second(column, field string) {
	m.goalAt(column, func(g goal) bool { return g.field == field })
	press(m, "a")
}

func TestValuesRaiseAFlag(t *testing.T) {
	m := open(t, aTable(), nil, 80, 24)
	m.toMapping()
	m.raise("state", "email_verified")
	press(m, "enter")
	if s := m.mapping(); s.stage != mapValues || s.changed {
		t.Fatalf("nothing typed was taken, stage %d", s.stage)
	}
	press(m, " active ,, paying", "enter")
	if got := m.mapping().Mapping.OriginOf("state").Is; !slices.Equal(got, []string{"active", "paying"}) || m.mapping().Mapping.Goes("mail_ok") != "email_verified" {
		t.Errorf("values %q, the other column goes to %q", got, m.mapping().Mapping.Goes("mail_ok"))
	}
	press(m, "right", "enter")
	if got := m.mapping().line.value(); got != "active, paying" {
		t.Errorf("typed before: %q", got)
	}
}

func TestAFieldGetsASecondColumn(t *testing.T) {
	m := open(t, aTable(), nil, 80, 24)
	m.toMapping()
	m.second("notes", "username")
	if s := m.mapping(); s.changed || m.flow.notice != "it has no column yet: enter takes this one" {
		t.Errorf("corrected %v, notice %q", s.changed, m.flow.notice)
	}
	press(m, "esc")
	m.second("notes", "email")
	if got := m.mapping().Mapping.Before("notes"); !slices.Equal(got, []string{"mail"}) || !strings.Contains(m.View(), "email, where no mail") {
		t.Errorf("before it %q:\n%s", got, m.View())
	}
}

func TestMetadataIsLeftOutAtOnceAndKeptAgain(t *testing.T) {
	m := open(t, aTable(), nil, 80, 24)
	m.toMapping()
	text := func() string {
		b, err := m.mapping().Mapping.Text()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	before := text()
	press(m, "x")
	if mapping := m.mapping().Mapping; len(mapping.Trusted) > 0 || mapping.Goes("mail") != "email" || !strings.Contains(m.View(), "3 columns left out") {
		t.Errorf("metadata %v:\n%s", mapping.Trusted, m.View())
	}
	press(m, "x")
	if got := text(); got != before {
		t.Errorf("it was\n%s\nand is\n%s", before, got)
	}
}

func TestAMappingIsEditedByHand(t *testing.T) {
	e := aTable()
	e.saved = func(path string) *sources.Mapping {
		m, err := sources.ReadMapping(path)
		if err != nil {
			return nil
		}
		return m
	}
	m, _, file := inFolder(t, e)
	press(m, "o")
	if _, err := sources.ReadMapping(file); err != nil || m.mapping().stage != mapFile || !strings.Contains(m.View(), "our users-mapping.json") {
		t.Fatalf("%v, stage %d:\n%s", err, m.mapping().stage, m.View())
	}
	const byHand = `{"usher_mapping":1,  "email":["mail",{"column":"notes","prefix":"+"}]}`
	for _, c := range []struct {
		text  string
		stage mappingStage
	}{{"{", mapFile}, {byHand, mapColumns}} {
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		press(m, "enter")
		if m.mapping().stage != c.stage {
			t.Fatalf("%s leads to stage %d", c.text, m.mapping().stage)
		}
	}
	press(m, "enter")
	text, err := os.ReadFile(file)
	if err != nil || string(text) != byHand || m.place() != atPreview || e.opens[len(e.opens)-1].Map != file {
		t.Errorf("%v, at %d, the file is %s", err, m.place(), text)
	}
}

func TestASavedMappingThatCannotBeUsedIsSaidAndTheGuessHolds(t *testing.T) {
	e := aTable()
	e.saved = func(string) *sources.Mapping { return aGuess() }
	e.unusable = errors.New("there is no column e_mail")
	m := open(t, e, nil, 80, 24)
	m.toMapping()
	if s := m.mapping(); s.Saved != "" || !s.open || !strings.Contains(m.View(), "There is no column e_mail.") {
		t.Errorf("saved %q, open %v:\n%s", s.Saved, s.open, m.View())
	}
	press(m, "enter")
	if m.place() != atPreview || e.closed != 0 {
		t.Errorf("at %d, closed %d", m.place(), e.closed)
	}
}

func TestTextIsReadAsLatin1(t *testing.T) {
	m, _, file := inFolder(t, aTable())
	press(m, "end", "right", "down", "enter", "up", "right", "down", "enter", "enter")
	saved, err := sources.ReadMapping(file)
	if err != nil || saved.Encoding != "latin-1" || saved.Rest != "trusted" || m.place() != atPreview {
		t.Errorf("%+v, %v, at %d", saved, err, m.place())
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
	if got := m.mapping().Mapping.About[1].Field; got != "username" {
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
	if strings.Contains(m.View(), "free") || m.mapping().Mapping.Goes("plan") != "password.salt" {
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
	if got := m.mapping().Mapping.Phone[0].Prefix; m.place() != atMapping || got != "+" {
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
