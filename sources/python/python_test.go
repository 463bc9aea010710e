package python_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/python"
)

func asJSON(t *testing.T, text string) string {
	t.Helper()
	got, err := io.ReadAll(python.JSON(iotest.HalfReader(strings.NewReader(text))))
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

func TestJSON(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"constants":                     {`{'a': True, 'b': False, 'c': None, 'd': -1.5e3}`, `{"a": true, "b": false, "c": null, "d": -1.5e3}`},
		"words in strings stay":         {`['True', 'None', 'datetime.datetime(1)']`, `["True", "None", "datetime.datetime(1)"]`},
		"an apostrophe in double marks": {`["O'Neil"]`, `["O'Neil"]`},
		"double marks":                  {`['say "hi"']`, `["say \"hi\""]`},
		"both":                          {`['it\'s "so"']`, `["it's \"so\""]`},
		"escapes":                       {`['a\\b\n\x07\xe9\u2028\U0001f600']`, "[\"a\\\\b\\n\\u0007\\u00e9\\u2028\U0001f600\"]"},
		"a cut escape":                  {`['\x1`, `["\x1`},
		"JSON inside of a string":       {`['{"a": [1]}']`, `["{\"a\": [1]}"]`},
		"the local zone":                {`[datetime.datetime(2024, 1, 2, 3, 4, 5, 6000, tzinfo=tzlocal())]`, `["2024-01-02T03:04:05.006Z"]`},
		"UTC of dateutil":               {`[datetime.datetime(2024, 1, 2, 3, 4, tzinfo=tzutc())]`, `["2024-01-02T03:04:00Z"]`},
		"UTC of the library":            {`[datetime.datetime(2024, 1, 2, 0, 0, tzinfo=datetime.timezone.utc)]`, `["2024-01-02T00:00:00Z"]`},
		"an offset of dateutil":         {`[datetime.datetime(2024, 1, 2, 3, 4, tzinfo=tzoffset(None, 32400))]`, `["2024-01-02T03:04:00+09:00"]`},
		"an offset of the library":      {`[datetime.datetime(2024, 1, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=68400)))]`, `["2024-01-02T03:04:00-05:00"]`},
		"a line end in between":         {"[datetime.datetime(2024, 1, 2, 3, 4, 5,\n   tzinfo=tzlocal())]", `["2024-01-02T03:04:05Z"]`},
		"a zone of another kind":        {`[datetime.datetime(2024, 1, 2, tzinfo=Zone(1))]`, `[datetime.datetime(2024, 1, 2, tzinfo=Zone(1))]`},
		"a missing mark at the end":     {`[{'a': 'b, 'c': 1}, {'d': "it's"}]`, `[{"a": "b, "c": 1}, {"d": "it's"}]`},
		"a missing mark before":         {`[{'a': b', 'c': 1}, {'d': "it's"}]`, `[{"a": b", "c": 1}, {"d": "it's"}]`},
		"an object":                     {`[Decimal('1.5')]`, `[Decimal("1.5")]`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := asJSON(t, c.text); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestPrinted(t *testing.T) {
	for text, want := range map[string]bool{
		`{'a': 1}`:         true,
		` [ {'a b': 1`:     true,
		"{'a'":             false,
		`{"a": 1}`:         false,
		`[1]`:              false,
		`{a: 'b'}`:         false,
		`'a': 1`:           false,
		"{\n  'Users': [{": true,
	} {
		if got := python.Printed([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// FuzzJSON: no text panics or never ends, what is JSON of plain strings stays
// what it is, and reading it by bytes makes no difference.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{'a': True, 'b': datetime.datetime(2024, 1, 2, tzinfo=tzutc()), 'c': "it's", 'd': 'a\'\x41\u00e9\U0001f600'}`))
	f.Add([]byte(`['\`))
	f.Add([]byte(`datetime.datetime((((`))
	f.Fuzz(func(t *testing.T, text []byte) {
		whole, err := io.ReadAll(python.JSON(bytes.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		bytewise, err := io.ReadAll(python.JSON(iotest.OneByteReader(bytes.NewReader(text))))
		if err != nil || !bytes.Equal(whole, bytewise) {
			t.Fatalf("%q by bytes, %q at once, %v", bytewise, whole, err)
		}
		if len(whole) > 8*len(text)+8 {
			t.Fatalf("%d bytes of %d", len(whole), len(text))
		}
		if jsontext.Value(text).IsValid() && !bytes.ContainsAny(text, `\`) && !bytes.Equal(whole, text) {
			t.Fatalf("JSON changed: %q to %q", text, whole)
		}
	})
}
