package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// switches are the toggles that are on or off, by name.
var switches = []struct {
	name string
	of   func(*Toggles) *bool
}{
	{"email-exact", func(t *Toggles) *bool { return &t.EmailExact }},
	{"migrate-ignores-flags", func(t *Toggles) *bool { return &t.MigrateIgnoresFlags }},
	{"migrate-ignores-phone", func(t *Toggles) *bool { return &t.MigrateIgnoresPhone }},
	{"migrate-ignores-name", func(t *Toggles) *bool { return &t.MigrateIgnoresName }},
	{"migrate-ignores-metadata", func(t *Toggles) *bool { return &t.MigrateIgnoresMetadata }},
	{"migrate-ignores-roles", func(t *Toggles) *bool { return &t.MigrateIgnoresRoles }},
	{"too-many-unverified-factors", func(t *Toggles) *bool { return &t.TooManyUnverifiedFactors }},
	{"migrate-activates", func(t *Toggles) *bool { return &t.MigrateActivates }},
	{"success-201", func(t *Toggles) *bool { return &t.Success201 }},
	{"total-unknown", func(t *Toggles) *bool { return &t.TotalUnknown }},
	{"null-optionals", func(t *Toggles) *bool { return &t.NullOptionals }},
	{"digests-in-base64", func(t *Toggles) *bool { return &t.DigestsInBase64 }},
	{"phpass-h", func(t *Toggles) *bool { return &t.PhpassH }},
	{"unknown-id-invalid", func(t *Toggles) *bool { return &t.UnknownIDInvalid }},
}

// ToggleNames lists what ParseToggles knows, with the form of the values.
func ToggleNames() []string {
	names := []string{"duplicate-order=FIELD+FIELD+FIELD", "get-lag=DURATION", "search-lag=DURATION", "last-cursor=null|empty", "max-filter-values=N"}
	for _, s := range switches {
		names = append(names, s.name)
	}
	return names
}

// ParseToggles reads toggles in their compact form, separated by commas: the
// names of those that are on, and NAME=VALUE for those with a value.
//
//	email-exact,success-201
//	duplicate-order=email+phone+external_id
//	get-lag=500ms,search-lag=2s
//	last-cursor=null        or empty
//	max-filter-values=10
//
// An empty text is the default of all.
func ParseToggles(text string) (Toggles, error) {
	var t Toggles
	if strings.TrimSpace(text) != "" {
		for word := range strings.SplitSeq(text, ",") {
			if err := t.parseWord(strings.TrimSpace(word)); err != nil {
				return Toggles{}, fmt.Errorf("read toggle %q: %w", word, err)
			}
		}
	}
	t = t.withDefaults()
	return t, t.check()
}

func (t *Toggles) parseWord(word string) (err error) {
	for _, s := range switches {
		if s.name == word {
			*s.of(t) = true
			return nil
		}
	}
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "duplicate-order":
		t.DuplicateOrder = strings.ReplaceAll(value, "+", ",")
	case "last-cursor":
		t.LastCursor = value
	case "max-filter-values":
		t.MaxFilterValues, err = strconv.Atoi(value)
	case "get-lag":
		t.GetLag, err = time.ParseDuration(value)
	case "search-lag":
		t.SearchLag, err = time.ParseDuration(value)
	default:
		return errors.New("unknown toggle")
	}
	if err != nil {
		return fmt.Errorf("%q is no value for it", value)
	}
	return nil
}

// String returns the compact form, which ParseToggles reads: what differs from
// the default.
func (t Toggles) String() string {
	t = t.withDefaults()
	standard := Toggles{}.withDefaults()
	var words []string
	for _, s := range switches {
		if *s.of(&t) {
			words = append(words, s.name)
		}
	}
	if t.DuplicateOrder != standard.DuplicateOrder {
		words = append(words, "duplicate-order="+strings.ReplaceAll(t.DuplicateOrder, ",", "+"))
	}
	if t.GetLag > 0 {
		words = append(words, "get-lag="+t.GetLag.String())
	}
	if t.SearchLag > 0 {
		words = append(words, "search-lag="+t.SearchLag.String())
	}
	if t.LastCursor != "" {
		words = append(words, "last-cursor="+t.LastCursor)
	}
	if t.MaxFilterValues != standard.MaxFilterValues {
		words = append(words, "max-filter-values="+strconv.Itoa(t.MaxFilterValues))
	}
	return strings.Join(words, ",")
}
