package firebase_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// factsOf are what a CSV can tell of a user; the order of logins and second
// factors stand in JSON only.
var factsOf = cmp.Options{
	cmpopts.IgnoreFields(sources.User{}, "Ordinal", "Place", "Raw", "Notes", "Factors"),
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b jsontext.Value) bool { return string(a) == string(b) }),
}

func TestEveryGenerationOfTheCSVTellsWhatTheJSONTells(t *testing.T) {
	for csv, json := range map[string]string{
		"auth-export.scrypt.csv":   "auth-export.scrypt.json",
		"auth-export.v11.30.0.csv": "auth-export.scrypt.json",
		"auth-export.v9.23.3.csv":  "auth-export.scrypt.json",
		"auth-export.v3.5.0.csv":   "auth-export.scrypt.json",
		"auth-export.emulator.csv": "auth-export.emulator.json",
	} {
		t.Run(csv, func(t *testing.T) {
			want, got := all(t, json), all(t, csv)
			if len(want) != len(got) {
				t.Fatalf("%d users, want %d", len(got), len(want))
			}
			for i, w := range want {
				g := got[i]
				if strings.Contains(csv, "v3.5.0") { // neither phones nor claims
					w.Phone, w.Anonymous, w.Trusted, g.Trusted = "", g.Anonymous, nil, nil
				}
				if diff := cmp.Diff(w, g, factsOf); diff != "" {
					t.Errorf("user %d differs (-JSON +CSV):\n%s", i, diff)
				}
			}
		})
	}
}

// row is a row of a generation: what stands before the right side is the same
// in all.
func row(id, name, photo, logins, right string) string {
	return id + ",ada@example.com,true,aGFzaA==,c2FsdA==," + name + "," + photo + "," + logins + "," + right + ","
}

const (
	none  = ",,,,,,,,,,,,,,," // 16 empty cells
	times = "1600000000123,1700000000456"
)

var seven = map[string]string{
	"3.5":   "true," + times,
	"4.1":   "true," + times + ",+442079460018",
	"7.0":   times + ",+442079460018",
	"8.0":   times + ",+442079460018,true",
	"9.0":   times + `,+442079460018,true,{"a":"b, c","d":"\"e\\"}`,
	"11.30": times + `,+442079460018,true,"{""a"":""b, c"",""d"":""\"e\\""}"`,
	"15.19": times + `,+442079460018,true,"{""a"":""b, c"",""d"":""\"e\\""}"` + strings.Repeat(",", 24),
}

