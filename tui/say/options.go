package say

import (
	"slices"

	"example.com/usher/migrator"
)

// ValueTitle writes a value as people say it.
func ValueTitle(name, value string) string {
	titles := map[string]string{
		"duplicates first": "the first one wins", "duplicates last-login": "the last login wins",
		"duplicates verified": "the verified one wins", "duplicates password": "the one with a password",
		"external-id source": "provider's user id", "metadata keep": "trusted and untrusted",
	}
	if t, ok := titles[name+" "+value]; ok {
		return t
	}
	return value
}

// CountedHere says what an option changes in this export.
func CountedHere(r migrator.PreviewResult, name string) string {
	n := func(codes ...string) int {
		sum := 0
		for _, c := range r.Findings {
			if slices.Contains(codes, c.Code) {
				sum += c.Users
			}
		}
		return sum
	}
	switch name {
	case "duplicates":
		return "In this export: " + Users(r.Duplicates) + " stand twice."
	case "blocked":
		return "In this export: " + Users(n("blocked")) + " blocked."
	case "deleted":
		return "In this export: " + Users(n("deleted")) + " deleted."
	case "anonymous":
		return "In this export: " + Users(n("anonymous")) + " anonymous. Without an email or phone of their own they stay behind anyway."
	case "unverified":
		return "In this export: " + Users(r.Unverified) + " with an unverified email."
	case "external-id":
		return "In this export: " + Users(n("external_id_invalid")) + " whose id does not fit; it goes into the metadata."
	case "metadata":
		return "In this export: " + Users(n("metadata_too_large", "metadata_too_many_keys", "metadata_dropped")) + " with more than fits."
	case "dual-write":
		return "In this export: " + Users(r.Moves.EmailPassword+r.Moves.EmailPhonePassword) + " with a password."
	case "mark":
		return "In this export: " + Users(n("mark_omitted")) + " without room for it."
	}
	return ""
}

// RateTitle writes a rate as people say it.
func RateTitle(n int) string {
	if n == 0 {
		return "no limit (sandbox only)"
	}
	return Count(n) + " requests/s"
}
