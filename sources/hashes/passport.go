package hashes

// PassportLocalMongoose reads the two fields that passport-local-mongoose
// keeps with its defaults: PBKDF2 with SHA-256, 25,000 iterations and a key of
// 512 bytes, the salt's hex text used as it is. An app may have changed the
// iterations; then its mapping says so.
func PassportLocalMongoose(salt, hash string) *Hash {
	return FromParts(Parts{Type: "passport-local-mongoose", Value: hash, Salt: salt})
}

func passportParts(p Parts) *Hash {
	p.Encoding = Hex
	if p.Iterations == 0 {
		p.Iterations = 25000
	}
	return pbkdf2Parts("sha256")(p)
}
