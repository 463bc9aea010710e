package firebase

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
	"example.com/usher/sources/split"
)

// containers are the lists around users: of auth:export, the emulator, REST
// and the Admin SDK, and of accounts:query.
var containers = split.Containers{Arrays: []string{"users", "userInfo"}}

// Users is everything that Firebase writes as JSON: the forms differ in the
// names of some members, and no name means two things.
var Users = layout.Layout{
	Provider:   layout.Firebase,
	Name:       "users",
	Kind:       layout.Users,
	Detect:     isJSON,
	Containers: containers,
	Open: func(f layout.File) (layout.Decode, error) {
		tenant := tenantOf(f.Path)
		return func(raw record.Raw, u *record.User) error {
			a, err := readAccount(raw.Data)
			if err != nil {
				return err
			}
			if a.tenant == "" {
				a.tenant = tenant
			}
			a.fill(u)
			return nil
		}, nil
	},
	Tally: func() layout.Tally { return new(pages) },
}

// CSV is auth:export as CSV, which has no header.
var CSV = layout.Layout{
	Provider: layout.Firebase,
	Name:     "CSV of auth:export",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return !s.JSON() && generationOf(s.Text) != nil },
	Split: func(r io.Reader, s *layout.Sample) split.Splitter {
		return splitRows(r, generationOf(s.Text))
	},
	Open: func(f layout.File) (layout.Decode, error) {
		g := generationOf(f.Sample.Text)
		return func(raw record.Raw, u *record.User) error {
			a, err := g.read(raw.Data)
			if err != nil {
				return err
			}
			a.fill(u)
			return nil
		}, nil
	},
}

// Parameters is the text of the hash parameters that the console shows. It may
// be named beside the users or as their hash file, and has no record: none of
// the hashes that it belongs to can move.
var Parameters = layout.Layout{
	Provider: layout.Firebase,
	Name:     "password hash parameters",
	Kind:     layout.PasswordHashes,
	Detect:   func(s *layout.Sample) bool { return !s.JSON() && bytes.Contains(s.Text, []byte("base64_signer_key:")) },
	Split:    func(r io.Reader, s *layout.Sample) split.Splitter { return noRecords{r} },
	Keys:     func(record.Raw) ([]string, error) { return nil, nil },
}

// noRecords reads a text that has none.
type noRecords struct{ r io.Reader }

func (n noRecords) Next() (*split.Element, error) {
	if _, err := io.Copy(io.Discard, n.r); err != nil {
		return nil, err
	}
	return nil, io.EOF
}

// Emulator is what the emulator writes beside the users: config.json and
// firebase-export-metadata.json.
var Emulator = layout.Layout{
	Provider: layout.Firebase,
	Name:     "settings of the emulator",
	Kind:     layout.Settings,
	Detect: func(s *layout.Sample) bool {
		if !s.JSON() || !s.Whole {
			return false
		}
		keys := s.Keys()
		return keys["signIn"] && keys["emailPrivacyConfig"] || keys["version"] && keys["auth"] && filepath.Base(s.Path) == "firebase-export-metadata.json"
	},
}

// isJSON knows users by their id's name.
func isJSON(s *layout.Sample) bool {
	for _, o := range s.Objects(containers) {
		if isUser(o) {
			return true
		}
	}
	return s.Whole && hasNoUsers(s.Text)
}

// hasNoUsers knows a file of the emulator without users, which stands beside
// those of its tenants. auth:export's own {"users": []} could be anybody's.
func hasNoUsers(text []byte) bool {
	return string(bytes.Join(bytes.Fields(text), nil)) == `{"kind":"identitytoolkit#DownloadAccountResponse","users":[]}`
}

func isUser(o object.Object) bool {
	keys := o.Keys()
	return keys["localId"] || keys["uid"] && (keys["providerData"] || keys["metadata"] && keys["emailVerified"])
}

// tenantOf gives the tenant of a file of the emulator,
// accounts-<tenant>.json.
func tenantOf(path string) string {
	name, ok := strings.CutPrefix(filepath.Base(path), "accounts-")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, ".json")
	return name
}
