// Package sources reads exports of auth providers: it recognises them by
// content, streams their users in bounded memory, and says what is wrong with
// which record.
//
//	export, err := sources.Open(ctx, sources.Options{Paths: []string{"users.json.gz", "hashes.ndjson"}})
//	if err != nil {
//		return err // an *Error with a Hint
//	}
//	defer export.Close()
//	for u, err := range export.Users(ctx) {
//		var bad *sources.RecordError
//		switch {
//		case errors.As(err, &bad):
//			fmt.Println("unreadable:", bad) // costs only itself
//		case err != nil:
//			return err
//		default:
//			fmt.Println(u.Ordinal, u.Email)
//		}
//	}
//
// Who only counts users and keeps none, as a preview does, takes them from Fold,
// which decodes and hands out on all processors, in memory that the next record
// takes over.
//
// # A further provider
//
// A provider is a package below this one that has a layout.Layout for each
// kind of file, and a line in providers.go. Package layout is the guide;
// package sourcestest is the conformance suite that its samples pass. The
// packages stream, split, object, field, table, room and join do the work that
// all share: containers, records, JSON, values, CSV, what users keep, and second
// files.
package sources
