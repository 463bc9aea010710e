// Package say holds how usher puts things to people, the same on the screens
// of package tui, in the lines of package plain and in the errors of package
// command: numbers and times, text that came from outside, errors, receipts.
//
//	say.Count(400012)              // 400,012
//	say.Percent(2456, 4000, false) // 61.4 %, floored
//	say.Describe(err).Now          // what the operator can do
//
// Nothing here knows a terminal or writes to one.
package say
