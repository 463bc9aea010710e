// Package record says what one entry of an export is: as it was found (Raw)
// and as it was read (User). Providers turn the one into the other:
//
//	func decode(raw record.Raw, u *record.User) error {
//		o, notes, err := object.Read(raw.Data)
//		if err != nil {
//			return err // costs this record only
//		}
//		u.Notes = notes
//		for key, value := range o.All() {
//			switch string(key) {
//			case "id":
//				u.SourceID = field.Text(value)
//			case "email":
//				u.Email = field.Text(value)
//			}
//		}
//		return nil
//	}
//
// Package sources gives these types to everybody else under its own name.
package record
