// Package owner reads two tables of which the second says more about the
// users in the first: their ways to log in, their metadata, their addresses.
// Rows joins its rows to the users they belong to:
//
//	var accounts = owner.Rows[account](readAccount)
//	...
//	list, err := accounts.Of(u.SourceID, index)
//
// and Pair makes the layouts of files that hold one of the tables or both.
package owner
