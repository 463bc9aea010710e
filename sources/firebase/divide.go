package firebase

import "bytes"

// shape is what the cells of a part of a row are: displayName and photoUrl
// (head), then rawId, email, displayName and photoUrl of some logins.
type shape struct {
	head   bool
	logins int
}

// kind of a cell.
type kind uint8

const (
	nameCell kind = iota
	photoCell
	idCell
	emailCell
)

func (s shape) kinds() []kind {
	var list []kind
	if s.head {
		list = append(list, nameCell, photoCell)
	}
	for range s.logins {
		list = append(list, idCell, emailCell, nameCell, photoCell)
	}
	return list
}

// maxStray bounds the commas too many in a part of a row.
const maxStray = 40

// divide cuts a part of a row into the cells of a shape, although commas stand
// in names and photos without quotes. ok is false where that goes in no way or
// in several; repaired, where a cell has such commas.
func divide(part []byte, s shape) (cells [][]byte, repaired, ok bool) {
	d := divider{part: part, kinds: s.kinds()}
	d.ends = append(d.ends, -1)
	for i, c := range part {
		if c == ',' {
			d.ends = append(d.ends, i)
		}
	}
	d.ends = append(d.ends, len(part))
	stray := len(d.ends) - 1 - len(d.kinds)
	if stray < 0 || stray > maxStray {
		return nil, false, false
	}
	for _, d.care = range []care{strict, usual, lax} {
		d.steps = 0
		if d.step(0, 0, stray); d.ways > 0 {
			break
		}
	}
	return d.solution, d.shifted, d.ways == 1
}

// care is how much is asked of cells: first what nearly all have, then less.
type care uint8

const (
	strict care = iota // photos are URLs, names and ids are none, ids are no emails
	usual
	lax // commas may stand at the ends of cells
)

// divider tries all ways.
type divider struct {
	part  []byte
	kinds []kind
	ends  []int // of the text between commas, the first being before the part

	care   care
	chosen []int // how many commas each cell so far takes beside its own
	steps  int

	ways     int
	solution [][]byte
	shifted  bool
}

// maxSteps bounds the search in rows that were made to be ambiguous.
const maxSteps = 10_000

// step chooses the cell n, which begins behind comma at, with some stray
// commas left to give away.
func (d *divider) step(n, at, stray int) {
	if d.steps++; d.steps > maxSteps {
		d.ways = 2
	}
	if d.ways > 1 {
		return
	}
	if n == len(d.kinds) {
		if stray == 0 {
			d.found()
		}
		return
	}
	for take := 0; take <= stray; take++ {
		cell := d.text(at, take)
		if d.may(n, cell, take) {
			d.chosen = append(d.chosen, take)
			d.step(n+1, at+1+take, stray-take)
			d.chosen = d.chosen[:n]
		}
		if d.kinds[n] == idCell || d.kinds[n] == emailCell {
			return // these take none
		}
	}
}

func (d *divider) text(at, take int) []byte { return d.part[d.ends[at]+1 : d.ends[at+1+take]] }

// may says whether a cell can hold a text.
func (d *divider) may(n int, cell []byte, take int) bool {
	if id := d.idOf(n); id != nil && len(id) == 0 {
		return len(cell) == 0 // there is no such login
	}
	if d.care == strict && !isTypical(d.kinds[n], cell) {
		return false
	}
	switch d.kinds[n] {
	case idCell:
		return !bytes.ContainsAny(cell, " \"\n") && !bytes.Contains(cell, []byte("://"))
	case emailCell:
		return len(cell) == 0 || bytes.IndexByte(cell, '@') > 0 && !bytes.ContainsAny(cell, " \"\n")
	}
	if d.kinds[n] == photoCell && bytes.ContainsAny(cell, " \n") {
		return false
	}
	if take == 0 {
		return len(cell) == 0 || cell[0] != '"' || isQuoted(cell)
	}
	if d.kinds[n] == photoCell {
		return isURL(cell) && d.endsWell(cell)
	}
	return isQuoted(cell) || cell[0] != '"' && d.endsWell(cell) && !holdsURL(cell)
}

// isTypical: what nearly all cells of a kind hold.
func isTypical(k kind, cell []byte) bool {
	switch k {
	case photoCell:
		return len(cell) == 0 || isURL(cell)
	case idCell:
		return bytes.IndexByte(cell, '@') < 0
	case nameCell:
		return !isURL(cell)
	}
	return true
}

// endsWell: names and photos hardly begin or end with a comma.
func (d *divider) endsWell(cell []byte) bool {
	return d.care == lax || cell[0] != ',' && cell[len(cell)-1] != ','
}

func isQuoted(cell []byte) bool {
	return len(cell) > 1 && cell[0] == '"' && cell[len(cell)-1] == '"'
}

// idOf is the rawId of the login to which cell n belongs, nil for others and
// for the id itself.
func (d *divider) idOf(n int) []byte {
	first := n
	for first >= 0 && d.kinds[first] != idCell {
		first--
	}
	if first < 0 || first == n {
		return nil
	}
	at := 0
	for i := range first {
		at += 1 + d.chosen[i]
	}
	return d.text(at, 0)
}

// holdsURL: a photo was taken for a part of a name.
func holdsURL(name []byte) bool {
	for at := 0; ; {
		n := bytes.IndexByte(name[at:], ',')
		if n < 0 {
			return false
		}
		if at += n + 1; isURL(name[at:]) {
			return true
		}
	}
}

func isURL(b []byte) bool {
	return bytes.HasPrefix(b, []byte("http://")) || bytes.HasPrefix(b, []byte("https://")) || bytes.HasPrefix(b, []byte("data:"))
}

// found keeps a way.
func (d *divider) found() {
	if d.ways++; d.ways > 1 {
		return
	}
	at := 0
	for _, take := range d.chosen {
		cell := d.text(at, take)
		at += 1 + take
		if isQuoted(cell) {
			cell = bytes.ReplaceAll(cell[1:len(cell)-1], []byte(`""`), []byte(`"`))
		} else if take > 0 {
			d.shifted = true
		}
		d.solution = append(d.solution, cell)
	}
}
