package sandbox

type authenticateRequest struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

type authenticateAnswer struct {
	head
	UserID       string    `json:"user_id"`
	SessionToken string    `json:"session_token"`
	SessionJWT   string    `json:"session_jwt"`
	User         shownUser `json:"user"`
}

// authenticate really verifies the password. It makes no session, and a
// password login activates no pending user.
func (s *Sandbox) authenticate(r *request) (reply, *refusal) {
	var in authenticateRequest
	if no := r.decode(&in); no != nil {
		return nil, no
	}
	if no := checkEmail(in.Email); no != nil {
		return nil, no
	}
	if in.Password == "" {
		return nil, badRequest
	}
	s.state.Lock()
	u := s.state.byEmail[s.state.emailKey(in.Email)]
	s.state.Unlock()
	switch {
	case u == nil:
		return nil, emailNotFound
	case u.Password == nil:
		return nil, noUserPassword
	case !s.opens(u.Password, in.Password, r.toggles):
		return nil, badCredentials
	}
	return authenticateAnswer{head: r.head(), UserID: s.id("user", u.ID), User: s.show(u, r.toggles)}, nil
}

// opens verifies without the state's lock, since a costly hash takes seconds;
// a few at once, since it may take a gigabyte.
func (s *Sandbox) opens(p *password, text string, t Toggles) bool {
	s.verifying <- struct{}{}
	defer func() { <-s.verifying }()
	return t.verify(p, text)
}
