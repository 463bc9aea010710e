package say

import (
	"slices"

	"example.com/usher/sources"
)

// Guide is the page of one provider. Lines that begin with "$ " are commands
// to copy and are never wrapped.
type Guide struct {
	Provider sources.Provider
	Title    string
	Lines    []string
}

// Guides say for each provider where to ask for an export, what file comes
// and what it lacks.
var Guides = slices.Concat(services, tables, []Guide{
	{sources.CSV, "Other", []string{
		"A CSV file with a header, a JSON array, or one JSON object per line.",
		"Columns that usher knows by their usual names:",
		"id, email, email_verified, phone_number, given_name, family_name, name,",
		"password_hash, created_at, blocked.",
	}},
})
