package stytch

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"

	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/table"
)

// parameters are those of Stytch's scrypt, which the hash file says once, in
// the lines before its header.
type parameters struct{ n, r, p int }

// defaults are what those lines said in 2024.
var defaults = parameters{n: 1 << 15, r: 8, p: 1}

func (p parameters) orDefaults() parameters {
	if p.n == 0 {
		p.n = defaults.n
	}
	if p.r == 0 {
		p.r = defaults.r
	}
	if p.p == 0 {
		p.p = defaults.p
	}
	return p
}

// preamble is what stands before the rows of a hash file.
type preamble struct {
	found  bool // it is a hash file
	length int  // bytes before the header or, without one, the first row
	header bool
	scrypt parameters
}

// maxLines is how many lines may come before the header.
const maxLines = 40

// columns of the file, also where people have cut the header off.
var columns = []string{"id", "hash", "salt", "hash_method", "project_id"}

func readPreamble(text []byte) (p preamble) {
	n := 0
	for line := range bytes.Lines(text) {
		cells := cellsOf(line)
		switch {
		case isHeader(cells):
			p.found, p.header = true, true
			return p
		case isRow(cells):
			p.found = true
			return p
		}
		if n++; n > maxLines {
			break
		}
		p.scrypt.read(string(line))
		p.length += len(line)
	}
	return p
}

func cellsOf(line []byte) (cells []string) {
	row, err := (&table.Dialect{}).Cells(bytes.TrimRight(line, "\r\n"))
	if err != nil {
		return nil
	}
	for i := range row.Len() {
		cells = append(cells, strings.ToLower(row.Text(i)))
	}
	return cells
}

// isRow knows a row where the header is gone.
func isRow(cells []string) bool {
	return (len(cells) == len(columns) || len(cells) == len(columns)-1) && isUserID(cells[0]) && !strings.Contains(cells[1], "@") && len(cells[3]) < len("pbkdf_2")+4
}

func isHeader(cells []string) bool {
	has := map[string]bool{}
	for _, c := range cells {
		has[c] = true
	}
	return has["id"] && has["hash"] && has["salt"] && has["hash_method"]
}

// parameter finds "scryptCostParameter: 32768", "N = 1 << 15" and the like.
var parameter = regexp.MustCompile(`(?i)\b(?:scrypt[ _]*)?(cost|n|r|p)[ _]*(?:param[a-z]*)?"?[ \t]*[:=,][ \t"]*([0-9]{1,9})(?:[ \t]*<<[ \t]*([0-9]{1,2}))?`)

func (p *parameters) read(line string) {
	for _, m := range parameter.FindAllStringSubmatch(line, -1) {
		value, _ := strconv.Atoi(m[2]) // nine digits
		if shift, err := strconv.Atoi(m[3]); err == nil && shift < 30 && value < 1<<20 {
			value <<= shift
		}
		switch strings.ToLower(m[1]) {
		case "cost", "n":
			if value > 0 && value < 32 { // its logarithm
				value = 1 << value
			}
			p.n = value
		case "r":
			p.r = value
		case "p":
			p.p = value
		}
	}
}

// rewriteHashes makes objects of the rows and puts the parameters into each.
func rewriteHashes(r io.Reader) io.Reader {
	text := bufio.NewReaderSize(r, layout.SampleSize)
	head, _ := text.Peek(layout.SampleSize) // its error comes again with the first Read
	p := readPreamble(head)
	body := head[p.length:]
	d := table.Sniff(body)
	if !p.header {
		d = d.WithoutHeader()
		d.Header = columns[:min(len(columns), bytes.Count(bytes.SplitN(body, []byte("\n"), 2)[0], []byte{','})+1)]
	}
	rest := io.MultiReader(bytes.NewReader(bytes.Clone(body)), skipping(text, len(head)))
	s := p.scrypt.orDefaults()
	more := `,"n":` + strconv.Itoa(s.n) + `,"r":` + strconv.Itoa(s.r) + `,"p":` + strconv.Itoa(s.p) + `}`
	return table.Lines(rest, d, func(o object.Object) object.Object {
		if len(o) <= len("{}") {
			return o
		}
		return append(o[:len(o)-1], more...)
	})
}

// skipping is r without its first n bytes, which have been peeked at.
func skipping(r *bufio.Reader, n int) io.Reader {
	_, _ = r.Discard(n) // they are in the buffer
	return r
}
