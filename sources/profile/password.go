package profile

import "example.com/usher/sources/hashes"

// Password takes a hash of the user, the first of several. A mark that there
// is no password is none.
func (p *Profile) Password(h *hashes.Hash) {
	u := p.User
	if h != nil && h.Scheme != hashes.Unusable && u.Hash == nil {
		u.Hash, u.HadPassword = h, true
	}
}
