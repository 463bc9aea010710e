package migrator

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"example.com/usher/sources"
)

// Edit is what an operator changed about one refused user. A nil field stays
// as the export has it, an empty one is left out.
type Edit struct {
	Email         *string `json:"email"`
	EmailVerified *bool   `json:"email_verified"`
	Phone         *string `json:"phone_number"`
	FirstName     *string `json:"first_name"`
	MiddleName    *string `json:"middle_name"`
	LastName      *string `json:"last_name"`
	// NoPassword leaves the password behind.
	NoPassword bool `json:"no_password"`
}

func (e Edit) apply(u *sources.User) {
	set := func(field *string, to *string) {
		if to != nil {
			*field = *to
		}
	}
	set(&u.Email, e.Email)
	set(&u.Phone, e.Phone)
	set(&u.Name.First, e.FirstName)
	set(&u.Name.Middle, e.MiddleName)
	set(&u.Name.Last, e.LastName)
	if e.EmailVerified != nil {
		u.EmailVerified = *e.EmailVerified
	}
	if e.NoPassword {
		u.Hash = nil
	}
}

// mostEditLine is the longest line of an edited file.
const mostEditLine = 1 << 20

// EditsFrom reads an edited refused.ndjson: a JSON object a line with the
// user's source_id and the fields of Edit; others, such as the reason, are
// passed over. name is the file's, for errors, which are *FatalError and say
// which line.
func EditsFrom(r io.Reader, name string) (map[string]Edit, error) {
	edits := map[string]Edit{}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 1<<16), mostEditLine)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var entry struct {
			SourceID string `json:"source_id"`
			Edit
		}
		err := json.Unmarshal(line, &entry)
		switch {
		case err != nil:
			err = errors.New("not a JSON object with fields of the right types")
		case entry.SourceID == "":
			err = errors.New("no source_id")
		default:
			if _, twice := edits[entry.SourceID]; twice {
				err = errors.New("the same source_id twice")
			}
		}
		if err != nil {
			return nil, &FatalError{Op: fmt.Sprintf("read %s: line %d", name, n), Err: err, Hint: "Correct that line; nothing was sent."}
		}
		edits[entry.SourceID] = entry.Edit
	}
	if err := lines.Err(); err != nil {
		return nil, &FatalError{Op: "read " + name, Err: err, Hint: "Give a file with a JSON object a line, as refused.ndjson is."}
	}
	return edits, nil
}
