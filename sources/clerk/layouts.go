package clerk

import (
	"example.com/usher/sources/layout"
	"example.com/usher/sources/object"
	"example.com/usher/sources/split"
)

// around are the lists of the Backend API and its SDK.
var around = split.Containers{Arrays: []string{"users", "data"}}

// Users is JSON of any shape: an array, pages, one object after the other.
var Users = layout.Layout{
	Provider:   layout.Clerk,
	Name:       "users",
	Kind:       layout.Users,
	Detect:     func(s *layout.Sample) bool { return s.AnyIn(around, isUser) },
	Containers: around,
	Open:       layout.Members(decodeObject).Objects,
	Tally:      pages.Tally,
}

// Table is the CSV of the dashboard.
var Table = layout.Layout{
	Provider: layout.Clerk,
	Name:     "users as CSV",
	Kind:     layout.Users,
	Detect:   func(s *layout.Sample) bool { return s.HasColumns("id", "primary_email_address") },
	Split:    layout.SplitRows,
	Open:     layout.Members(decode).Rows,
}

// isUser knows the members that nobody else has.
func isUser(o object.Object) bool {
	return o.Has("primary_email_address", "id") || o.Has("primary_email_address_id", "email_addresses") ||
		o.Has("primaryEmailAddressId", "emailAddresses")
}

// pages are the lists of the SDK, each of which says how many users there are.
var pages = layout.Pages{Totals: []string{"totalCount", "total_count"}}
