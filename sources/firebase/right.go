package firebase

import "bytes"

// right is the right side of a row, which stands where the times do, whatever
// stray commas came before.
type right struct {
	start                           int // of its first cell
	created, login, phone, disabled []byte
	tail                            []byte // the claims and what comes after
}

// rights finds all places of a row at which its right side may begin. A flag
// before it is that of a generation with the flag in front, and this row is
// not for a generation without.
func (g *generation) rights(row []byte) []right {
	var found []right
	for i := 0; i < len(row); {
		if r, ok := g.rightAt(row, i); ok && (g.flagInFront() || !endsInFlag(row[:i])) {
			found = append(found, r)
		}
		n := bytes.IndexByte(row[i:], ',')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return found
}

func (g *generation) flagInFront() bool { return g.disabled >= 0 && g.disabled < g.created }

// endsInFlag reports whether the last cell of the left part of a row is a flag.
// The photos that stand there otherwise are no "true".
func endsInFlag(left []byte) bool {
	return bytes.HasSuffix(left, []byte(",true,")) || bytes.HasSuffix(left, []byte(",false,"))
}

// endsHere reports whether a line holds a right side: the row is complete.
func (g *generation) endsHere(line []byte) bool {
	return bytes.HasSuffix(line, []byte(",")) && len(g.rights(line)) > 0
}

// rightAt reads a right side whose first cell begins at i.
func (g *generation) rightAt(row []byte, i int) (r right, ok bool) {
	r.start = i
	in := cellReader{row: row, at: i}
	if g.flagInFront() {
		if r.disabled = in.next(); !isFlag(r.disabled) {
			return r, false
		}
	}
	if r.created = in.next(); !isMillis(r.created) {
		return r, false
	}
	if r.login = in.next(); !isMillis(r.login) && !isNone(r.login) {
		return r, false
	}
	if g.phone >= 0 {
		if r.phone = in.next(); !isPhone(r.phone) {
			return r, false
		}
	}
	if g.disabled > g.created {
		if r.disabled = in.next(); !isFlag(r.disabled) {
			return r, false
		}
	}
	r.tail = row[in.at:]
	if in.over || g.claims < 0 && len(r.tail) > 0 || g.claims >= 0 && !bytes.HasSuffix(r.tail, []byte(",")) {
		return r, false
	}
	return r, true
}

// cellReader reads cells that no quotes surround, each up to its comma.
type cellReader struct {
	row  []byte
	at   int
	over bool // the row ended before a comma
}

func (c *cellReader) next() []byte {
	n := bytes.IndexByte(c.row[c.at:], ',')
	if n < 0 {
		c.over = true
		c.at = len(c.row)
		return nil
	}
	cell := c.row[c.at : c.at+n]
	c.at += n + 1
	return cell
}

func isFlag(b []byte) bool {
	s := string(b)
	return s == "" || s == "true" || s == "false"
}

// isMillis: milliseconds since 1970 have 12 to 14 digits since 1973.
func isMillis(b []byte) bool { return len(b) >= 12 && len(b) <= 14 && b[0] != '0' && isDigits(b) }

func isNone(b []byte) bool { return len(b) == 0 || string(b) == "0" }

func isPhone(b []byte) bool {
	return len(b) == 0 || len(b) <= 20 && b[0] == '+' && len(b) > 1 && isDigits(b[1:])
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
