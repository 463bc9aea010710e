// Package python makes JSON of what Python prints for dicts and lists (the
// repr of the language reference: lexical analysis, string literals), which
// is what people have who wrote print(response) where json.dumps was meant.
//
//	io.Copy(os.Stdout, python.JSON(strings.NewReader(`{'ok': True}`))) // {"ok": true}
//
// A datetime becomes RFC 3339. tzlocal() is the zone of the machine that
// printed it, which the text does not tell: it is taken for UTC.
//
// Whatever else Python may print (objects, Decimal) is passed on as it is, so
// that it breaks the record that it stands in and no other.
package python
