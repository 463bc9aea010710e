package sandbox

type deleteAnswer struct {
	head
	UserID string `json:"user_id"`
}

type factorAnswer struct {
	head
	UserID string    `json:"user_id"`
	User   shownUser `json:"user"`
}

// delete removes a user and frees email, phone and external id.
func (s *Sandbox) delete(r *request) (reply, *refusal) {
	s.state.Lock()
	defer s.state.Unlock()
	u := s.state.find(s.prefix("user"), r.path)
	if u == nil {
		return nil, userNotFound
	}
	if err := s.state.remove(u); err != nil {
		return nil, s.failed(err)
	}
	return deleteAnswer{r.head(), s.id("user", u.ID)}, nil
}

func (s *Sandbox) deleteExternalID(r *request) (reply, *refusal) {
	u, no := s.change(r.path, func(u *user) *refusal {
		u.ExternalID = ""
		return nil
	})
	if no != nil {
		return nil, no
	}
	return s.factorAnswer(r, u), nil
}

func (s *Sandbox) deletePassword(r *request) (reply, *refusal) {
	return s.deleteFactor(r, "password", passwordNotFound,
		func(id uuid) *user { return s.state.byPassword[id] },
		func(u *user) { u.Password = nil })
}

func (s *Sandbox) deleteEmail(r *request) (reply, *refusal) {
	return s.deleteFactor(r, "email", emailNotFound,
		func(id uuid) *user { return s.state.scan(func(u *user) bool { return u.EmailID == id }) },
		(*user).dropEmail)
}

func (s *Sandbox) deletePhone(r *request) (reply, *refusal) {
	return s.deleteFactor(r, "phone-number", phoneNotFound,
		func(id uuid) *user { return s.state.scan(func(u *user) bool { return u.PhoneID == id }) },
		(*user).dropPhone)
}

// deleteFactor takes one factor, named by its own id, from its user. An id of
// zeros is nobody's: it is what users without the factor have.
func (s *Sandbox) deleteFactor(r *request, kind string, missing *refusal, find func(uuid) *user, take func(*user)) (reply, *refusal) {
	id, ok := parseID(s.prefix(kind), r.path)
	if !ok || id.isZero() {
		return nil, missing
	}
	s.state.Lock()
	defer s.state.Unlock()
	old := find(id)
	if old == nil {
		return nil, missing
	}
	u := *old
	take(&u)
	if no := s.put(old, &u); no != nil {
		return nil, no
	}
	return s.factorAnswer(r, &u), nil
}

func (s *Sandbox) factorAnswer(r *request, u *user) factorAnswer {
	return factorAnswer{r.head(), s.id("user", u.ID), s.show(u, r.toggles)}
}
