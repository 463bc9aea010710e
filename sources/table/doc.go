// Package table reads delimited text: comma, semicolon, tab or pipe between
// the cells, RFC 4180 quotes, a header or none.
//
//	d := table.Sniff(sample.Text)
//	email := d.Column("email", "mail")
//	...
//	row, notes, err := d.Read(raw.Data) // a row whose cells don't fit the header is an error
//	u.Email = row.Text(email)
//
// A quote that is missing or too many costs its own row: splitting goes on at
// the next line.
package table
