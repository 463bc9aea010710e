package object

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

var strictCases = []struct {
	text string
	want bool
}{
	{`{"a":1,"b":[true,false,null,"x"],"c":{"d":-0.5e+10}}`, true},
	{" {\n\t\"a\" : [ ] ,\r\n \"b\" : { } } ", true},
	{`{"text":"a long one, longer than eight bytes: é 李 \" \\ \/ \b \f \n \r \t \u00e9"}`, true},
	{`[0,-1,10,1.5,1e5,1E-5]`, true},
	{`"x"`, true},
	{`{"a":1,"a":2}`, false},
	{`{"a":1,"\u0061":2}`, false},
	{`{"a":{"b":1,"b":2}}`, false},
	{`{"a":"\ud83d"}`, false},
	{"{\"a\":\"\xff\"}", false},
	{"{\"a\":\"long enough for a word \xc3\"}", false},
	{"{\"a\":\"\x1f\"}", false},
	{`{"a":"\x"}`, false},
	{`{"a":"\u12"}`, false},
	{`{"a":01}`, false},
	{`{"a":1.}`, false},
	{`{"a":.5}`, false},
	{`{"a":+1}`, false},
	{`{"a":1e}`, false},
	{`{"a":-}`, false},
	{`{"a":tru}`, false},
	{`{"a":1,}`, false},
	{`{"a" 1}`, false},
	{`{a:1}`, false},
	{`{"a":1`, false},
	{`{"a":"x`, false},
	{`{"a":"x\`, false},
	{`[1,]`, false},
	{`[1 2]`, false},
	{`{}{}`, false},
	{``, false},
	{`nul`, false},
}

func TestStrict(t *testing.T) {
	for _, tc := range strictCases {
		if got := strict([]byte(tc.text)); got != tc.want {
			t.Errorf("%s: %v", tc.text, got)
		}
	}
}

func TestStrictGivesUpOnWhatIsRare(t *testing.T) {
	var many strings.Builder
	for i := range 2 * strictKeys {
		fmt.Fprintf(&many, `"k%d":1,`, i)
	}
	for name, text := range map[string]string{
		"deep nesting": strings.Repeat("[", 200) + strings.Repeat("]", 200),
		"many members": "{" + strings.TrimSuffix(many.String(), ",") + "}",
		"a pair":       `{"a":"\ud83d\ude00"}`,
	} {
		if strict([]byte(text)) || !jsontext.Value(text).IsValid() {
			t.Errorf("%s", name)
		}
	}
}

// What strict accepts the decoder accepts as well.
func FuzzStrict(f *testing.F) {
	for _, tc := range strictCases {
		f.Add([]byte(tc.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		members, ok := strictMembers(nil, data)
		if !ok {
			return
		}
		if !jsontext.Value(data).IsValid() {
			t.Fatalf("%q is not valid", data)
		}
		o, ok := Nested(data)
		if !ok {
			return
		}
		i := 0
		for k, v := range o.All() {
			if string(members[i].Key) != string(k) || string(members[i].Value) != string(v) {
				t.Fatalf("member %d of %q is %q: %q", i, data, members[i].Key, members[i].Value)
			}
			i++
		}
	})
}

func TestSpecialFindsTheFirst(t *testing.T) {
	for n := range 40 {
		for _, c := range []byte("\"\\\x00\x1f\x80\xff") {
			b := []byte(strings.Repeat("!#[]~\x7f x", 6))
			b[n] = c
			if got := special(b); got != n {
				t.Fatalf("%q at %d found at %d", c, n, got)
			}
		}
	}
}
