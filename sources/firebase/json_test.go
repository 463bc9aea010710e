package firebase_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/hashes"
	"example.com/usher/sources/sourcestest"
)

func TestAUserOfTheAdminSDK(t *testing.T) {
	u := byID(t, all(t, "admin-sdk.json"), "admin-sdk-user-0001")
	want := sources.User{
		SourceID: "admin-sdk-user-0001", Email: "ana@example.com", EmailVerified: true, Phone: "+14155550123",
		Name: sources.Name{First: "Ana", Middle: "Beltrán", Last: "Cruz"}, HadPassword: true,
		CreatedAt: time.Date(2020, 11, 1, 8, 0, 0, 0, time.UTC), LastLogin: time.Date(2026, 11, 23, 14, 25, 45, 0, time.UTC),
		Factors: []sources.Factor{{Kind: sources.Social, Detail: "google.com"}, {Kind: sources.SMS}, {Kind: sources.TOTP}},
		Notes:   []sources.Note{{Code: "name_guessed"}, {Code: "linked_identity"}},
	}
	if diff := cmp.Diff(want, u, cmp.FilterPath(func(p cmp.Path) bool {
		switch p.Last().String() {
		case ".Place", ".Hash", ".Trusted", ".Untrusted", ".Ordinal":
			return true
		}
		return false
	}, cmp.Ignore())); diff != "" {
		t.Errorf("user differs (-want +got):\n%s", diff)
	}
	metadata(t, "trusted", u.Trusted, `{"admin":true,"firebase":{"email_verified":true,"providers":["password","phone","google.com"],"created_at":"2020-11-01T08:00:00Z","last_login":"2026-11-23T14:25:45Z"},"level":12345678901234567890}`)
	metadata(t, "untrusted", u.Untrusted, `{"photo_url":"https://example.com/ana.png"}`)
}

// metadata compares what would be sent, digit by digit.
func metadata(t *testing.T, name string, got map[string]any, want string) {
	t.Helper()
	raw := map[string]json.RawMessage{}
	for k, v := range got {
		raw[k] = json.RawMessage(fmt.Sprint(v))
	}
	b, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) != want {
		t.Errorf("%s metadata:\n%s\nwant:\n%s", name, b, want)
	}
}

func TestWhatBecomesOfPasswords(t *testing.T) {
	rest, sdk := all(t, "batch-get.json"), all(t, "admin-sdk.json")
	emulator := all(t, "emulators-export/auth_export/accounts.json")
	for name, tc := range map[string]struct {
		user        sources.User
		scheme      string // of the hash, "" for none
		note        string
		hadPassword bool
	}{
		"a hash cannot move":                    {byID(t, rest, "rest-password-0001"), hashes.FirebaseScrypt, "", true},
		"a password without its hash":           {byID(t, rest, "rest-other-hash-02"), "", "", true},
		"a redacted hash":                       {byID(t, rest, "rest-redacted-0003"), "", "hash_redacted", true},
		"a redacted hash of the Admin SDK":      {byID(t, sdk, "admin-sdk-hidden-0004"), "", "hash_redacted", true},
		"a company login has none":              {byID(t, rest, "rest-company-00004"), "", "", false},
		"social logins have none":               {byID(t, rest, "rest-several-00005"), "", "", false},
		"a phone has none":                      {byID(t, sdk, "admin-sdk-phone-0002"), "", "", false},
		"the emulator's plain text is not kept": {byID(t, emulator, "mfa-1"), "", "plain_text_password_ignored", true},
	} {
		t.Run(name, func(t *testing.T) {
			u := tc.user
			if tc.scheme == "" && u.Hash != nil || tc.scheme != "" && (u.Hash == nil || u.Hash.Type != "" || u.Hash.Scheme != tc.scheme) {
				t.Errorf("hash %+v", u.Hash)
			}
			if u.HadPassword != tc.hadPassword || tc.note != "" && !slices.Contains(sourcestest.Codes(u.Notes), tc.note) {
				t.Errorf("had a password: %v; notes %v", u.HadPassword, u.Notes)
			}
		})
	}
}

func TestPlainTextPasswordsAreNowhereInAUser(t *testing.T) {
	for _, u := range all(t, "emulators-export/auth_export/accounts.json", "emulators-export/auth_export/accounts-tenant-alpha.json") {
		if text := fmt.Sprintf("%+v %+v", u, u.Hash); strings.Contains(text, "fakeHash") || strings.Contains(text, "fakeSalt") || strings.Contains(text, "-pass-") {
			t.Errorf("%s keeps its password", u.SourceID)
		}
	}
}

func TestLinkedLoginsFactorsAndClaims(t *testing.T) {
	rest := all(t, "batch-get.json")
	several := byID(t, rest, "rest-several-00005")
	if several.Email != "lena@example.com" || several.EmailVerified || !several.Blocked || several.Anonymous {
		t.Errorf("the email of a login counts, unverified: %+v", several)
	}
	if !slices.Contains(sourcestest.Codes(several.Notes), "linked_identity") || !slices.Contains(sourcestest.Codes(several.Notes), "custom_claims_unparseable") {
		t.Errorf("notes: %v", several.Notes)
	}
	metadata(t, "trusted", several.Trusted, `{"firebase":{"providers":["google.com","facebook.com"],"created_at":"2020-09-13T12:26:40.004Z","disabled":true}}`)
	company := byID(t, rest, "rest-company-00004")
	want := []sources.Factor{{Kind: sources.SSO, Detail: "saml.acme"}, {Kind: sources.SMS}, {Kind: sources.TOTP}}
	if diff := cmp.Diff(want, company.Factors); diff != "" {
		t.Errorf("factors differ (-want +got):\n%s", diff)
	}
	claims := byID(t, all(t, "auth-export.scrypt.json"), "KlVxQmSaSVCQVwkQqJb8d0Wptg1n")
	metadata(t, "trusted", claims.Trusted, `{"firebase":{"created_at":"2017-09-12T02:40:00.123Z","last_login":"2023-11-14T22:13:22Z"},"quote":"say \"hi\", ok","slash":"C:\\x"}`)
}

