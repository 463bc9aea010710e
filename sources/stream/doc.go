// Package stream opens a file of an export and gives its content as UTF-8
// text: it unpacks gzip (recognised by content, all members), drops a byte
// order mark, transcodes UTF-16, reads ahead, counts the bytes on disk and
// hashes the unpacked content.
//
//	r, err := stream.Open("users.json.gz", nil)
//	if err != nil {
//		return err // a *Refusal says what the file is and what to do
//	}
//	defer r.Close()
//	io.Copy(os.Stdout, r)
//	fmt.Println(r.Sum())
//
// Whatever is no text at all (an image, a spreadsheet, an encrypted file) is
// refused when it is opened, by its first bytes.
package stream
