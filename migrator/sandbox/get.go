package sandbox

// getAnswer is the user itself, without a key of its own.
type getAnswer struct {
	head
	shownUser
}

func (s *Sandbox) get(r *request) (reply, *refusal) {
	s.state.Lock()
	u := s.state.findAgo(r.toggles.GetLag, s.prefix("user"), r.path)
	s.state.Unlock()
	if u == nil {
		if r.toggles.UnknownIDInvalid {
			return nil, unknownUserID
		}
		return nil, userNotFound
	}
	return getAnswer{r.head(), s.show(u, r.toggles)}, nil
}
