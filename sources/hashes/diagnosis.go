package hashes

import (
	"context"
	"iter"
	"slices"
	"strings"
)

// Setting is one setting of a mapping: Field is the name of a field of Parts
// (see the Field constants), Value what it should be.
type Setting struct{ Field, Value string }

// Fields of a mapping that a Diagnosis can name.
const (
	FieldType         = "type"          // a name that FromParts takes
	FieldEncoding     = "encoding"      // of the hash: hex or base64
	FieldSalt         = "salt"          // "none"
	FieldSaltEncoding = "salt_encoding" // text, hex or base64
	FieldSaltPosition = "salt_position" // prepend, append or both
	FieldAlgorithm    = "algorithm"     // sha256 or sha512
	FieldIterations   = "iterations"
	FieldN            = "n"
	FieldR            = "r"
	FieldP            = "p"
	FieldMemory       = "memory" // KiB
	FieldThreads      = "threads"
	// FieldPassword is no setting of a mapping but of the app: what it does
	// to a password before hashing it ("nfkc", "trimmed", "md5 in hex", ...).
	FieldPassword = "password"
)

// Diagnosis says why a password does not open a hash.
type Diagnosis struct {
	// Opens: with Settings the password opens the hash. Otherwise nothing
	// that was tried does, and Sentence is a suspicion.
	Opens    bool
	Settings []Setting
	// Sentence says it to the operator, with what to do.
	Sentence string
	// Hash is what would be sent with Settings; nil where nothing was found
	// or where that cannot move.
	Hash *Hash
	// Unfinished: the budget ended, or ctx did, before all was tried.
	Unfinished bool
}

// budget is how long Diagnose may compute, in estimated milliseconds of one
// core. It is counted, not measured, so that a busy machine gives the same
// answer.
const budget = 20_000

// Diagnose tries the likely mistakes behind a hash that Check did not open:
// the salt before, after or absent; hex, base64 and text; other digests,
// iteration counts and costs; the password trimmed, normalised or hashed
// before; and tells which setting would be right. It takes some 20 seconds at
// most, and ends early with ctx.
//
// Where the columns are at hand, DiagnoseParts knows more.
func Diagnose(ctx context.Context, h *Hash, password string) Diagnosis {
	switch {
	case h == nil:
		return Diagnosis{Sentence: "There is no password hash."}
	case h.Type == "":
		return Diagnosis{Sentence: "It cannot move. " + h.Why + "."}
	case len(password) > maxPassword:
		return nothingOpens(false)
	}
	if slices.Contains([]Type{Bcrypt, Phpass, Argon2i, Argon2id}, h.Type) {
		return try(ctx, selfContained(h, password))
	}
	return try(ctx, suspicions(materialOf(h), password))
}

// DiagnoseParts is Diagnose for a hash in columns, also one whose type is
// unknown or wrong, or whose salt stands in a column that the mapping forgot.
func DiagnoseParts(ctx context.Context, p Parts, password string) Diagnosis {
	p.Value = strings.TrimSpace(p.Value)
	if h, ok := p.selfDescribed(); ok {
		return Diagnose(ctx, h, password)
	}
	if p.Value == "" {
		return Diagnose(ctx, nil, password)
	}
	if len(password) > maxPassword || len(p.Value)+len(p.Salt) > maxSaltLength {
		return nothingOpens(false)
	}
	if h := FromParts(p); h.Type != "" && !builders[simple(p.Type)].mayDescribeItself { // the type says it all
		return Diagnose(ctx, h, password)
	}
	return try(ctx, suspicions(materialOfParts(p), password))
}

// attempt is one thing to try. A hash that could not move is left out.
type attempt struct {
	settings []Setting
	cost     int64 // milliseconds
	// open computes, and may add settings that it found on the way.
	open func() (found bool, more []Setting)
	// hash is what would be sent, given all settings; nil for none.
	hash func(settings []Setting) *Hash
}

// try runs attempts in their order until one opens or the budget is spent; a
// dear one is left out while cheaper ones follow.
func try(ctx context.Context, attempts iter.Seq[attempt]) Diagnosis {
	var spent int64
	unfinished := false
	for a := range attempts {
		if ctx.Err() != nil {
			return nothingOpens(true)
		}
		if spent+a.cost > budget {
			unfinished = true
			continue
		}
		spent += a.cost
		if found, more := a.open(); found {
			return opens(a, append(slices.Clone(a.settings), more...))
		}
	}
	return nothingOpens(unfinished)
}

func opens(a attempt, settings []Setting) Diagnosis {
	d := Diagnosis{Opens: true, Settings: settings}
	if a.hash != nil {
		d.Hash = a.hash(settings)
	}
	if d.Hash != nil && (d.Hash.Type == "" || d.Hash.Problem() != "") {
		d.Hash = nil
	}
	d.Sentence = sentenceFor(d)
	return d
}

func nothingOpens(unfinished bool) Diagnosis {
	s := "Nothing that usher tried opens it: either this is not the user's password, or the app mixes a secret of its own (a pepper) into passwords before hashing, which cannot move."
	if unfinished {
		s = "Nothing that usher tried in its time opens it: perhaps this is not the user's password, or the app mixes a secret (a pepper) into passwords."
	}
	return Diagnosis{Sentence: s, Unfinished: unfinished}
}

// sentenceFor tells what opens, and what follows from it.
func sentenceFor(d Diagnosis) string {
	if len(d.Settings) == 0 {
		return "The password opens the hash as it is."
	}
	var b strings.Builder
	b.WriteString("It opens with ")
	for i, s := range d.Settings {
		switch {
		case i > 0 && i == len(d.Settings)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(s.Field + " " + s.Value)
	}
	password := slices.ContainsFunc(d.Settings, func(s Setting) bool { return s.Field == FieldPassword })
	switch {
	case password && d.Hash != nil:
		b.WriteString(": the app changes passwords before it hashes them, and has to do the same before it sends one to Stytch.")
	case password:
		b.WriteString(": the app does that before it hashes them, and Stytch would not; such passwords cannot move unless the app does the same at every login.")
	case d.Hash != nil:
		b.WriteString(": correct the mapping and check again.")
	default:
		b.WriteString(", which Stytch does not take: these passwords cannot move.")
	}
	return b.String()
}
