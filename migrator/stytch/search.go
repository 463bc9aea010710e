package stytch

import (
	"context"
	"unicode/utf8"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

const (
	// maxSearchValues is a guess on the safe side: that Stytch has a limit is
	// documented, its number is not.
	maxSearchValues = 100
	// pageSize is the most users in one answer (docs: search users).
	pageSize = 1000
	// mostPages of a search for named users; each value has at most one.
	mostPages = 16

	tooManyValues = "user_search_maximum_filter_value_count_exceeded"
)

var searching = operation{name: "search users", kind: pacer.KindSearch, effect: searches}

// Search reads the users who have one of the values, all pages.
func (a *Adapter) Search(ctx context.Context, by string, values []string) migrator.Reply {
	for _, v := range values {
		if !utf8.ValidString(v) {
			return noReply(errNoText)
		}
	}
	whole := migrator.Reply{Class: migrator.OK}
	for len(values) > 0 {
		n := min(len(values), int(a.mostValues.Load()))
		part := a.searchAll(ctx, by, values[:n])
		if part.ErrorType == tooManyValues && n > 1 {
			a.mostValues.Store(int64(n / 2))
			continue
		}
		if part.Class != migrator.OK {
			return part
		}
		part.Users = append(whole.Users, part.Users...)
		whole, values = part, values[n:]
	}
	return whole
}

// searchAll reads all pages of one search.
func (a *Adapter) searchAll(ctx context.Context, by string, values []string) migrator.Reply {
	query := &users.SearchUsersQuery{
		Operator: users.SearchUsersQueryOperatorAND,
		Operands: []map[string]any{{"filter_name": by, "filter_value": values}},
	}
	var all []migrator.Found
	seen := map[string]bool{}
	cursor := ""
	for {
		page, next := a.page(ctx, &users.SearchParams{Cursor: cursor, Limit: pageSize, Query: query})
		if page.Class != migrator.OK {
			return page
		}
		all = append(all, page.Users...)
		switch {
		case next == "":
			page.Users = all
			return page
		case seen[next], len(seen) == mostPages:
			return migrator.Reply{Class: migrator.Unavailable, Status: page.Status, RequestID: page.RequestID, Date: page.Date, Err: errCursors}
		}
		seen[next], cursor = true, next
	}
}

// page is one request.
func (a *Adapter) page(ctx context.Context, params *users.SearchParams) (page migrator.Reply, next string) {
	var answer users.SearchResponse
	v := a.exchange(ctx, searching, func(ctx context.Context) error {
		if err := into(&answer)(a.api.Users.Search(ctx, params)); err != nil {
			return err
		}
		return wholePage(&answer)
	})
	page = v.reply(answer.RequestID)
	if v.class != migrator.OK {
		return page, ""
	}
	page.Users = foundAll(answer.Results)
	return page, answer.ResultsMetadata.NextCursor
}

// wholePage tells an empty page, which says that nobody is there, from an
// answer that says nothing.
func wholePage(answer *users.SearchResponse) error {
	if answer.Results == nil && answer.RequestID == "" {
		return errIncomplete
	}
	for i := range answer.Results {
		if !isID(answer.Results[i].UserID) {
			return errIncomplete
		}
	}
	return nil
}

// ListUsers reads one page of everybody in the project.
func (a *Adapter) ListUsers(ctx context.Context, cursor string) (page migrator.Reply, next string) {
	if !utf8.ValidString(cursor) {
		return noReply(errNoText), ""
	}
	return a.page(ctx, &users.SearchParams{Cursor: cursor, Limit: pageSize})
}
