package say

import "example.com/usher/migrator"

// NotRestored says what an undo, or its dry run, does not make as it was
// before the migration: one sentence for each kind, none where there is none.
func NotRestored(r migrator.UndoResult) []string {
	var sentences []string
	if r.PasswordsRemoved > 0 {
		sentences = append(sentences, "Not restored: "+Users(r.PasswordsRemoved)+" without the added password may keep a verified email, and a name, phone and metadata that the import filled in.")
	}
	if n := len(r.LeftUsers); n > 0 {
		sentences = append(sentences, "In doubt: "+Users(n)+" without the password. The answer was lost, and nothing shows whether the import created them: they stay, and the list names them.")
	}
	if r.Uncertain > 0 {
		sentences = append(sentences, "Left alone, too: "+Users(r.Uncertain)+" known as created by the import from a look-up only. To take them back as well: usher undo --looked-up")
	}
	if r.Updated > 0 {
		sentences = append(sentences, "Not restored: what the delta updated of "+Users(r.Updated)+".")
	}
	return sentences
}

// ReportAfterUndo says whether the report shows the undo, "" where none was
// written.
func ReportAfterUndo(r migrator.UndoResult) string {
	switch {
	case r.Report != "":
		return "The report is written again: " + Clean(r.Report)
	case r.ReportTrouble != "":
		return "The report still shows the time before the undo (" + Clean(r.ReportTrouble) + "); usher report writes it again."
	}
	return ""
}
