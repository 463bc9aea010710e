package field_test

import (
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/record"
)

func TestText(t *testing.T) {
	for value, want := range map[string]string{
		`"a"`: "a", `" a "`: "a", `"\u00e9\n"`: "é", `""`: "", `12345678901234567890123`: "12345678901234567890123",
		`true`: "true", `null`: "", `{}`: "", `["a"]`: "", ``: "",
	} {
		if got := field.Text(jsontext.Value(value)); got != want {
			t.Errorf("%s is %q", value, got)
		}
	}
}

func TestFlag(t *testing.T) {
	for value, want := range map[string]bool{
		`true`: true, `"true"`: true, `"TRUE"`: true, `"True"`: true, `1`: true, `"1"`: true, `"yes"`: true, `"t"`: true,
		`false`: false, `"false"`: false, `0`: false, `null`: false, `""`: false, `"no"`: false, `{}`: false, `"2026-01-01"`: false, ``: false,
	} {
		if got := field.Flag(jsontext.Value(value)); got != want {
			t.Errorf("%s is %v", value, got)
		}
	}
}

func TestTime(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 34, 44, 295_000_000, time.UTC)
	for value, want := range map[string]time.Time{
		`"2026-11-23T14:34:44.295Z"`:           at,
		`"2026-11-23T23:34:44.295000+09:00"`:   at,
		`"2026-11-23 14:34:44.295000+00:00"`:   at,
		`"2026-11-23 14:34:44.295+00"`:         at,
		`"2026-11-23 14:34:44.295"`:            at,
		`"2026-11-23 15:34:44.2950000 +01:00"`: at,
		`"2026-11-23T14:34:44.295"`:            at,
		`1795444484.295`:                       at,
		`1795444484295`:                        at,
		`"1795444484295"`:                      at,
		`" 1795444484295 "`:                    at,
		`"Mon, 23 Nov 2026 14:34:44 GMT"`:      at.Truncate(time.Second),
		`"2026-11-23 14:34:44.295 -0000 UTC"`:  at,
		`"2026-11-23"`:                         time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		`"0001-01-01T00:00:00Z"`:               {},
		`"9999-12-31T23:59:59Z"`:               {},
		`"0"`:                                  {},
		`0`:                                    {},
		`-5`:                                   {},
		`1e30`:                                 {},
		`"yesterday"`:                          {},
		`""`:                                   {},
		`null`:                                 {},
		`{"a":1}`:                              {},
		`"2026-13-45T99:99:99Z"`:               {},
		`"12345678901234567890123456789012345678"`: {},
	} {
		if got := field.Time(jsontext.Value(value)); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s is %v", value, got)
		}
	}
}

func TestName(t *testing.T) {
	for name, tc := range map[string]struct {
		given, middle, family, full string
		want                        record.Name
		guessed                     bool
	}{
		"parts":                      {"Ada", "King", "Lovelace", "x", record.Name{First: "Ada", Middle: "King", Last: "Lovelace"}, false},
		"one part":                   {"", "", "Lovelace", "Ada Lovelace", record.Name{Last: "Lovelace"}, false},
		"two words":                  {"", "", "", " Ada  Lovelace ", record.Name{First: "Ada", Last: "Lovelace"}, true},
		"four words":                 {"", "", "", "Gabriel José García Márquez", record.Name{First: "Gabriel", Middle: "José García", Last: "Márquez"}, true},
		"one word":                   {"", "", "", "Ada", record.Name{First: "Ada"}, false},
		"last name first":            {"", "", "", "Lovelace, Ada", record.Name{First: "Lovelace, Ada"}, false},
		"an email":                   {"", "", "", "ada@example.com", record.Name{}, false},
		"a phone number":             {"", "", "", "+1 (415) 555-0123", record.Name{}, false},
		"the user name":              {"", "", "", "ADA", record.Name{First: "ADA"}, false},
		"an identifier of that user": {"", "", "", "Ada7", record.Name{}, false},
	} {
		got, guessed := field.Name(tc.given, tc.middle, tc.family, tc.full, "", "ada7")
		if got != tc.want || guessed != tc.guessed {
			t.Errorf("%s: %+v, guessed %v", name, got, guessed)
		}
	}
}

func TestAbsent(t *testing.T) {
	for value, want := range map[string]bool{`null`: true, `""`: true, `{}`: true, `[]`: true, ``: true, `0`: false, `false`: false, `"x"`: false} {
		if field.Absent(jsontext.Value(value)) != want {
			t.Errorf("%s: %v", value, !want)
		}
	}
}

func TestKnownNamesAreTextToo(t *testing.T) {
	known := field.Known("auth0")
	for value, want := range map[string]string{`"auth0"`: "auth0", `"other"`: "other", `7`: "7", `null`: ""} {
		if got := known.Text(jsontext.Value(value)); got != want {
			t.Errorf("%s is %q", value, got)
		}
	}
}

func TestPhone(t *testing.T) {
	for text, want := range map[string]string{
		"+14155550123": "+14155550123", " +1 (415) 555-0123 ": "+14155550123", "+44.20.7946.0958": "+442079460958",
		"4155550123": "4155550123", "(415) 555-0123": "(415) 555-0123", "+1 415 555 0123 ext 4": "+1 415 555 0123 ext 4", "": "",
	} {
		if got := field.Phone(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// TestTimesOfUTCAreThoseOfTheStandardLibrary holds the short way of reading
// the usual form to the long one, digit by digit.
func TestTimesOfUTCAreThoseOfTheStandardLibrary(t *testing.T) {
	for _, base := range []string{
		"2024-02-29T23:59:59Z", "2023-02-28T00:00:00.5Z", "1999-12-31T12:30:45.123Z", "2000-04-30T10:00:00.00Z", "1970-01-01T00:00:00Z",
	} {
		for i := range base {
			for _, c := range []byte("0123456789.:-TZ tz+,/") {
				s := base[:i] + string(c) + base[i+1:]
				want, err := time.Parse(time.RFC3339Nano, s)
				if err != nil || want.Year() < 1970 || want.Year() > 2200 {
					continue // the other forms are tested above
				}
				if got := field.ParseTime(s); !got.Equal(want) || got.Location() != time.UTC {
					t.Errorf("%s is %v, want %v", s, got, want)
				}
			}
		}
	}
	for _, none := range []string{"2023-02-29T00:00:00Z", "2023-04-31T00:00:00Z", "2023-00-10T00:00:00Z", "2023-13-10T00:00:00Z", "2023-01-00T00:00:00Z", "2023-01-32T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01T00:00:60Z", "2023-01-01T00:00:00.Z", "20a3-01-01T00:00:00Z", "2023-01-01T00:00:00.1a3Z"} {
		if got := field.ParseTime(none); !got.IsZero() {
			t.Errorf("%s is %v", none, got)
		}
	}
}
