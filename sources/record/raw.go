package record

// Raw is one record as it stands in its file, in UTF-8.
type Raw struct {
	// Data are the bytes between the separators: a JSON value, a line, a row
	// of a CSV file. They are valid during the call that gets them.
	Data []byte
	// Spare is memory for the user, who is then not kept; nil = they may be.
	Spare *Spare
}
