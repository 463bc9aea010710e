// Package stytch reaches a Stytch project through stytch-go: calls and
// look-ups go in, answers that are put into one of migrator's classes come
// out.
//
//	destination, err := stytch.Connect(migrator.Connection{
//		Target: migrator.Target{Kind: migrator.Test, ProjectID: id},
//		Secret: secret,
//		Rate:   migrator.MaxRate,
//	})
//	...
//	answer := destination.Write(ctx, call)
//	if answer.Class == migrator.Lost {
//		// look the user up before anything of theirs is sent again
//	}
//
// # Nothing leaves unasked
//
// Every request takes a permit of package pacer, whatever it is for. net/http
// repeats some requests by itself below any RoundTripper (a GET whose reused
// connection dies); such a repeat is turned back and sent again with a permit
// of its own. A departure is stamped when the last byte went to the socket,
// so that the pacer's promise holds for what really leaves.
//
// The wait for a permit has no time limit. A request's own 30 seconds begin
// after it, and cover dialling, writing and reading the whole answer.
//
// # What the SDK is kept from
//
// stytch-go alone has no timeout, follows redirects (and so sends a write
// twice, or takes the answer of a GET for that of a create), fetches keys in
// the background, loses the status of an error that is no JSON, fails a whole
// answer for one empty timestamp, and turns invalid UTF-8 into U+FFFD. The
// transport, the client and the checks of this package are there for that.
//
// # Errors
//
// An answer is judged by its error_type, then by its HTTP status (table in
// verdict.go, from the errors pages of Stytch's documentation), and where
// there was no answer by whether anything of the request had left. The error
// in an answer is in words of our own: never a URL, which may hold an email,
// never a message of Stytch, never a body.
package stytch
