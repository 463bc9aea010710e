package firebase

import "bytes"

// generation is how the CSV of some versions of firebase-tools ends. All begin
// alike: localId, email, emailVerified, passwordHash, salt, displayName,
// photoUrl, and rawId, email, displayName, photoUrl of google.com,
// facebook.com, twitter.com and github.com; then come the columns here, and a
// comma (src/accountExporter.ts through its history).
type generation struct {
	versions string // of firebase-tools
	cells    int    // the empty one after the last comma not counted
	// Columns, -1 where the generation has none.
	created, phone, disabled, claims int
	// more are the providers after the claims.
	more []string
}

// firstProviders have their cells right after photoUrl.
var firstProviders = []string{"google.com", "facebook.com", "twitter.com", "github.com"}

const (
	loginCells  = 4 // rawId, email, displayName, photoUrl
	firstLogin  = 7 // column
	beforeRight = firstLogin + 4*loginCells
)

// generations are told apart by their number of cells and by where the two
// times stand.
var generations = [6]*generation{
	{versions: "3.0 to 3.11", cells: 26, disabled: 23, created: 24, phone: -1, claims: -1},
	{versions: "3.12 to 4.1.1", cells: 27, disabled: 23, created: 24, phone: 26, claims: -1},
	{versions: "4.1.2 to 7.11", cells: 26, created: 23, phone: 25, disabled: -1, claims: -1},
	{versions: "7.12 to 8.12", cells: 27, created: 23, phone: 25, disabled: 26, claims: -1},
	{versions: "8.13 to 15.18", cells: 28, created: 23, phone: 25, disabled: 26, claims: 27},
	{versions: "15.19 and later", cells: 52, created: 23, phone: 25, disabled: 26, claims: 27, more: []string{
		"apple.com", "microsoft.com", "gc.apple.com", "playgames.google.com", "linkedin.com", "yahoo.com"}},
}

// enough is how many rows tell a generation.
const enough = 200

// generationOf finds the generation to which most rows of a text belong; nil
// where the text is no such CSV.
func generationOf(text []byte) *generation {
	var v votes
	row := -1 // where the row at hand begins; names may hold newlines
	for at := 0; at < len(text) && v.rows < enough; {
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if line := trimLine(text[at:end]); isAnchor(line) {
			if row >= 0 {
				v.take(trimLine(text[row:at]))
			}
			row = at
		} else if row < 0 && len(line) > 0 {
			return nil // the first line is no user
		}
		at = end
	}
	if row >= 0 && v.rows < enough {
		v.take(trimLine(text[row:]))
	}
	return v.winner()
}

// votes are how many rows fit each generation.
type votes struct {
	rows  int
	exact [6]int // with all their commas where they should be
	flags [6]int // of those, with a flag that is not empty
	loose [6]int // with stray commas perhaps
}

func (v *votes) take(line []byte) {
	v.rows++
	commas := bytes.Count(line, []byte(","))
	for i, g := range generations {
		if commas < g.cells || !g.endsHere(line) {
			continue
		}
		v.loose[i]++
		if commas == g.cells {
			v.exact[i]++
			if bytes.Contains(line, []byte(",true,1")) || bytes.Contains(line, []byte(",false,1")) {
				v.flags[i]++
			}
		}
	}
}

// winner has the most exact rows, or the first such of equals: stray commas
// only add to a row. A row of 4.1.2 with one of them looks like one of 3.12
// whose flag is empty, therefore the generations with the flag in front have
// to show a flag, unless there is no other choice.
func (v *votes) winner() *generation {
	may := func(i int) bool { return v.loose[i] > 0 && v.loose[i]*2 >= v.rows }
	best := -1
	for i, g := range generations {
		shown := g.disabled < 0 || g.disabled > g.created || v.flags[i] > 0
		if may(i) && shown && v.exact[i] > 0 && (best < 0 || v.exact[i] > v.exact[best]) {
			best = i
		}
	}
	for i := len(generations) - 1; i >= 0 && best < 0; i-- {
		if may(i) {
			best = i // the one with the most cells has the fewest stray commas
		}
	}
	if best < 0 {
		return nil
	}
	return generations[best]
}

// isAnchor reports whether a line begins like a user: an id without commas
// and quotes, something up to a comma, and true or false.
func isAnchor(line []byte) bool {
	id := bytes.IndexByte(line[:min(len(line), maxID+1)], ',')
	if id < 1 || bytes.IndexByte(line[:id], '"') >= 0 || len(bytes.TrimSpace(line[:id])) == 0 {
		return false
	}
	rest := line[id+1:]
	email := bytes.IndexByte(rest[:min(len(rest), maxEmail+1)], ',')
	if email < 0 {
		return false
	}
	rest = rest[email+1:]
	return bytes.HasPrefix(rest, []byte("true,")) || bytes.HasPrefix(rest, []byte("false,"))
}

const (
	maxID    = 512  // bytes; ids have 128 characters at most
	maxEmail = 1024 // bytes
	maxHead  = maxID + maxEmail + len(",,false,")
)

func trimLine(line []byte) []byte { return bytes.TrimRight(line, "\r\n") }
