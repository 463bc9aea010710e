package cognito

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages counts answers with a list. All but the last name a next one: the API
// by PaginationToken (users) or NextToken (users of a group), and the command
// line, where --max-items ends the list, by NextToken. The tokens hold names
// of users and are not shown.
type pages struct{ token string }

func (p *pages) Page(members object.Object, _ int) {
	p.token = ""
	for _, name := range []string{"NextToken", "PaginationToken", "nextToken", "paginationToken"} {
		if !field.Absent(members.Get(name)) {
			p.token = name
			return
		}
	}
}

func (p *pages) Notes() []record.Note {
	if p.token == "" {
		return nil
	}
	return []record.Note{{Code: "export_incomplete", Detail: "the last page names a next one (" + p.token + ")"}}
}
