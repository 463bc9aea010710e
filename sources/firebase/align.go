package firebase

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/usher/sources/record"
)

// align reads a row whose cells have shifted: the left side up to the salt has
// no stray commas, the right side is found by its times, and what is between
// is divided by what its cells can hold.
func (g *generation) align(row []byte) (*account, error) {
	in := cellReader{row: row}
	left := [][]byte{in.next(), in.next(), in.next(), in.next(), in.next()}
	if in.over {
		return nil, unaligned
	}
	rights := g.rights(row)
	rights = slices.DeleteFunc(rights, func(r right) bool { return r.start <= in.at })
	var found *account
	for _, r := range rights {
		a, ok := g.between(row[in.at:r.start-1], r)
		if !ok {
			continue
		}
		if found != nil {
			return nil, twoWays
		}
		a.takeLeft(left)
		a.takeRight(r)
		found = a
	}
	if found == nil && len(rights) == 1 {
		found = g.sides(row[in.at:rights[0].start-1], left, rights[0])
	}
	if found == nil {
		return nil, unaligned
	}
	return found, nil
}

// sides reads what is certain of a row whose middle cannot be told; nil where
// cells are missing there.
func (g *generation) sides(middle []byte, left [][]byte, r right) *account {
	if cells := bytes.Count(middle, []byte(",")) + 1; cells < beforeRight-len(left) {
		return nil
	}
	a := &account{}
	if g.claims >= 0 {
		claims, _, ok := g.cutClaims(r.tail)
		if !ok {
			return nil
		}
		a.parseClaims(claims)
	}
	a.takeLeft(left)
	a.takeRight(r)
	a.notes = append(a.notes, record.Note{Code: "row_parts_lost"})
	return a
}

// between reads what is between both sides, and what follows the right one.
// ok is false where the right side cannot be one.
func (g *generation) between(middle []byte, r right) (*account, bool) {
	a := &account{}
	head, repaired, ok := divide(middle, shape{head: true, logins: len(firstProviders)})
	if !ok {
		return nil, false
	}
	a.takeHead(head[:2])
	a.takeProviders(firstProviders, head[2:])
	if g.claims >= 0 && !g.tail(a, r.tail, &repaired) {
		return nil, false
	}
	if repaired {
		a.notes = append(a.notes, record.Note{Code: "row_misaligned_repaired"})
	}
	return a, true
}

// tail reads the claims and the providers behind them.
func (g *generation) tail(a *account, tail []byte, repaired *bool) bool {
	claims, rest, ok := g.cutClaims(tail)
	if !ok {
		return false
	}
	a.parseClaims(claims)
	if len(g.more) == 0 {
		return true
	}
	cells, shifted, ok := divide(bytes.TrimSuffix(rest, []byte(",")), shape{logins: len(g.more)})
	if ok {
		a.takeProviders(g.more, cells)
		*repaired = *repaired || shifted
	}
	return ok
}

// cutClaims cuts off the custom claims: a JSON object in quotes or, before
// firebase-tools 11.25.2, in none. Quotes behind a backslash are not doubled.
// Where providers follow, the object ends where it is valid JSON.
func (g *generation) cutClaims(tail []byte) (claims, rest []byte, ok bool) {
	if bytes.HasPrefix(tail, []byte(",")) {
		return nil, tail[1:], len(g.more) > 0 || len(tail) == 1
	}
	if len(g.more) == 0 {
		claims = unquoteClaims(tail[:len(tail)-1])
		return claims, nil, looksLikeClaims(claims)
	}
	for at := 0; ; {
		n := bytes.IndexByte(tail[at:], ',')
		if n < 0 {
			return nil, nil, false
		}
		at += n + 1
		if c := unquoteClaims(tail[:at-1]); jsontext.Value(c).Kind() == '{' && jsontext.Value(c).IsValid() {
			return c, tail[at:], true
		}
	}
}

func looksLikeClaims(b []byte) bool {
	return len(b) >= 2 && b[0] == '{' && b[len(b)-1] == '}'
}

func unquoteClaims(cell []byte) []byte {
	if len(cell) >= 2 && cell[0] == '"' && cell[len(cell)-1] == '"' {
		return bytes.ReplaceAll(cell[1:len(cell)-1], []byte(`""`), []byte(`"`))
	}
	return cell
}
