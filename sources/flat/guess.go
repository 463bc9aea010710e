package flat

import (
	"slices"
	"strings"

	"example.com/usher/sources/field"
	"example.com/usher/sources/layout"
)

// Guess is what was guessed of one column or path.
type Guess struct {
	Column string `json:"column"`
	// Field is where it goes ("email", "trusted_metadata.plan"), "" = nowhere.
	Field string `json:"field"`
	Why   string `json:"why"`
	// Samples are up to three values, made safe to show: no control
	// characters, shortened, hashes and secrets hidden.
	Samples []string `json:"-"`
}

// guesser finds out which candidate is for which field.
type guesser struct {
	list    []*candidate
	mapping *Mapping
}

// guess makes a mapping of what columns are called and what is in them.
func guess(list []*candidate, headless bool) *Mapping {
	g := guesser{list: list, mapping: &Mapping{Version: Version}}
	for _, r := range rules {
		g.apply(r)
	}
	g.byContents("email", "its values are email addresses", nearly(isEmail))
	g.byContents("phone", "its values are phone numbers", nearly(isE164))
	g.byContents("password.hash", "its values are password hashes", nearly(isHash))
	g.apply(saltRule)
	if headless && len(list) > 0 {
		g.firstAsID()
	}
	g.passwordSettings()
	for _, c := range g.list {
		g.keep(c)
	}
	for _, c := range g.list {
		if c.taken != "" || c.member == "" {
			g.mapping.About = append(g.mapping.About, Guess{c.name, c.taken, c.why, c.samples()})
		}
	}
	return g.mapping
}

func (g *guesser) field(name string) *Origins {
	for _, f := range fields {
		if f.name == name {
			return f.of(g.mapping)
		}
	}
	return nil
}

// apply takes the first column that a rule knows, of the top level before
// those further down.
func (g *guesser) apply(r rule) {
	if r.field == "password.salt" && g.mapping.Password == nil {
		return
	}
	for _, deep := range []bool{false, true} {
		for _, name := range r.names {
			if c := g.named(name, deep, r.fits); c != nil {
				g.take(c, r, "by its name")
				if !r.all {
					return
				}
			}
		}
	}
}

// named finds a free column of that name whose values fit.
func (g *guesser) named(name string, deep bool, fits func([]string) bool) *candidate {
	for _, c := range g.list {
		if c.key == name && (c.member != "") == deep && c.taken == "" && !c.object && fits(c.texts()) {
			return c
		}
	}
	return nil
}

func (g *guesser) take(c *candidate, r rule, why string) {
	origin := r.origin
	origin.Column = c.name
	to := g.field(r.field)
	*to = append(*to, origin)
	c.taken, c.why = r.field, why
	if origin.Not {
		c.why += ", yes and no exchanged"
	}
	c.secret = strings.HasPrefix(r.field, "password.")
}

// byContents takes the first column in which nearly all values are of a kind,
// where no name has told.
func (g *guesser) byContents(field, why string, fits func([]string) bool) {
	if field == "password.hash" && g.mapping.Password != nil || field != "password.hash" && len(*g.field(field)) > 0 {
		return
	}
	for _, c := range g.list {
		if c.taken == "" && !c.object && fits(c.texts()) {
			g.take(c, rule{field: field}, why)
			return
		}
	}
}

// firstAsID takes the first column of a table without a header, if no two
// values in it are alike.
func (g *guesser) firstAsID() {
	first := g.list[0]
	texts := first.texts()
	distinct := slices.Compact(slices.Sorted(slices.Values(texts)))
	if first.taken == "" && len(texts) > 1 && len(distinct) == len(texts) && len(texts) == len(first.values) && !strings.Contains(strings.Join(texts, ""), " ") {
		g.take(first, rule{field: "id"}, "first column, and no two values are alike")
	}
}

