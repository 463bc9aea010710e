package sandbox

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
)

// The bounds of a search's limit (docs: API reference, search users).
const (
	defaultSearchLimit = 100
	maxSearchLimit     = 1000
)

type searchRequest struct {
	Cursor string `json:"cursor"`
	Limit  *int64 `json:"limit"`
	Query  *struct {
		Operator string            `json:"operator"`
		Operands []json.RawMessage `json:"operands"`
	} `json:"query"`
}

type searchAnswer struct {
	head
	Results []shownUser `json:"results"`
	Meta    searchMeta  `json:"results_metadata"`
}

type searchMeta struct {
	Total int             `json:"total"`
	Next  json.RawMessage `json:"next_cursor,omitempty"`
}

var (
	invalidCursor   = refuse("user_search_invalid_cursor", "The cursor is invalid.")
	invalidLimit    = refuse("user_search_invalid_limit", "The limit is not within 0 and 1000.")
	invalidOperator = refuse("user_search_invalid_operator", "The operator is neither AND nor OR.")
)

// query is a search that was read and understood.
type query struct {
	filters []filter
	any     bool // one filter is enough: the deprecated OR
	from    int  // place in the order of creation
	limit   int
}

// search lists users in the order of their creation. A body is not needed.
func (s *Sandbox) search(r *request) (reply, *refusal) {
	var in searchRequest
	if len(r.body) > 0 {
		if no := r.decode(&in); no != nil {
			return nil, no
		}
	}
	q, no := s.readQuery(&in, r.toggles)
	if no != nil {
		return nil, no
	}
	s.state.Lock()
	page, next, total := s.state.page(q, s.state.past.ago(r.toggles.SearchLag))
	s.state.Unlock()
	answer := searchAnswer{head: r.head(), Results: make([]shownUser, 0, len(page)), Meta: searchMeta{Total: total}}
	if r.toggles.TotalUnknown {
		answer.Meta.Total = -1
	}
	for _, u := range page {
		answer.Results = append(answer.Results, s.show(u, r.toggles))
	}
	answer.Meta.Next = s.cursor(next, r.toggles)
	return answer, nil
}

func (s *Sandbox) readQuery(in *searchRequest, t Toggles) (query, *refusal) {
	q := query{limit: defaultSearchLimit}
	if in.Limit != nil {
		if *in.Limit < 0 || *in.Limit > maxSearchLimit {
			return q, invalidLimit
		}
		if *in.Limit > 0 {
			q.limit = int(*in.Limit)
		}
	}
	var no *refusal
	if q.from, no = s.readCursor(in.Cursor); no != nil || in.Query == nil {
		return q, no
	}
	switch in.Query.Operator {
	case "AND":
	case "OR":
		q.any = true
	default:
		return q, invalidOperator
	}
	for _, operand := range in.Query.Operands {
		f, no := s.readFilter(operand, t)
		if no != nil {
			return q, no
		}
		q.filters = append(q.filters, f)
	}
	return q, nil
}

// page returns the users of a page, the place where the next one begins (0 at
// the end), and how many fit in all. then is what was different at the time
// to which the search is behind.
func (st *state) page(q query, then map[int]*user) (page []*user, next, total int) {
	everybody := len(q.filters) == 0 && len(then) == 0
	start := 0
	if everybody {
		start = q.from // nothing to count before it
	}
	visit := func(u *user) bool {
		if !q.fits(u) {
			return true
		}
		total++
		switch {
		case u.seq < q.from:
		case len(page) < q.limit:
			page = append(page, u)
		case next == 0:
			next = u.seq
			return !everybody // the rest is only counted
		}
		return true
	}
	if list, ok := st.indexed(q, then); ok {
		for _, u := range list {
			visit(u)
		}
		return page, next, total
	}
	for seq := start; seq < len(st.order); seq++ {
		u := st.order[seq]
		if old, changed := then[seq]; changed {
			u = old
		}
		if u != nil && !visit(u) {
			break
		}
	}
	if everybody {
		total = len(st.byID)
	}
	return page, next, total
}

func (q query) fits(u *user) bool {
	if len(q.filters) == 0 {
		return true
	}
	for _, f := range q.filters {
		if f.fits(u) == q.any {
			return q.any
		}
	}
	return !q.any
}

// indexed returns the users that an index names, in order of creation, when
// one of the filters has an index.
func (st *state) indexed(q query, then map[int]*user) ([]*user, bool) {
	for _, f := range q.filters {
		if f.lookUp == nil || q.any {
			continue
		}
		found := map[int]*user{}
		for _, u := range f.lookUp(st) {
			found[u.seq] = u
		}
		for seq, old := range then {
			delete(found, seq)
			if old != nil {
				found[seq] = old
			}
		}
		list := make([]*user, 0, len(found))
		for _, u := range found {
			list = append(list, u)
		}
		slices.SortFunc(list, func(a, b *user) int { return a.seq - b.seq })
		return list, true
	}
	return nil, false
}

// cursor is opaque to clients: which run of the sandbox it belongs to, since
// places don't survive a restart, and the place.
func (s *Sandbox) cursor(next int, t Toggles) json.RawMessage {
	if next == 0 {
		switch t.LastCursor {
		case "null":
			return json.RawMessage("null")
		case "empty":
			return json.RawMessage(`""`)
		}
		return nil
	}
	raw := binary.BigEndian.AppendUint64(s.boot[:len(s.boot):len(s.boot)], uint64(next))
	return json.RawMessage(`"` + base64.RawURLEncoding.EncodeToString(raw) + `"`)
}

func (s *Sandbox) readCursor(text string) (place int, no *refusal) {
	if text == "" {
		return 0, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != len(s.boot)+8 || uuid(raw[:len(s.boot)]) != s.boot {
		return 0, invalidCursor
	}
	return int(binary.BigEndian.Uint64(raw[len(s.boot):]) & (1<<62 - 1)), nil
}
