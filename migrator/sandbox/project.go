package sandbox

type whoamiAnswer struct {
	head
	ProjectID string `json:"project_id"`
	Name      string `json:"name"`
}

func (s *Sandbox) whoami(r *request) (reply, *refusal) {
	return whoamiAnswer{r.head(), s.projectID, "usher sandbox"}, nil
}

type metricsAnswer struct {
	head
	ProjectID string   `json:"project_id"`
	Metrics   []metric `json:"metrics"`
}

type metric struct {
	Type  string `json:"metric_type"`
	Count int    `json:"count"`
}

func (s *Sandbox) metrics(r *request) (reply, *refusal) {
	s.state.Lock()
	defer s.state.Unlock()
	return metricsAnswer{r.head(), s.projectID, []metric{{"USER_COUNT", len(s.state.byID)}}}, nil
}

type jwksAnswer struct {
	head
	Keys []struct{} `json:"keys"`
}

// jwks is asked for by the SDK as it starts. The sandbox makes no sessions, so
// there is no key.
func (s *Sandbox) jwks(r *request) (reply, *refusal) {
	if r.path != s.projectID {
		return nil, projectNotFound
	}
	return jwksAnswer{r.head(), none}, nil
}
