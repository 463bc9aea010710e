package field

import "strings"

// Phone takes the spaces, dashes, dots and brackets out of a number that has
// its country code ("+1 (512) 555-0118"). Other text comes back as it is: to
// which country such a number belongs nobody knows.
func Phone(s string) string {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "+") || strings.Trim(s[1:], "0123456789 -.()\u00a0") != "" {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}