func TestAnEmulatorFolderWithTenantsIsOneExport(t *testing.T) {
	e := open(t, "emulators-export/auth_export/accounts.json", "emulators-export/auth_export/accounts-tenant-alpha.json", "emulators-export/auth_export/accounts-tenant-beta.json",
		"emulators-export/auth_export/config.json", "emulators-export/firebase-export-metadata.json", "hash_config.txt")
	users, unreadable := read(t, e)
	if len(users) != 61 || unreadable != 0 || len(e.Notes()) != 0 {
		t.Fatalf("%d users, %d unreadable, notes %v", len(users), unreadable, e.Notes())
	}
	tenant := byID(t, users, "tenant-beta-u0")
	if about := fmt.Sprint(tenant.Trusted["firebase"]); !strings.Contains(about, `"tenant":"tenant-beta"`) {
		t.Errorf("metadata of a tenant's user: %s", about)
	}
	kinds := map[sources.InputKind]int{}
	for _, in := range e.Inputs() {
		kinds[in.Kind]++
	}
	if diff := cmp.Diff(map[sources.InputKind]int{sources.Users: 3, sources.PasswordHashes: 1, sources.Settings: 2}, kinds); diff != "" {
		t.Errorf("kinds of files differ (-want +got):\n%s", diff)
	}
}

func TestATenantIsKnownByTheFileName(t *testing.T) {
	u := sourcestest.One(t, sources.Firebase, sourcestest.File(t, "accounts-acme.json", `{"users":[{"localId":"a","email":"a@example.com"}]}`))
	metadata(t, "trusted", u.Trusted, `{"firebase":{"tenant":"acme"}}`)
}

func TestAMissingPageIsNoticed(t *testing.T) {
	for name, want := range map[string]bool{"batch-get.json": false, "admin-sdk.json": true} {
		e := open(t, name)
		read(t, e)
		incomplete := len(e.Notes()) == 1 && e.Notes()[0].Code == "export_incomplete"
		if incomplete != want || !want && len(e.Notes()) > 0 {
			t.Errorf("%s: notes %v", name, e.Notes())
		}
	}
}

func TestAnEmulatorWhoseUsersAreAllOfTenants(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"accounts.json":      `{"kind":"identitytoolkit#DownloadAccountResponse","users":[]}`,
		"accounts-acme.json": `{"kind":"identitytoolkit#DownloadAccountResponse","users":[{"localId":"a","email":"a@example.com"}]}`,
		"config.json":        `{"signIn":{"allowDuplicateEmails":false},"emailPrivacyConfig":{"enableImprovedEmailPrivacy":false}}`,
	} {
		sourcestest.Write(t, filepath.Join(folder, name), text)
	}
	e := sourcestest.Open(t, sources.Options{Paths: []string{folder}})
	if users, unreadable := read(t, e); len(users) != 1 || unreadable != 0 || len(e.Notes()) != 0 {
		t.Errorf("%d users, %d unreadable, notes %v", len(users), unreadable, e.Notes())
	}
}

func TestAnEmulatorFolderIsNamedAsAWhole(t *testing.T) {
	e := open(t, "emulators-export")
	if users, unreadable := read(t, e); len(users) != 61 || unreadable != 0 || len(e.Notes()) != 0 {
		t.Errorf("%d users, %d unreadable, notes %v", len(users), unreadable, e.Notes())
	}
}

// The samples are genuine: their hashes open with the parameters beside them.
func TestTheSamplesHashesOpenWithTheConsolesParameters(t *testing.T) {
	text, err := os.ReadFile("testdata/hash_config.txt")
	if err != nil {
		t.Fatal(err)
	}
	parameters, ok := hashes.ParseFirebaseParameters(string(text))
	if !ok {
		t.Fatal("the parameters are not understood")
	}
	var truth, export struct {
		Users []struct{ LocalID, Password, PasswordHash, Salt string }
	}
	readJSON(t, "testdata/passwords.truth.json", &truth)
	readJSON(t, "testdata/auth-export.scrypt.json", &export)
	opened := 0
	for _, secret := range truth.Users {
		for _, u := range export.Users {
			if u.LocalID == secret.LocalID && secret.Password != "" && opened < 5 {
				if !parameters.Opens(u.PasswordHash, u.Salt, secret.Password) || parameters.Opens(u.PasswordHash, u.Salt, secret.Password+"x") {
					t.Errorf("%s does not open, or opens with another password", u.LocalID)
				}
				opened++
			}
		}
	}
	if opened != 5 {
		t.Errorf("%d passwords tried, want 5", opened)
	}
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(bytes.NewReader(b)).Decode(into); err != nil {
		t.Fatal(err)
	}
}
