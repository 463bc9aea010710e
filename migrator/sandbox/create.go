package sandbox

import (
	"net/http"
	"strings"
	"time"
)

type createRequest struct {
	profile
	Email   string `json:"email"`
	Phone   string `json:"phone_number"`
	Pending bool   `json:"create_user_as_pending"`
}

type createAnswer struct {
	head
	UserID  string    `json:"user_id"`
	EmailID string    `json:"email_id"`
	PhoneID string    `json:"phone_id"`
	Status  string    `json:"status"`
	User    shownUser `json:"user"`
}

func (in *createRequest) check() *refusal {
	if in.Email == "" && in.Phone == "" {
		return refuse("invalid_create_user_request", "An email or a phone number is required.")
	}
	if in.Email != "" {
		if no := checkEmail(in.Email); no != nil {
			return no
		}
	}
	if in.Phone != "" {
		if no := checkPhone(in.Phone); no != nil {
			return no
		}
	}
	return in.read()
}

// create makes a user with unverified factors: the call has no flag for it.
func (s *Sandbox) create(r *request) (reply, *refusal) {
	var in createRequest
	if no := r.decode(&in); no != nil {
		return nil, no
	}
	if no := in.check(); no != nil {
		return nil, no
	}
	u := &user{ID: newUUID(), Pending: in.Pending}
	if no := in.apply(u); no != nil {
		return nil, no
	}
	if no := s.add(u, in.Email, in.Phone, r.toggles); no != nil {
		return nil, no
	}
	answer := createAnswer{
		head: r.head(), UserID: s.id("user", u.ID), EmailID: s.id("email", u.EmailID), PhoneID: s.id("phone-number", u.PhoneID),
		Status: u.status(), User: s.show(u, r.toggles),
	}
	if r.toggles.Success201 {
		answer.StatusCode = http.StatusCreated
	}
	return answer, nil
}

// add puts a new user into the state, unless something of theirs is taken.
func (s *Sandbox) add(u *user, email, phone string, t Toggles) *refusal {
	s.state.Lock()
	defer s.state.Unlock()
	u.Created = time.Now().UnixNano()
	if email != "" {
		u.setEmail(s.state.emailKey(email), false)
	}
	if phone != "" {
		u.setPhone(phone, false)
	}
	if no := s.state.taken(u, t.DuplicateOrder); no != nil {
		return no
	}
	return s.put(nil, u)
}

func (s *Sandbox) put(old, u *user) *refusal {
	if err := s.state.put(old, u); err != nil {
		return s.failed(err)
	}
	return nil
}

// taken tells what of a new user belongs to somebody else.
func (st *state) taken(u *user, order string) *refusal {
	for field := range strings.SplitSeq(order, ",") {
		switch {
		case field == "external_id" && st.byExternal[u.ExternalID] != nil:
			return duplicateExternalID
		case field == "email" && st.byEmail[u.Email] != nil:
			return duplicateEmail
		case field == "phone" && st.byPhone[u.Phone] != nil:
			return duplicatePhone
		}
	}
	return nil
}
