package keycloak_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// only reads a user of a realm; member is JSON.
func only(t *testing.T, member string) sources.User {
	t.Helper()
	return sourcestest.Only(t, `{"realm":"acme","users":[{"id":"1","username":"ada","email":"ada@example.com","enabled":true,`+member+`}]}`)
}

func TestWhatAUserHas(t *testing.T) {
	for fact, tc := range map[string]struct {
		member  string
		factors []sources.Factor
		notes   []string
		had     bool
	}{
		"a social login only":               {`"federatedIdentities":[{"identityProvider":"google"}]`, []sources.Factor{{Kind: sources.Social, Detail: "google"}}, []string{"social_only"}, false},
		"a company's login":                 {`"federatedIdentities":[{"identityProvider":"corp-saml"}]`, []sources.Factor{{Kind: sources.SSO, Detail: "corp-saml"}}, nil, false},
		"a password kept in a directory":    {`"federationLink":"ldap-1"`, []sources.Factor{{Kind: sources.SSO, Detail: "user federation"}}, nil, true},
		"a second factor in its flag":       {`"totp":true`, []sources.Factor{{Kind: sources.TOTP}}, nil, false},
		"the same second factor twice":      {`"totp":true,"credentials":[{"type":"otp"},{"type":"otp"}]`, []sources.Factor{{Kind: sources.TOTP}}, nil, false},
		"a passkey":                         {`"credentials":[{"type":"webauthn-passwordless"}]`, []sources.Factor{{Kind: sources.Passkey}}, nil, false},
		"recovery codes":                    {`"credentials":[{"type":"recovery-authn-codes"}]`, []sources.Factor{{Kind: sources.OtherMFA, Detail: "recovery-authn-codes"}}, nil, false},
		"an older password":                 {`"credentials":[{"type":"password-history","secretData":"{}"}]`, nil, nil, false},
		"a plain password":                  {`"credentials":[{"type":"password","value":"secret"}]`, nil, []string{"plain_text_password_ignored"}, true},
		"a password that may be disabled":   {`"disableableCredentialTypes":["password"]`, nil, nil, true},
		"a program":                         {`"serviceAccountClientId":"billing"`, nil, []string{"service_account"}, false},
		"a credential that is no object":    {`"credentials":[7,null,"x"]`, nil, nil, false},
		"a federated identity without name": {`"federatedIdentities":[{}]`, []sources.Factor{{Kind: sources.SSO}}, nil, false},
	} {
		t.Run(fact, func(t *testing.T) {
			u := only(t, tc.member)
			if diff := cmp.Diff(tc.factors, u.Factors, cmpopts.EquateEmpty()); diff != "" || u.HadPassword != tc.had || u.Hash != nil {
				t.Errorf("had a password: %v; %s", u.HadPassword, diff)
			}
			if diff := cmp.Diff(tc.notes, sourcestest.Codes(u.Notes), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAttributes(t *testing.T) {
	u := only(t, `"attributes":{"phoneNumber":["+1 415 555 0100"],"phoneNumberVerified":["true"],"locale":["de"],"plan":["pro"],"tags":["a","b"],"none":[],"LDAP_ID":["7"]},
		"realmRoles":["default-roles-acme","offline_access","admin"],"groups":["/staff"]`)
	want := map[string]any{
		"plan": jsontext.Value(`"pro"`), "tags": jsontext.Value(`["a","b"]`),
		"keycloak": map[string]any{"username": "ada", "realm_roles": []any{"admin"}, "groups": []any{"/staff"}},
	}
	if diff := cmp.Diff(want, u.Trusted); diff != "" {
		t.Errorf("trusted: %s", diff)
	}
	if diff := cmp.Diff(map[string]any{"locale": "de"}, u.Untrusted); diff != "" {
		t.Errorf("untrusted: %s", diff)
	}
	if u.Phone != "+14155550100" || !u.PhoneVerified {
		t.Errorf("phone %s, verified %v", u.Phone, u.PhoneVerified)
	}
}

func TestAFolderOfAnExport(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"acme-realm.json", "acme-users-0.json"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		sourcestest.Write(t, filepath.Join(dir, name), text)
	}
	got := sourcestest.Count(t, sources.Options{Paths: []string{dir}})
	if got.Users != 3 || got.Unreadable != 0 || len(got.ExportNotes) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestARealmWithoutUsersIsSaid(t *testing.T) {
	_, err := sources.Open(t.Context(), sources.Options{Paths: []string{"testdata/acme-realm.json"}})
	var said *sources.Error
	if !errors.As(err, &said) || !strings.Contains(err.Error(), "only the settings of a realm of Keycloak, no users") || said.Hint == "" {
		t.Errorf("said %v", err)
	}
}

// A realm has its roles before its users, perhaps more than anybody looks at.
func TestUsersFarBehindTheBeginning(t *testing.T) {
	roles := strings.Repeat(`{"id":"0e9f","name":"a role"},`, 20_000)
	text := `{"id":"1","realm":"acme","notBefore":0,"enabled":true,"roles":{"realm":[` + roles[:len(roles)-1] + `]},"users":[{"id":"7","username":"ada","email":"ada@example.com"}],"clients":[{"id":"8"}]}`
	if u := sourcestest.Only(t, text); u.SourceID != "7" || u.Email != "ada@example.com" {
		t.Errorf("%+v", u)
	}
}

func TestFilesOfPublicTools(t *testing.T) {
	path := "../../../shared/exports/other/zitadel__zitadel-tools__realm.json"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the folder of sample exports is not here")
	}
	sourcestest.CheckCounts(t, sources.Options{Paths: []string{path}}, sourcestest.Counts{
		Users: 1, Emails: 1, VerifiedEmails: 1, Named: 1, HadPassword: 1, WithTrusted: 1, Created: 1, Hashes: kinds{"pbkdf_2": 1},
	})
}
