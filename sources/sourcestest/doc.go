// Package sourcestest is what every provider's samples have to pass: the
// duties of a source, whatever the layout. A provider's test says what its
// sample holds and leaves the rest to Run:
//
//	func TestConformance(t *testing.T) {
//		sourcestest.Run(t, sourcestest.Sample{
//			Provider: sources.Auth0,
//			Path:     "testdata/fixture-tenant.json",
//			Hashes:   "testdata/passwords.ndjson",
//			Records:  61,
//		})
//	}
//
// Damage is made by the suite itself, from copies of the sample: cut files,
// lost quotes and brackets, changed bytes, other line ends and encodings.
//
// Besides, it has what such tests are written with: File and Write put files
// on disk, Open, Users, User, Text and their kin read exports, CheckCounts
// compares what one holds, Fuzz and Walk read hostile text, and Measure and its
// kin are for benchmarks.
package sourcestest
