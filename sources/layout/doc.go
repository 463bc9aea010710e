// Package layout is the plug for providers: a Layout says how one kind of
// export file is recognised, split and read. A provider has one layout per
// kind of file (bulk export, CSV, password hashes), each a value in its own
// package:
//
//	// Users is the JSON that acme's console hands out.
//	var Users = layout.Layout{
//		Provider: layout.Acme,
//		Name:     "users",
//		Kind:     layout.Users,
//		Detect: func(s *layout.Sample) bool {
//			return s.AnyObject(func(o object.Object) bool { return o.Get("acme_id") != nil })
//		},
//		Containers: split.Containers{Arrays: []string{"users"}},
//		Open:       func(layout.File) (layout.Decode, error) { return decode, nil },
//	}
//
// Open is called once for each file; the Decode that it gives is called for
// single records from many goroutines at once, so what it shares must not
// change.
//
// # Duties
//
//   - Detect looks at the sample only, claims nothing that it does not know,
//     and leaves files that fit several providers to those further down.
//   - Decode fills the user from the record, or gives a record.Problem where
//     there is no user in it. It never panics on hostile content and never
//     puts content into an error. The same record gives the same user in
//     every pass.
//   - A field that makes no sense costs that field, not the record; what the
//     operator should know about it is a note, whose code stands in the
//     migrator's table of findings.
//   - What goes into the user is a copy: the record's bytes are used again.
//     field.Text and object.Metadata copy. Where Raw.Spare is given the user is
//     looked at during the call only, and may be made of the record's bytes and
//     of memory that the Spare lends. Metadata are jsontext.Values that are
//     valid, compact JSON, so that their length is their size.
//   - Decode need not set Ordinal, Place and Raw.
//   - What is to be said about the whole export comes from a Tally.
//
// # A further provider
//
//  1. Its name in provider.go, here, and again in package sources.
//  2. Its package below sources, with a Layout for each kind of file. JSON of
//     any shape needs Containers at most; a table splits with package table.
//     Second files (hashes, accounts) are a layout of kind PasswordHashes with
//     Keys, and are looked up in File.Hashes.
//  3. A line for each layout in sources/providers.go, the more particular
//     first.
//  4. Samples in its testdata, and a test that gives each to sourcestest.Run.
//  5. A fuzzer with the samples as seeds.
package layout
