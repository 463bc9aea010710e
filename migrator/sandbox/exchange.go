package sandbox

type exchangeRequest struct {
	Email string `json:"email_address"`
	Phone string `json:"phone_number"`
}

var notOneFactor = refuse("update_user_auth_method_not_allowed", "The user doesn't have exactly one factor.")

// exchange puts another email or phone in the place of the user's only one
// (docs: API reference, exchange primary factor). It is how an app changes an
// email; the new one is not verified.
func (s *Sandbox) exchange(r *request) (reply, *refusal) {
	var in exchangeRequest
	if no := r.decode(&in); no != nil {
		return nil, no
	}
	switch {
	case (in.Email == "") == (in.Phone == ""):
		return nil, badRequest
	case in.Email != "":
		if no := checkEmail(in.Email); no != nil {
			return nil, no
		}
	default:
		if no := checkPhone(in.Phone); no != nil {
			return nil, no
		}
	}
	u, no := s.change(r.path, func(u *user) *refusal { return s.state.exchange(u, in) })
	if no != nil {
		return nil, no
	}
	return s.factorAnswer(r, u), nil
}

func (st *state) exchange(u *user, in exchangeRequest) *refusal {
	if (u.Email == "") == (u.Phone == "") {
		return notOneFactor
	}
	if st.byEmail[st.emailKey(in.Email)] != nil {
		return duplicateEmail
	}
	if st.byPhone[in.Phone] != nil {
		return duplicatePhone
	}
	u.dropEmail()
	u.dropPhone()
	if in.Email != "" {
		u.setEmail(st.emailKey(in.Email), false)
	} else {
		u.setPhone(in.Phone, false)
	}
	return nil
}
