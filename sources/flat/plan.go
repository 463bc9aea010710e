package flat

import (
	"fmt"
	"slices"
	"strings"

	"example.com/usher/sources/table"
)

// plan is a mapping fitted to one file: every origin knows its slot, which is
// the number of a column or of a member. It does not change while records are
// decoded.
type plan struct {
	mapping *Mapping
	columns []string       // of a table; nil for JSON
	misread []string       // their names by mappings that were guessed before they could be read
	slots   map[string]int // of JSON members
	width   int            // number of slots

	fields   [numberOfFields][]source
	direct   [numberOfFields]int        // where a field is nothing but a cell, its slot; else absent or composed
	settings [numberOfSettings][]source // one origin, or none
	bare     bool                       // nothing stands beside the hashes
	plainish bool                       // the column of the hashes may well hold passwords

	trusted, untrusted entries
	ignored            map[string]bool
	dates              order
	latin1             bool
}

// source is an origin in one file.
type source struct {
	*Origin
	slot int    // -1 for a constant
	path []step // into the JSON in the slot
}

// entry is one key of the metadata.
type entry struct {
	key     string // "*": all members of an object
	sources []source
	// name is the key, also of what should have been an object and is none.
	name sizedKey
}

func newEntry(key string, sources []source) entry {
	e := entry{key: key, sources: sources, name: measuredKey(key)}
	if key == spread && len(sources) > 0 {
		e.name = measuredKey(sources[0].Column)
	}
	return e
}

type entries []entry

// forTable fits a mapping to the columns of a table. misread are other names of
// the same columns, or none.
func forTable(m *Mapping, columns, misread []string) (*plan, error) {
	p := &plan{mapping: m, columns: columns, misread: misread, width: len(columns)}
	return p, p.compile(p.column)
}

// forObjects fits a mapping to JSON objects. Any member may be missing, so
// nothing can be wrong with its name.
func forObjects(m *Mapping) (*plan, error) {
	p := &plan{mapping: m, slots: map[string]int{}}
	return p, p.compile(p.member)
}

// finder gives the slot of a column and the path from there.
type finder func(name string) (slot int, path []step, err error)

// column finds a column by its name as it stands, then by its name without
// regard to case and spaces, then by number, then as a path into its JSON.
func (p *plan) column(name string) (int, []step, error) {
	if i := findColumn(p.columns, name); i >= 0 {
		return i, nil, nil
	}
	if path, err := parsePath(name); err == nil && len(path) > 1 {
		if i := findColumn(p.columns, path[0].key); i >= 0 {
			return i, path[1:], nil
		}
	}
	if i := slices.Index(p.misread, name); i >= 0 {
		return i, nil, nil
	}
	return 0, nil, fmt.Errorf("this table has no column %q; its columns are %s", name, nameList(p.columns))
}

func findColumn(columns []string, name string) int {
	if i := slices.Index(columns, name); i >= 0 {
		return i
	}
	key := table.Key(name)
	if i := slices.IndexFunc(columns, func(c string) bool { return key != "" && table.Key(c) == key }); i >= 0 {
		return i
	}
	for i := range columns {
		if name == numbered(i) {
			return i
		}
	}
	return -1
}

// numbered is how a column without a name of its own is called.
func numbered(i int) string { return fmt.Sprintf("#%d", i+1) }

// nameList names a few columns; they are short, and of the app's own making.
func nameList(columns []string) string {
	const most = 12
	var list []string
	for i, c := range columns {
		if i == most {
			return strings.Join(list, ", ") + ", ..."
		}
		list = append(list, fmt.Sprintf("%q", shorten(c, 40)))
	}
	return strings.Join(list, ", ")
}

func (p *plan) member(name string) (int, []step, error) {
	path, err := parsePath(name)
	if err != nil {
		return 0, nil, fmt.Errorf("%q: %w", name, err)
	}
	key := path[0].key
	slot, ok := p.slots[key]
	if !ok {
		slot = p.width
		p.slots[key] = slot
		p.width++
	}
	return slot, path[1:], nil
}