func TestTheSevenLayoutsAndTheirStrayCommas(t *testing.T) {
	google := `112000000000000000036,ada@gmail.com,Ada L,https://example.com/g.png,,,,,,,,,,,,`
	for version, right := range seven {
		for name, tc := range map[string]struct {
			name, photo, logins string
			wantName, wantPhoto string
			social              int
			repaired            bool
		}{
			"nothing stray":               {"Ada", "https://example.com/a.png", none, "Ada", "https://example.com/a.png", 0, false},
			"no name and no photo":        {"", "", none, "", "", 0, false},
			"commas in the photo":         {"Ada", "https://example.com/a,b,c.png", none, "Ada", "https://example.com/a,b,c.png", 0, true},
			"a photo in the cell":         {"Ada", "data:image/png;base64,iVBORw0KGgo=", none, "Ada", "data:image/png;base64,iVBORw0KGgo=", 0, true},
			"a comma in the name":         {"Lovelace, Ada", "", none, "Lovelace, Ada", "", 0, true},
			"a quoted comma":              {`"Lovelace, Ada"`, "", none, "Lovelace, Ada", "", 0, false},
			"quotes in quotes":            {`"Lovelace, "Ada""`, "", none, `Lovelace, "Ada"`, "", 0, false},
			"a newline":                   {"Ada\nLovelace", "", none, "Ada", "", 0, false},
			"a login":                     {"Ada", "", google, "Ada", "", 1, false},
			"a login and commas":          {"Ada", "https://example.com/a,b.png", google, "Ada", "https://example.com/a,b.png", 1, true},
			"commas in the login's photo": {"Ada", "", strings.Replace(google, "g.png", "g,h.png", 1), "Ada", "", 1, true},
		} {
			t.Run(version+" "+name, func(t *testing.T) {
				users, unreadable := ofText(t, row("id-1", tc.name, tc.photo, tc.logins, right)+"\n"+row("id-2", "Bob", "", none, right)+"\n")
				if unreadable != 0 || len(users) != 2 {
					t.Fatalf("%d users, %d unreadable", len(users), unreadable)
				}
				u := users[0]
				if u.SourceID != "id-1" || u.Email != "ada@example.com" || !u.EmailVerified || !u.HadPassword {
					t.Errorf("left side: %+v", u)
				}
				if u.CreatedAt.UnixMilli() != 1600000000123 || u.LastLogin.UnixMilli() != 1700000000456 {
					t.Errorf("times: %v, %v", u.CreatedAt, u.LastLogin)
				}
				if phone := strings.Contains(right, "+44"); (u.Phone == "+442079460018") != phone {
					t.Errorf("phone: %q", u.Phone)
				}
				if disabled := strings.Contains(right, "true"); u.Blocked != disabled {
					t.Errorf("disabled: %v", u.Blocked)
				}
				if claims := strings.Contains(right, "b, c"); claims && fmt.Sprint(u.Trusted["a"], u.Trusted["d"]) != `"b, c" "\"e\\"` {
					t.Errorf("claims: %v", u.Trusted)
				}
				if u.Name.First != tc.wantName {
					t.Errorf("name: %+v", u.Name)
				}
				if photo := fmt.Sprint(u.Untrusted["photo_url"]); tc.wantPhoto != "" && photo != `"`+tc.wantPhoto+`"` {
					t.Errorf("photo: %s", photo)
				}
				if len(u.Factors) != tc.social || slices.Contains(sourcestest.Codes(u.Notes), "row_misaligned_repaired") != tc.repaired {
					t.Errorf("logins %v, notes %v", u.Factors, u.Notes)
				}
			})
		}
	}
}

// ofText reads a CSV.
func ofText(t *testing.T, text string) ([]sources.User, int) {
	t.Helper()
	e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", text)}})
	if e.Provider() != sources.Firebase {
		t.Fatalf("provider %s", e.Provider())
	}
	return read(t, e)
}

func TestRowsThatCannotBeAlignedAreReported(t *testing.T) {
	good := row("id-9", "Bob", "", none, seven["11.30"])
	for name, bad := range map[string]string{
		"a lost time":           row("id-1", "Ada", "", none, "1600000000123"),
		"cells lost":            row("id-1", "Ada", "", ",,,", seven["11.30"]),
		"text after the end":    row("id-1", "Ada", "", none, seven["11.30"]) + "x",
		"a line of its own":     "not a user",
		"a comma in the id":     row("id,1", "Ada", "", none, seven["11.30"]),
		"a flag that is none":   row("id-1", "Ada", "", none, times+",,maybe,"),
		"a phone that is words": row("id-1", "Ada", "", none, times+",call me,false,"),
		"two right sides":       row("id-1", "Ada", "", none, times+",,false,"+strings.TrimSuffix(seven["8.0"], ",true")),
	} {
		t.Run(name, func(t *testing.T) {
			users, unreadable := ofText(t, good+"\n"+bad+"\n"+good+"\n"+good+"\n")
			if len(users) != 3 || unreadable != 1 {
				t.Errorf("%d users, %d unreadable", len(users), unreadable)
			}
			for _, u := range users {
				if u.SourceID != "id-9" || u.Phone != "+442079460018" {
					t.Errorf("another user than expected: %+v", u)
				}
			}
		})
	}
}

