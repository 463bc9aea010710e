package split

// Only gives the records that are kept, and what is damaged; others are
// passed over, without a number.
func Only(s Splitter, keep func(data []byte) bool) Splitter { return &only{s: s, keep: keep} }

type only struct {
	s      Splitter
	keep   func([]byte) bool
	record int
}

func (o *only) Next() (*Element, error) {
	for {
		el, err := o.s.Next()
		switch {
		case err != nil || el.Page:
			return el, err
		case el.Problem != "" || o.keep(el.Data):
			o.record++
			el.Record = o.record
			return el, nil
		}
	}
}
