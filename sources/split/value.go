package split

// maxDepth is where a value is given up: what is nested deeper cannot be told
// from brackets that were never closed.
const maxDepth = 512

// class of a byte outside of strings.
type class uint8

const (
	literal class = iota // digits, letters, signs
	space
	quote
	opener
	closer
	comma
	colon
	control
)

var classes = func() (t [256]class) {
	for c := range 0x20 {
		t[c] = control
	}
	t[0x7f] = control
	for _, c := range " \t\r\n" {
		t[c] = space
	}
	t['"'], t['{'], t['['], t['}'], t[']'], t[','], t[':'] = quote, opener, opener, closer, closer, comma, colon
	return t
}()

// token is what came last in a value.
type token uint8

const (
	afterOpen token = iota
	afterComma
	afterKey
	afterColon
	afterValue
)

// nesting is the grammar of one JSON value as far as brackets, commas and
// colons go. That is enough to notice at once where a quote or a bracket is
// missing; what is inside of strings and literals is the decoder's business.
type nesting struct {
	depth   int
	deepest int
	objects [maxDepth / 64]uint64 // bit set: this level is an object
	last    token
}

func (n *nesting) inObject() bool {
	d := n.depth - 1
	return d >= 0 && n.objects[d/64]>>(d%64)&1 == 1
}

// atKey: a string that comes now is a key.
func (n *nesting) atKey() bool {
	return (n.last == afterOpen || n.last == afterComma) && n.inObject()
}

// value takes the beginning of a string (not a key), literal or container.
func (n *nesting) value() bool {
	ok := n.last == afterColon
	if !n.inObject() {
		ok = n.last == afterOpen || n.last == afterComma
	}
	n.last = afterValue
	return ok
}

func (n *nesting) open(c byte) bool {
	ok := n.value()
	d := n.depth
	if d == maxDepth {
		return false
	}
	n.objects[d/64] &^= 1 << (d % 64)
	if c == '{' {
		n.objects[d/64] |= 1 << (d % 64)
	}
	n.depth++
	n.deepest = max(n.deepest, n.depth)
	n.last = afterOpen
	return ok
}

func (n *nesting) close(c byte) bool {
	ok := n.inObject() == (c == '}') && n.last != afterKey && n.last != afterColon
	n.depth--
	n.last = afterValue
	return ok
}

func (n *nesting) comma() bool {
	ok := n.last == afterValue
	n.last = afterComma
	return ok
}

func (n *nesting) colon() bool {
	ok := n.last == afterKey
	n.last = afterColon
	return ok
}
