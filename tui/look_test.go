package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/hashes"
)

// ofOneUser is an engine whose export has a user who is found.
func ofOneUser() *fakeEngine {
	return &fakeEngine{preview: &fakePreview{result: aPreview(), users: []migrator.UserView{aUser()}, found: []migrator.UserView{aUser()}}}
}

func lookScenes() []scene {
	search := func(m *model) { m.toPreview(true); press(m, "/", "ada@example.com") }
	login := func(m *model) { m.toPreview(true); press(m, "right", "right", "c") }
	return []scene{
		{"search empty", ofOneUser, nil, func(m *model) { m.toPreview(true); press(m, "/") }},
		{"search loading", ofOneUser, nil, func(m *model) {
			search(m)
			s := m.screens[atSearch].(*searchScreen)
			s.request, s.asked = 99, "ada"
			feed(m, polledMsg{})
		}},
		{"search ready", ofOneUser, nil, func(m *model) { search(m); press(m, "enter") }},
		{"search nobody", func() *fakeEngine { return &fakeEngine{} }, nil, func(m *model) { search(m); press(m, "enter") }},
		{"search error", func() *fakeEngine {
			return &fakeEngine{preview: &fakePreview{result: aPreview(), findErr: sourceError()}}
		}, nil, func(m *model) { search(m); press(m, "enter") }},
		{"path static", plain, nil, func(m *model) { m.toPreview(true); press(m, "p") }},
		{"path dual write", func() *fakeEngine { return recommending(migrator.DualWritePath) }, nil, func(m *model) { m.toPreview(true); press(m, "p") }},
		{"path rolling", func() *fakeEngine { return recommending(migrator.RollingPath) }, nil, func(m *model) { m.toPreview(true); press(m, "p") }},
		{"login ready", ofOneUser, nil, func(m *model) { login(m); press(m, "abc") }},
		{"login loading", ofOneUser, nil, func(m *model) { login(m); m.screens[atLogin].(*loginScreen).request = 99 }},
		{"login opens", ofOneUser, nil, func(m *model) {
			login(m)
			m.screens[atLogin].(*loginScreen).verdict = loginVerdict{sentence: "The password opens the hash: this user can log in at Stytch with it.", opens: true}
		}},
		{"login wrong", ofOneUser, nil, func(m *model) {
			login(m)
			m.screens[atLogin].(*loginScreen).verdict = loginVerdict{
				sentence: "The password opens the hash with the salt behind it instead of before it.",
				settings: []hashes.Setting{{Field: "salt_position", Value: "append"}},
			}
		}},
		{"login empty", func() *fakeEngine {
			v := aUser()
			v.User.Hash = nil
			return &fakeEngine{preview: &fakePreview{result: aPreview(), users: []migrator.UserView{v}}}
		}, nil, func(m *model) {
			m.toPreview(true)
			press(m, "right", "right")
			m.flow.visit(atLogin)
			m.follow(nil)
		}},
	}
}

func recommending(path string) *fakeEngine {
	r := aPreview()
	r.RecommendedPath, r.RecommendedReason = path, "A reason of the engine."
	return &fakeEngine{preview: &fakePreview{result: r}}
}

func TestSearchingFindsAUser(t *testing.T) {
	e := ofOneUser()
	m := open(t, e, nil, 80, 24)
	m.toPreview(true)
	press(m, "/", "ADA@example.com ", "enter", "enter")
	if want := []string{"ADA@example.com"}; !slices.Equal(e.preview.finds, want) {
		t.Errorf("searched for %q, want %q", e.preview.finds, want)
	}
	if m.place() != atUser || m.flow.pickedUser.User.SourceID != "auth0|5f7c8d77" {
		t.Errorf("at %d with %q", m.place(), m.flow.pickedUser.User.SourceID)
	}
}

func TestAListIsWrittenForTheOwnerOnly(t *testing.T) {
	folder := t.TempDir()
	m := open(t, plain(), nil, 80, 24)
	m.toPreview(true)
	m.flow.checkpoint = filepath.Join(folder, "acme.usher")
	// A link at the place of the file must be replaced, not followed.
	victim := filepath.Join(folder, "victim")
	if err := os.WriteFile(victim, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "acme-duplicate_email.csv")
	if err := os.Symlink(victim, path); err != nil {
		t.Skip(err)
	}
	press(m, "down", "e")
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "finding\nduplicate_email\n" {
		t.Errorf("%q, %v", got, err)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if kept, err := os.ReadFile(victim); err != nil || string(kept) != "mine" {
		t.Errorf("the link was followed: %q, %v", kept, err)
	}
	if !strings.HasPrefix(m.flow.notice, "written: ") || !strings.HasSuffix(m.flow.notice, "acme-duplicate_email.csv") {
		t.Errorf("notice %q", m.flow.notice)
	}
}

func TestAListThatCannotBeWrittenSaysWhy(t *testing.T) {
	m := open(t, plain(), nil, 80, 24)
	m.toPreview(true)
	m.flow.checkpoint = filepath.Join(t.TempDir(), "gone", "acme.usher")
	press(m, "e")
	if want := "not written: no such file or directory (acme-no_identifier.csv)"; m.flow.notice != want {
		t.Errorf("notice %q, want %q", m.flow.notice, want)
	}
}

func TestAKnownPasswordIsCheckedAgainstTheHash(t *testing.T) {
	for password, want := range map[string]bool{"secret": false, "password": true} {
		hash := &sources.Hash{Type: sources.Bcrypt, Value: bcryptOfPassword, Scheme: "bcrypt"}
		if got := checkLogin(t.Context(), hash, nil, password); got.opens != want || got.sentence == "" {
			t.Errorf("%q: %+v", password, got)
		}
	}
}

func TestWhatIsTypedAsAPasswordIsNeverShown(t *testing.T) {
	m := open(t, ofOneUser(), nil, 80, 24)
	m.toPreview(true)
	press(m, "right", "right", "c", "tr0ub4dor")
	if strings.Contains(m.View(), "tr0ub4dor") {
		t.Error("the password is on the screen")
	}
}

const bcryptOfPassword = "$2a$04$430Fd85mTkx7H5odnf4slOTTAti4GwFFcdzmEhsFKKeYaMtt4k2xO"
