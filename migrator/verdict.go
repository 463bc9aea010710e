package migrator

// verdict is what reading an export once decides about a record that gets no
// call: it is skipped (losers of duplicates included), or can't be read.
type verdict struct {
	Ordinal uint64
	Kind    Kind   // Skipped or Unreadable
	Reason  string // finding code; "unreadable" where Kind is Unreadable
}
