// Package object reads JSON objects of records: strictly first, and where
// only a doubled key or broken text is wrong, again with a note. Values stay
// raw text, so that long numbers keep their digits.
//
//	o, notes, err := object.Read(raw.Data)
//	if err != nil {
//		return err
//	}
//	for key, value := range o.All() {
//		if string(key) == "email" {
//			u.Email = field.Text(value)
//		}
//	}
package object