// passwordSettings looks for what stands beside the hashes.
func (g *guesser) passwordSettings() {
	p := g.mapping.Password
	if p == nil {
		return
	}
	for _, r := range settingRules {
		for _, name := range r.names {
			c := g.named(name, false, r.fits)
			if c == nil || len(c.texts()) == 0 {
				continue
			}
			for _, s := range settings {
				if s.name == r.field && *s.of(p) == nil {
					*s.of(p) = &Setting{Origin{Column: c.name}}
					c.taken, c.why = "password."+r.field, "by its name"
				}
			}
			break
		}
	}
	for _, c := range g.list {
		if c.taken == "password.hash" && p.Type == nil && len(p.Salt) > 0 && len(c.texts()) > 0 && all(isMongoose)(c.texts()) {
			p.Type = &Setting{Origin{Value: "passport-local-mongoose"}}
		}
	}
}

// keep finds a place for a column that is for no field.
func (g *guesser) keep(c *candidate) {
	m := g.mapping
	switch {
	case c.taken == "username":
		g.metadata(&m.Trusted, "trusted_metadata", "username", c)
		c.taken = "username"
	case c.taken == "id" && len(m.ExternalID) > 0:
		g.metadata(&m.Trusted, "trusted_metadata", "id", c)
		c.taken = "id"
	case c.taken != "" || g.partly(c):
	case field.Secret(c.name):
		c.why, c.secret = "left out: it may be a secret", true
		m.Ignored = append(m.Ignored, c.name)
	case c.hides():
		c.why, c.secret = "left out: there may be a secret in it", true
		m.Ignored = append(m.Ignored, c.name)
	case strings.HasPrefix(c.name, "#"):
		if c.why = "left out: it has no name"; c.key != "" && c.key != c.name {
			c.why = "left out: another column has its name"
		}
		m.Ignored = append(m.Ignored, c.name)
	case oneOf(c.key, untrustedObjects...):
		g.metadata(&m.Untrusted, "untrusted_metadata", spread, c)
	case oneOf(c.key, trustedObjects...):
		g.metadata(&m.Trusted, "trusted_metadata", spread, c)
	case oneOf(c.key, shown...):
		g.metadata(&m.Untrusted, "untrusted_metadata", c.metadataKey(), c)
	default:
		g.metadata(&m.Trusted, "trusted_metadata", c.metadataKey(), c)
	}
}

// partly: parts of an object are for fields, and its other parts are kept one
// by one; parts of one that is kept whole are not.
func (g *guesser) partly(c *candidate) bool {
	member := c.member
	if member == "" {
		member = memberOf(c.name)
	}
	used := slices.ContainsFunc(g.list, func(o *candidate) bool {
		return o.member == member && o.taken != "" && !strings.HasPrefix(o.taken, "trusted_") && !strings.HasPrefix(o.taken, "untrusted_")
	})
	if c.member == "" {
		return used && c.object
	}
	return !used || c.object
}

// memberOf is the key of a path of one step.
func memberOf(name string) string {
	if path, err := parsePath(name); err == nil && len(path) == 1 {
		return path[0].key
	}
	return name
}

func (g *guesser) metadata(m *map[string]Origins, field, key string, c *candidate) {
	if *m == nil {
		*m = map[string]Origins{}
	}
	(*m)[key] = append((*m)[key], Origin{Column: c.name})
	c.taken = field + "." + key
	if c.why == "" {
		c.why = "kept as metadata"
	}
}

// metadataKey is the last key of a path, or the column's name.
func (c *candidate) metadataKey() string {
	if c.member == "" {
		return memberOf(c.name)
	}
	path, err := parsePath(c.name)
	if err != nil {
		return c.name
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i].index < 0 {
			return path[0].key + "_" + path[i].key
		}
	}
	return path[0].key
}

// GuessOf guesses a mapping from the beginning of a file, and says how the
// file is written.
func GuessOf(s *layout.Sample) *Mapping {
	if s.JSON() {
		around := containersOf(s, nil)
		m := guessObjects(s.Objects(around))
		if len(around.Arrays) > 0 {
			m.Records = around.Arrays[0]
		}
		return m
	}
	t := newSheet(s, nil)
	m := t.guess()
	header := t.dialect.Header != nil
	m.Table = &Form{Delimiter: string(rune(t.dialect.Separator())), Header: &header}
	return m
}