func TestARowWhoseMiddleCannotBeToldKeepsBothSides(t *testing.T) {
	google := `112000000000000000036,ada@gmail.com,Ada L,https://example.com/g.png,,,,,,,,,,,,`
	for name, middle := range map[string][3]string{
		"a quote that is open":                  {`"Ada`, "", none},
		"a name that ends in a comma, a photo":  {"Ada,", "https://example.com/a,b.png", none},
		"commas in a photo that is no URL":      {"Ada", "a,b,c", none},
		"a quote in a quoted name, and a comma": {`"Ada "A", L"`, "x,y", google},
	} {
		for version, right := range seven {
			t.Run(name+" in "+version, func(t *testing.T) {
				good := row("id-9", "Bob", "", none, right)
				users, unreadable := ofText(t, good+"\n"+row("id-1", middle[0], middle[1], middle[2], right)+"\n"+good+"\n"+good+"\n")
				if len(users) != 4 || unreadable != 0 {
					t.Fatalf("%d users, %d unreadable", len(users), unreadable)
				}
				want, got := users[0], users[1]
				if got.SourceID != "id-1" || got.Email != want.Email || !got.EmailVerified || got.Hash == nil || got.Phone != want.Phone ||
					got.Blocked != want.Blocked || !got.CreatedAt.Equal(want.CreatedAt) || !got.LastLogin.Equal(want.LastLogin) {
					t.Errorf("%+v", got)
				}
				if diff := cmp.Diff(want.Trusted, got.Trusted, factsOf); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestTheFlagOfAnotherGenerationIsNotPassedOver(t *testing.T) {
	// One row of 4.1 among more of 7.0: its name cannot be told, and what
	// stands before the times is a flag for which 7.0 has no column.
	good := row("id-9", "Bob", "", none, seven["7.0"])
	_, unreadable := ofText(t, good+"\n"+good+"\n"+row("id-1", "Ada,", "a,b", none, seven["4.1"])+"\n"+good+"\n")
	if unreadable != 1 {
		t.Errorf("%d unreadable", unreadable)
	}
}

func TestTheFlagInFrontTellsTheGenerationOfShiftedRows(t *testing.T) {
	bad := row("id-1", "Doe, Jane", "https://example.com/a,b.png", none, seven["4.1"])
	users, unreadable := ofText(t, bad+"\n"+bad+"\n")
	if unreadable != 0 || len(users) != 2 || !users[0].Blocked || users[0].Phone != "+442079460018" || users[0].Name.First != "Doe, Jane" {
		t.Errorf("%d unreadable, users %+v", unreadable, users)
	}
}

func TestAFileThatBeginsWithANameOfTwoLinesIsKnown(t *testing.T) {
	for version, right := range seven {
		t.Run(version, func(t *testing.T) {
			for _, name := range []string{"Ada\nL", "\"Ada\nL\""} {
				users, unreadable := ofText(t, row("id-1", name, "", none, right)+"\n")
				if len(users) != 1 || unreadable != 0 || users[0].SourceID != "id-1" || users[0].Email != "ada@example.com" {
					t.Errorf("%d unreadable, users %+v", unreadable, users)
				}
			}
		})
	}
}

func TestNobodyIsMadeUpByAName(t *testing.T) {
	// Since 15.19 names are quoted as they should be.
	fake := row("id-fake", "Eve", "", none, seven["15.19"])
	evil := `"x"",,,,,,,,,,,,,,,,,,` + times + `,,false,,,,,,,,,,,,,,,,,,,,,,,,,` + "\n" + strings.ReplaceAll(fake, `"`, `""`) + "\n" + `"`
	right := times + ",,false," + strings.Repeat(",", 24)
	users, unreadable := ofText(t, row("id-1", evil, "", none, right)+"\n"+row("id-2", "Bob", "", none, right)+"\n")
	if unreadable != 0 || len(users) != 2 || users[0].SourceID != "id-1" || users[1].SourceID != "id-2" {
		t.Fatalf("%d users, %d unreadable", len(users), unreadable)
	}
}
