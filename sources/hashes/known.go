package hashes

// KnownType reports whether FromParts knows a name of a hash type.
func KnownType(name string) bool {
	_, ok := builders[simple(name)]
	return ok && name != ""
}
