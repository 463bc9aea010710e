package migrator

import (
	"errors"
	"fmt"
	"strconv"
)

// Reasons of outcomes that are neither an error_type of Stytch nor a finding:
// the engine's own notes.
const (
	passwordMisplaced = "password_misplaced"
	passwordInDoubt   = "password_in_doubt"
	emailDiffers      = "email_differs"
	userDeleted       = "user_deleted"
	answerLost        = "answer_lost"
	triesUsedUp       = "tries_used_up"
	phoneOfAnother    = "duplicate_phone_number"
	correctionMissing = "correction_missing"
)

// UndonePasswordOnly is the reason of a user who lost the password that was
// added and stays: nothing shows whether this migration created them, because
// the answer was lost.
const UndonePasswordOnly = "undone_password_only"

// notes describe them, and what Stytch refuses most often.
var notes = []About{
	{passwordMisplaced, Warning, "the password had gone to another user and was taken back", "The app changed this user during the import; they reset their password or log in passwordless."},
	{passwordInDoubt, Warning, "the password was left out, because only the time says that the user is ours", "The email is not verified; they reset their password or log in passwordless."},
	{emailDiffers, Warning, "the user has another email at Stytch", "A password goes to whoever has the email, so it was left out; check which email is right."},
	{userDeleted, Warning, "the user was deleted at Stytch during the import", "Import them by hand if that was a mistake."},
	{answerLost, Warning, "answers were lost", "usher resume looks the user up and goes on."},
	{triesUsedUp, Warning, "no good answer for this user", "usher resume tries again."},
	{phoneOfAnother, Warning, "the phone belongs to another user", "In Stytch a phone belongs to one user only: correct it, or import without it."},
	{deltaUnchanged, Info, "as the earlier migration brought them", "Nothing to do."},
	{deltaChanged, Warning, "changed since the earlier export", "changed.csv says who; nothing was changed at Stytch. Change it there by hand, or import again with --apply-changes where Stytch allows it."},
	{deltaUpdated, Info, "updated at Stytch", "changed.csv says what was done, and what is left."},
	{deltaDeleted, Warning, "deleted at Stytch since the earlier migration", "Nobody is made again; import them by hand if the deletion was a mistake."},
	{deltaThereBefore, Info, "at Stytch before the first migration", "Nothing of theirs is written over."},
	{UndonePasswordOnly, Warning, "the password was taken back, and the user stays", "Their answer was lost, and nothing shows whether the import created them: look at them in Stytch, and delete them there if it did."},
	{correctionMissing, Warning, "a corrected record was on its way when the retry ended, and its correction is not at hand", "Name the correction again: usher retry --with FILE."},
	{"invalid_phone_number", Warning, "phone number that Stytch refuses", "Correct the phone in the export, or leave it out."},
}

// reasonOf is why a call was refused: Stytch's error_type, or the status
// where it gave none.
func reasonOf(a Answer) string {
	if a.ErrorType != "" {
		return a.ErrorType
	}
	return "http_" + strconv.Itoa(a.Status)
}

// What fatal errors say was being done.
const (
	importing = "import"
	verifying = "verify"
	undoing   = "undo"
)

// fatalAnswer is an answer after which nothing will work until the operator
// does something. op is what was being done: "import", "verify", "undo".
func fatalAnswer(op string, status int, errorType string, err error) error {
	const kept = "Everything up to here is kept. "
	goOn := "resume"
	if op != importing {
		goOn = "go on with the same command"
	}
	if fatal, ok := errors.AsType[*FatalError](err); ok {
		return &FatalError{Op: op, Err: fatal.Err, Hint: kept + fatal.Hint + " Then " + goOn + "."}
	}
	switch {
	case errorType != "":
		err = errors.New(errorType)
	case err == nil:
		err = fmt.Errorf("status %d", status)
	}
	return &FatalError{
		Op: op, Err: err,
		Hint: kept + "Check STYTCH_PROJECT_ID and STYTCH_SECRET (was the secret revoked?), then " + goOn + ".",
	}
}
