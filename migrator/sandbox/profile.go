package sandbox

import "encoding/json"

// profile is what create, migrate and update have in common.
type profile struct {
	Name       nameParts       `json:"name"`
	ExternalID *string         `json:"external_id"`
	Trusted    json.RawMessage `json:"trusted_metadata"`
	Untrusted  json.RawMessage `json:"untrusted_metadata"`
	Roles      *[]string       `json:"roles"`

	trusted, untrusted map[string]json.RawMessage
}

// nameParts tells a part that was left out from one that is empty.
type nameParts struct {
	First  *string `json:"first_name"`
	Middle *string `json:"middle_name"`
	Last   *string `json:"last_name"`
}

// read checks what can be checked without knowing the user: step 8.
func (p *profile) read() *refusal {
	if p.ExternalID != nil {
		if no := checkExternalID(*p.ExternalID); no != nil {
			return no
		}
	}
	if no := checkName(p.Name.over(name{})); no != nil {
		return no
	}
	var no *refusal
	if p.trusted, no = decodeMetadata(p.Trusted); no != nil {
		return no
	}
	if p.untrusted, no = decodeMetadata(p.Untrusted); no != nil {
		return no
	}
	if _, no = mergeMetadata("", p.trusted); no != nil {
		return no
	}
	_, no = mergeMetadata("", p.untrusted)
	return no
}

// apply writes all that was given over what u has.
func (p *profile) apply(u *user) *refusal {
	u.Name = p.Name.over(u.Name)
	if p.ExternalID != nil {
		u.ExternalID = *p.ExternalID
	}
	if p.Roles != nil {
		u.Roles = *p.Roles
	}
	var no *refusal
	if u.Trusted, no = mergeMetadata(u.Trusted, p.trusted); no != nil {
		return no
	}
	u.Untrusted, no = mergeMetadata(u.Untrusted, p.untrusted)
	return no
}

// fill writes only where u has nothing, and only what the toggles let; the
// external id never (docs: resources/migrations/external-ids).
func (p *profile) fill(u *user, t Toggles) *refusal {
	if !t.MigrateIgnoresName {
		u.Name = u.Name.over(p.Name)
	}
	if !t.MigrateIgnoresRoles && p.Roles != nil && len(u.Roles) == 0 {
		u.Roles = *p.Roles
	}
	if t.MigrateIgnoresMetadata {
		return nil
	}
	var no *refusal
	if u.Trusted, no = fillMetadata(u.Trusted, p.trusted); no != nil {
		return no
	}
	u.Untrusted, no = fillMetadata(u.Untrusted, p.untrusted)
	return no
}

func (p nameParts) over(old name) name {
	return name{First: orElse(p.First, old.First), Middle: orElse(p.Middle, old.Middle), Last: orElse(p.Last, old.Last)}
}

func orElse(given *string, old string) string {
	if given == nil {
		return old
	}
	return *given
}

// over keeps the parts that n has and takes the others from given.
func (n name) over(given nameParts) name {
	theirs := given.over(name{})
	if n.First == "" {
		n.First = theirs.First
	}
	if n.Middle == "" {
		n.Middle = theirs.Middle
	}
	if n.Last == "" {
		n.Last = theirs.Last
	}
	return n
}
