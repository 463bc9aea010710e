package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// filter is one operand of a search.
type filter struct {
	fits func(*user) bool
	// lookUp names the only users that can fit, by an index; nil where there
	// is none.
	lookUp func(*state) []*user
}

// arrayFilters take a list of strings; the value is how Stytch's list of error
// types calls an absent one.
var arrayFilters = map[string]string{
	"user_id":                   "user_ids",
	"email_address":             "email_addresses",
	"email_id":                  "email_ids",
	"phone_number":              "phone_numbers",
	"phone_id":                  "phone_ids",
	"oauth_provider":            "oauth_providers",
	"totp_id":                   "totp_ids",
	"webauthn_registration_id":  "webauthn_registration_ids",
	"biometric_registration_id": "biometric_registration_ids",
	"crypto_wallet_id":          "crypto_wallet_id",
	"crypto_wallet_address":     "crypto_wallet_address",
}

// boolFilters tell how a user answers; ok is false for users to whom the
// question doesn't apply, such as whether an absent email is verified.
var boolFilters = map[string]func(*user) (is, ok bool){
	"password_exists":                 func(u *user) (bool, bool) { return u.Password != nil, true },
	"email_verified":                  func(u *user) (bool, bool) { return u.EmailVerified, u.Email != "" },
	"phone_verified":                  func(u *user) (bool, bool) { return u.PhoneVerified, u.Phone != "" },
	"totp_verified":                   neither,
	"webauthn_registration_verified":  neither,
	"biometric_registration_verified": neither,
	"crypto_wallet_verified":          neither,
}

func neither(*user) (bool, bool) { return false, false }

// fuzzyFilters look for a part of what they return, in any case.
var fuzzyFilters = map[string]func(*user) string{
	"email_address_fuzzy": func(u *user) string { return u.Email },
	"phone_number_fuzzy":  func(u *user) string { return u.Phone },
	"full_name_fuzzy": func(u *user) string {
		return strings.Join(strings.Fields(u.Name.First+" "+u.Name.Middle+" "+u.Name.Last), " ")
	},
}

// minFuzzy is the shortest text that a fuzzy filter takes; its number is
// assumed, that there is one is in Stytch's list of error types.
const minFuzzy = 3

func (s *Sandbox) readFilter(operand json.RawMessage, t Toggles) (filter, *refusal) {
	var in struct {
		Name  json.RawMessage `json:"filter_name"`
		Value json.RawMessage `json:"filter_value"`
	}
	if json.Unmarshal(operand, &in) != nil {
		return filter{}, badRequest
	}
	var name string
	switch {
	case len(in.Name) == 0:
		return filter{}, searchRefusal("missing_filter_name")
	case json.Unmarshal(in.Name, &name) != nil:
		return filter{}, searchRefusal("filter_name_must_be_string")
	case len(in.Value) == 0 || string(in.Value) == "null":
		return filter{}, searchRefusal("missing_filter_value")
	}
	if missing, ok := arrayFilters[name]; ok {
		return s.readArray(name, missing, in.Value, t)
	}
	if answers, ok := boolFilters[name]; ok {
		return readBool(answers, in.Value)
	}
	if part, ok := fuzzyFilters[name]; ok {
		return readFuzzy(name, part, in.Value)
	}
	switch name {
	case "status":
		return readStatus(in.Value)
	case "created_at_greater_than", "created_at_less_than", "created_at_between":
		return readCreatedAt(name, in.Value)
	}
	return filter{}, searchRefusal("filter_name_not_recognized")
}

func searchRefusal(what string) *refusal {
	return refuse("user_search_"+what, "The search is malformed: "+strings.ReplaceAll(what, "_", " ")+".")
}

func (s *Sandbox) readArray(name, missing string, raw json.RawMessage, t Toggles) (filter, *refusal) {
	var values []string
	switch {
	case json.Unmarshal(raw, &values) != nil:
		return filter{}, searchRefusal("expected_array_of_string")
	case len(values) == 0:
		return filter{}, searchRefusal("missing_" + missing)
	case len(values) > t.MaxFilterValues:
		return filter{}, searchRefusal("maximum_filter_value_count_exceeded")
	}
	switch name {
	case "user_id":
		return s.filterUserIDs(values)
	case "email_address":
		for i, v := range values {
			values[i] = s.emailKey(v, t)
		}
		return oneOf(values, func(u *user) string { return u.Email },
			func(st *state, v string) *user { return st.byEmail[v] }), nil
	case "phone_number":
		return oneOf(values, func(u *user) string { return u.Phone },
			func(st *state, v string) *user { return st.byPhone[v] }), nil
	case "email_id":
		return oneOf(values, func(u *user) string { return s.id("email", u.EmailID) }, nil), nil
	case "phone_id":
		return oneOf(values, func(u *user) string { return s.id("phone-number", u.PhoneID) }, nil), nil
	}
	return filter{fits: func(*user) bool { return false }}, nil
}

