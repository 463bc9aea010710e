package firebase

import (
	"example.com/usher/sources/field"
	"example.com/usher/sources/object"
	"example.com/usher/sources/record"
)

// pages notices that the last page is missing: all that are there name a next
// one (nextPageToken of REST, pageToken of the Admin SDK).
type pages struct{ with, without int }

func (p *pages) Page(members object.Object, records int) {
	if field.Text(members.Get("nextPageToken")) != "" || field.Text(members.Get("pageToken")) != "" {
		p.with++
	} else {
		p.without++
	}
}

func (p *pages) Notes() []record.Note {
	if p.with > 0 && p.without == 0 {
		return []record.Note{{Code: "export_incomplete", Detail: "the last page names a next one"}}
	}
	return nil
}
