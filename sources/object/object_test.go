package object_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources/object"
)

func TestRead(t *testing.T) {
	for name, tc := range map[string]struct {
		text    string
		want    []string // "key=value"
		note    string
		problem string
	}{
		"members in their order":    {text: ` { "b" : 1 , "a":"x, y" ,"c":{"d":[1,{"e":"}"}]}, "f":[ ] } `, want: []string{"b=1", `a="x, y"`, `c={"d":[1,{"e":"}"}]}`, "f=[ ]"}},
		"no members":                {text: `{}`},
		"escapes in keys":           {text: `{"a\u0062\"":"\\\""}`, want: []string{`ab"="\\\""`}},
		"long numbers":              {text: `{"n":12345678901234567890123.5}`, want: []string{"n=12345678901234567890123.5"}},
		"the last of equal keys":    {text: `{"a":1,"b":2,"a":3}`, want: []string{"a=3", "b=2"}, note: "duplicate_keys"},
		"equal keys further inside": {text: `{"a":[{"b":1,"b":2}]}`, want: []string{`a=[{"b":2}]`}, note: "duplicate_keys"},
		"text that is not UTF-8":    {text: "{\"a\":\"Jos\xe9\"}", want: []string{"a=\"Jos\uFFFD\""}, note: "invalid_text"},
		"half of a pair":            {text: `{"a":"x\ud83dy","b":"\n"}`, want: []string{"a=\"x\uFFFDy\"", `b="\n"`}, note: "invalid_text"},
		"an array":                  {text: `[1]`, problem: "not a JSON object"},
		"text":                      {text: `"x"`, problem: "not a JSON object"},
		"nonsense":                  {text: `nonsense`, problem: "not valid JSON"},
		"nothing":                   {text: ``, problem: "not valid JSON"},
		"two objects":               {text: `{}{}`, problem: "not valid JSON"},
		"a zero byte in a string":   {text: "{\"a\":\"\x00\"}", problem: "not valid JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			o, notes, err := object.Read([]byte(tc.text))
			if err != nil || tc.problem != "" {
				if err == nil || err.Error() != tc.problem {
					t.Errorf("said %v", err)
				}
				return
			}
			var got []string
			for k, v := range o.All() {
				got = append(got, string(k)+"="+string(v))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
			members, _, err := object.Members(nil, []byte(tc.text))
			if err != nil {
				t.Fatal(err)
			}
			got = nil
			for _, m := range members {
				got = append(got, string(m.Key)+"="+string(m.Value))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("members: %s", diff)
			}
			if (tc.note == "") != (len(notes) == 0) || len(notes) > 0 && notes[0].Code != tc.note {
				t.Errorf("notes %v", notes)
			}
		})
	}
}

func TestElements(t *testing.T) {
	for text, want := range map[string][]string{
		` [ 1 , "a,]" , [2,3] , {"b":[4]} , null ] `: {"1", `"a,]"`, "[2,3]", `{"b":[4]}`, "null"},
		`[]`:      nil,
		`{"a":1}`: nil,
		`"x"`:     nil,
		``:        nil,
	} {
		var got []string
		for v := range object.Elements(jsontext.Value(text)) {
			got = append(got, string(v))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestMetadataIsACompactCopy(t *testing.T) {
	text := []byte("{\"a\": {\n \"b\" : 1 },\"c\":\" x \"}")
	m := object.Metadata(text)
	for i := range text {
		text[i] = '!'
	}
	want := map[string]any{"a": jsontext.Value(`{"b":1}`), "c": jsontext.Value(`" x "`)}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	for _, none := range []string{`{}`, `null`, `"x"`, `[1]`, ``} {
		if m := object.Metadata(jsontext.Value(none)); m != nil {
			t.Errorf("%s gives %v", none, m)
		}
	}
}

func TestGet(t *testing.T) {
	o := object.Object(`{"a":1,"b":{"a":2}}`)
	if string(o.Get("b")) != `{"a":2}` || o.Get("c") != nil {
		t.Errorf("%s, %s", o.Get("b"), o.Get("c"))
	}
	if diff := cmp.Diff(map[string]bool{"a": true, "b": true}, o.Keys()); diff != "" {
		t.Error(diff)
	}
}

// What Read accepts can be walked, and what was repaired is strict JSON.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{`{"a":1,"a":{"b":[1,2,{"c":"\ud83d"}]}}`, "{\"\xff\":1}", `{"\u0000":"\\\"","":[]}`, `[{}]`, ` {} `} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, _, err := object.Read(data)
		if err != nil {
			return
		}
		if !jsontext.Value(o).IsValid() {
			t.Fatalf("%q is not strict JSON", o)
		}
		var walk func(jsontext.Value)
		walk = func(v jsontext.Value) {
			if !v.IsValid() {
				t.Fatalf("%q is no value", v)
			}
			for el := range object.Elements(v) {
				walk(el)
			}
			if n, ok := object.Nested(v); ok {
				for _, m := range n.All() {
					walk(m)
				}
			}
		}
		walk(jsontext.Value(o))
	})
}