// compile resolves all origins of the mapping.
func (p *plan) compile(find finder) error {
	for i, f := range fields {
		p.direct[i] = absent
		if strings.HasPrefix(f.name, "password.") && p.mapping.Password == nil {
			continue
		}
		list, err := resolve(*f.of(p.mapping), find)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		p.fields[i] = list
		p.direct[i] = p.directly(list)
	}
	if err := p.compileSettings(find); err != nil {
		return err
	}
	var err error
	if p.trusted, err = compileEntries(p.mapping.Trusted, find); err != nil {
		return fmt.Errorf("trusted_metadata.%w", err)
	}
	if p.untrusted, err = compileEntries(p.mapping.Untrusted, find); err != nil {
		return fmt.Errorf("untrusted_metadata.%w", err)
	}
	p.latin1 = isLatin1(p.mapping.Encoding)
	return p.compileRest()
}

// Where a field is not just a cell: nowhere, or to be put together.
const (
	absent   = -1
	composed = -2
)

// directly gives the slot of the only cell that a field comes from as it is.
func (p *plan) directly(list []source) int {
	switch {
	case len(list) == 0:
		return absent
	case len(list) > 1 || p.columns == nil || list[0].slot < 0 || len(list[0].path) > 0 || list[0].Values != nil || list[0].Prefix != "":
		return composed
	}
	return list[0].slot
}

func (p *plan) compileSettings(find finder) error {
	if p.mapping.Password == nil {
		return nil
	}
	p.bare = len(p.fields[passwordSalt]) == 0
	for i, s := range settings {
		set := *s.of(p.mapping.Password)
		if set == nil {
			continue
		}
		list, err := resolve(Origins{set.Origin}, find)
		if err != nil {
			return fmt.Errorf("password.%s: %w", s.name, err)
		}
		p.settings[i], p.bare = list, false
	}
	for _, o := range p.mapping.Password.Hash {
		p.plainish = p.plainish || !saysHashed(o.Column)
	}
	return nil
}

// compileEntries keeps "*" last, so that a key of its own counts more than a
// member of an object.
func compileEntries(m map[string]Origins, find finder) (entries, error) {
	var list entries
	for key, origins := range m {
		sources, err := resolve(origins, find)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		list = append(list, newEntry(key, sources))
	}
	slices.SortFunc(list, func(a, b entry) int {
		if (a.key == spread) != (b.key == spread) {
			if a.key == spread {
				return 1
			}
			return -1
		}
		return strings.Compare(a.key, b.key)
	})
	return list, nil
}

// spread is the key that stands for all members of an object.
const spread = "*"

func resolve(origins Origins, find finder) ([]source, error) {
	list := make([]source, len(origins))
	for i := range origins {
		list[i] = source{Origin: &origins[i], slot: -1}
		if origins[i].Column == "" {
			continue
		}
		var err error
		if list[i].slot, list[i].path, err = find(origins[i].Column); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// compileRest sees to the columns that are named nowhere. Those of a table
// are known; members of objects are looked at as they come.
func (p *plan) compileRest() error {
	p.ignored = map[string]bool{}
	for _, name := range p.mapping.Ignored {
		p.ignored[name] = true
	}
	if p.columns == nil || p.mapping.Rest != restTrusted && p.mapping.Rest != restUntrusted {
		return nil
	}
	used := p.used()
	for i, name := range p.columns {
		if used[i] || p.ignored[name] || p.ignored[numbered(i)] || i < len(p.misread) && p.ignored[p.misread[i]] || table.Key(name) == "" {
			continue
		}
		e := newEntry(name, []source{{Origin: &Origin{Column: name}, slot: i}})
		if p.mapping.Rest == restTrusted {
			p.trusted = append(entries{e}, p.trusted...)
		} else {
			p.untrusted = append(entries{e}, p.untrusted...)
		}
	}
	return nil
}

// used are the slots that some field takes.
func (p *plan) used() map[int]bool {
	used := map[int]bool{}
	mark := func(list []source) {
		for _, s := range list {
			used[s.slot] = true
		}
	}
	for _, list := range p.fields {
		mark(list)
	}
	for _, list := range p.settings {
		mark(list)
	}
	for _, e := range slices.Concat(p.trusted, p.untrusted) {
		mark(e.sources)
	}
	return used
}