// emailKey is state.emailKey for when the lock is not held.
func (s *Sandbox) emailKey(email string, t Toggles) string {
	return (&state{exact: t.EmailExact}).emailKey(email)
}

// filterUserIDs takes user ids or external ids, but not both in one list.
func (s *Sandbox) filterUserIDs(values []string) (filter, *refusal) {
	internal := 0
	for _, v := range values {
		if strings.HasPrefix(v, "user-test-") || strings.HasPrefix(v, "user-live-") {
			internal++
		}
	}
	switch internal {
	case 0:
		return oneOf(values, func(u *user) string { return u.ExternalID },
			func(st *state, v string) *user { return st.byExternal[v] }), nil
	case len(values):
		return oneOf(values, func(u *user) string { return s.id("user", u.ID) }, func(st *state, v string) *user {
			id, _ := parseID(s.prefix("user"), v)
			return st.byID[id]
		}), nil
	}
	return filter{}, searchRefusal("cannot_mix_internal_and_external_user_ids")
}

// oneOf fits users of whom something is among the values. Nothing is never
// among them.
func oneOf(values []string, of func(*user) string, find func(*state, string) *user) filter {
	f := filter{fits: func(u *user) bool {
		v := of(u)
		return v != "" && slices.Contains(values, v)
	}}
	if find != nil {
		f.lookUp = func(st *state) []*user {
			var list []*user
			for _, v := range values {
				if u := find(st, v); u != nil {
					list = append(list, u)
				}
			}
			return list
		}
	}
	return f
}

func readBool(answers func(*user) (is, ok bool), raw json.RawMessage) (filter, *refusal) {
	var want bool
	if json.Unmarshal(raw, &want) != nil {
		return filter{}, searchRefusal("expected_bool")
	}
	return filter{fits: func(u *user) bool {
		is, ok := answers(u)
		return ok && is == want
	}}, nil
}

func readFuzzy(name string, part func(*user) string, raw json.RawMessage) (filter, *refusal) {
	var want string
	if json.Unmarshal(raw, &want) != nil {
		return filter{}, searchRefusal("expected_string")
	}
	if len(want) < minFuzzy {
		return filter{}, searchRefusal(name + "_too_short")
	}
	want = strings.ToLower(want)
	return filter{fits: func(u *user) bool { return strings.Contains(strings.ToLower(part(u)), want) }}, nil
}

func readStatus(raw json.RawMessage) (filter, *refusal) {
	var want string
	if json.Unmarshal(raw, &want) != nil {
		return filter{}, searchRefusal("expected_string")
	}
	if want != "active" && want != "pending" {
		return filter{}, searchRefusal("invalid_status_filter")
	}
	return filter{fits: func(u *user) bool { return u.status() == want }}, nil
}

func readCreatedAt(name string, raw json.RawMessage) (filter, *refusal) {
	var between struct {
		Greater json.RawMessage `json:"greater_than"`
		Less    json.RawMessage `json:"less_than"`
	}
	switch name {
	case "created_at_greater_than":
		between.Greater = raw
	case "created_at_less_than":
		between.Less = raw
	default:
		if json.Unmarshal(raw, &between) != nil {
			return filter{}, searchRefusal("expected_object")
		}
		if between.Greater == nil {
			return filter{}, searchRefusal("missing_greater_than")
		}
		if between.Less == nil {
			return filter{}, searchRefusal("missing_less_than")
		}
	}
	from, no := readTime(between.Greater, 0)
	if no != nil {
		return filter{}, no
	}
	to, no := readTime(between.Less, 1<<62)
	if no != nil {
		return filter{}, no
	}
	// What is compared is the time as it is shown, in whole seconds.
	return filter{fits: func(u *user) bool {
		at := u.createdAt().Unix()
		return at > from && at < to
	}}, nil
}

// readTime reads a timestamp as seconds; a bound that was not given is open.
func readTime(raw json.RawMessage, open int64) (int64, *refusal) {
	if raw == nil {
		return open, nil
	}
	var at time.Time
	if json.Unmarshal(raw, &at) != nil {
		return 0, searchRefusal("expected_timestamp")
	}
	return at.Unix(), nil
}
