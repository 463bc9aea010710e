// Package layout is the plug for providers: a Layout says how one kind of
// export file is recognised, split and read. A provider has one layout per
// kind of file (bulk export, CSV, password hashes), each a value in a file of
// the provider's package:
//
//	// Users reads the JSON that acme's console hands out.
//	var Users = layout.Layout{
//		Provider: layout.Acme,
//		Name:     "console export",
//		Detect: func(s *layout.Sample) bool {
//			return s.AnyObject(func(o object.Object) bool { return o.Get("acme_id") != nil })
//		},
//		Containers: split.Containers{Arrays: []string{"users"}},
//		Open:       func(layout.File) (layout.Decode, error) { return decode, nil },
//	}
//
// and a row in the ordered list of package sources. Open is called once for
// each file; the Decode that it gives is called for single records from many
// goroutines at once, so whatever it shares must not change.
//
// # Duties
//
//   - Detect looks at the sample only, claims nothing that it does not know,
//     and leaves files that fit several providers to those further down.
//   - Decode fills the user from the record and gives a record.Problem where
//     there is no user in it. It never panics on hostile content and never
//     puts content into an error. The same record gives the same user in
//     every pass.
//   - A field that makes no sense costs that field, not the record; what the
//     operator should know about it is a note.
//   - Strings are copied from the record (field.Text does), as its bytes are
//     used again. Decode need not set Ordinal, Place and Raw.
//   - Notes about the whole export come from a Tally.
//
// The conformance suite in package sourcestest holds every provider to this.
package layout
