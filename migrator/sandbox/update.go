package sandbox

type updateAnswer struct {
	head
	UserID        string       `json:"user_id"`
	Emails        []shownEmail `json:"emails"`
	Phones        []shownPhone `json:"phone_numbers"`
	CryptoWallets []struct{}   `json:"crypto_wallets"`
	User          shownUser    `json:"user"`
}

// update changes name, metadata, external id and roles; emails and phones
// can't be changed by it.
func (s *Sandbox) update(r *request) (reply, *refusal) {
	var in profile
	if no := r.decode(&in); no != nil {
		return nil, no
	}
	if no := in.read(); no != nil {
		return nil, no
	}
	u, no := s.change(r.path, func(u *user) *refusal {
		if owner := s.state.byExternal[orElse(in.ExternalID, "")]; owner != nil && owner.ID != u.ID {
			return duplicateExternalID
		}
		return in.apply(u)
	})
	if no != nil {
		return nil, no
	}
	shown := s.show(u, r.toggles)
	return updateAnswer{
		head: r.head(), UserID: shown.UserID, Emails: shown.Emails, Phones: shown.Phones,
		CryptoWallets: shown.CryptoWallets, User: shown,
	}, nil
}

// change puts a changed copy of the user with that {id} in its place.
func (s *Sandbox) change(id string, edit func(*user) *refusal) (*user, *refusal) {
	s.state.Lock()
	defer s.state.Unlock()
	old := s.state.find(s.prefix("user"), id)
	if old == nil {
		return nil, userNotFound
	}
	u := *old
	if no := edit(&u); no != nil {
		return nil, no
	}
	return &u, s.put(old, &u)
}
