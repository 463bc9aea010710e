// Package report writes down what became of everybody: from the checkpoint,
// and from the export read again beside it.
//
//	files, err := report.Write(ctx, migrator.ReportInput{
//		Store: store, Export: export, Folder: "users-live-report", Checkpoint: "users-live.usher",
//	})
//
// Write is the migrator's port Report. The same checkpoint and the same export
// give the same bytes, whenever it is called. Memory does not grow with the
// number of users: outcomes and records come in the same order and are joined
// as they pass.
//
// # Files
//
// Every file is there after every import, if only with its header. Each user
// of the export stands in exactly one of the first four.
//
//	id-map.csv          who is in Stytch: source_id,stytch_user_id,external_id,outcome
//	refused.csv         who was refused, and why; refused.ndjson holds the same
//	                    people in a form that can be corrected and given to retry
//	skipped.csv         who was not sent, and why; who was taken back by an undo
//	unresolved.csv      whose answer was lost, and who has not been sent yet
//	unreadable.csv      records that cannot be read, and so are no users
//	re-enrol.csv        whose second factors, passkeys and other logins did not
//	                    move, and how each of them comes back
//	reset-password.csv  who is in Stytch without the password that they had
//	changed.csv         in a delta: whom the later export changed
//	gone.csv            in a delta: whom the later export does not have
//	summary.json        the numbers, for scripts: summary.schema.json describes it
//	summary.html        the same for people, in one file without scripts
//
// id-map.csv is exact, because an app joins on it: no character of an id is
// changed. Its external_id is what this migration gave the user, and empty for
// who was there before. The other lists are for people, and their cells are
// made harmless for spreadsheets (migrator.SafeCell).
//
// The summaries hold no personal data; the lists hold ids, and refused.ndjson
// and re-enrol.csv emails too. No file holds a hash. Files have mode 0600 and
// get their names when all of them are complete.
//
// # Into the app's database
//
// Script is the id map as SQL; id-map.sql is written where the input asks for
// it.
package report
