package room_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/field"
	"example.com/usher/sources/room"
)

// TestWhatIsInARoomStays fills several pieces from a buffer that is written
// over each time.
func TestWhatIsInARoomStays(t *testing.T) {
	var texts, wantTexts []string
	var values []jsontext.Value
	var wantValues []string
	var buf []byte
	for i := range 3000 {
		r := room.Get()
		text := fmt.Sprint(i, strings.Repeat("é", i%50))
		if i%700 == 0 {
			text += strings.Repeat("long ", 2000)
		}
		buf = append(buf[:0], text...)
		texts, wantTexts = append(texts, r.String(buf)), append(wantTexts, text)
		quoted := `"` + text + `\n"`
		values, wantValues = append(values, r.Quote(text+"\n")), append(wantValues, quoted)
		buf = append(buf[:0], quoted...)
		values, wantValues = append(values, r.Value(buf)), append(wantValues, quoted)
		r.Release()
	}
	for i, text := range texts {
		if text != wantTexts[i] {
			t.Fatalf("text %d is %q, want %q", i, text, wantTexts[i])
		}
	}
	for i, v := range values {
		if string(v) != wantValues[i] || cap(v) != len(v) {
			t.Fatalf("value %d is %q, want %q", i, v, wantValues[i])
		}
	}
}

func TestTextIsThatOfField(t *testing.T) {
	var r room.Room
	var none *room.Room
	for _, v := range []string{"", "null", "12", "true", `""`, `" a b "`, `"a\nb"`, `"é"`, `" "`, "{}", "[1]"} {
		if want, got := field.Text(jsontext.Value(v)), r.Text(jsontext.Value(v)); got != want {
			t.Errorf("%s is %q, want %q", v, got, want)
		}
		if want, got := field.Text(jsontext.Value(v)), none.Text(jsontext.Value(v)); got != want {
			t.Errorf("%s is %q without a room, want %q", v, got, want)
		}
	}
}

// TestAGiantTextIsNotKeptByItsNeighbours keeps short texts and values of which
// each comes behind a giant one of another user.
func TestAGiantTextIsNotKeptByItsNeighbours(t *testing.T) {
	const giants, size = 40, 200_001
	giant, quotes := []byte(strings.Repeat("x", size)), strings.Repeat(`"`, size)
	var r room.Room
	var texts []string
	var values []jsontext.Value
	before := inUse()
	for range giants {
		r.String(giant)
		texts = append(texts, r.String([]byte("short")))
		r.Quote(quotes)
		values = append(values, r.Value(jsontext.Value("1")))
	}
	if kept := inUse() - before; kept > giants*size/8 {
		t.Errorf("%d short texts and values keep %d kB", len(texts)+len(values), kept>>10)
	}
	runtime.KeepAlive(texts)
	runtime.KeepAlive(values)
}

func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
