// Package supabase reads the table auth.users of Supabase as CSV and JSON,
// and the users of its admin API, which have no password hashes.
//
// Sources: supabase/auth, internal/models/user.go (columns, phones without a
// plus sign) and its migrations; Supabase's documentation on the admin API
// (list users).
package supabase
