// Package stream finds the files of an export and gives the content of each
// as UTF-8 text: it lists folders and zip and tar archives, unpacks gzip (all
// members) and zstd, recognised by content, decrypts what is encrypted for a
// key that is at hand (package pgp), drops a byte order mark,
// transcodes UTF-16, reads ahead, counts what it reads and hashes the unpacked
// content.
//
//	set, err := stream.Expand("pages.tar.gz")
//	if err != nil {
//		return err // a *Refusal says what the file is and what to do
//	}
//	defer set.Close()
//	for _, f := range set.Files {
//		r, err := f.Open(nil)
//		if err != nil {
//			return err
//		}
//		io.Copy(os.Stdout, r)
//		fmt.Println(f.Name, r.Sum())
//		r.Close()
//	}
//
// Whatever is no text at all (an image, a spreadsheet, an encrypted file) is
// refused when it is opened, by its first bytes.
package stream
