package sandbox

import "time"

type migrateRequest struct {
	profile
	Email         string      `json:"email"`
	Hash          string      `json:"hash"`
	HashType      string      `json:"hash_type"`
	MD5           *hashConfig `json:"md_5_config"`
	SHA1          *hashConfig `json:"sha_1_config"`
	SHA512        *hashConfig `json:"sha_512_config"`
	Argon2        *hashConfig `json:"argon_2_config"`
	Scrypt        *hashConfig `json:"scrypt_config"`
	PBKDF2        *hashConfig `json:"pbkdf_2_config"`
	Phone         string      `json:"phone_number"`
	EmailVerified bool        `json:"set_email_verified"`
	PhoneVerified bool        `json:"set_phone_number_verified"`

	config *hashConfig // the one that was given
}

type migrateAnswer struct {
	head
	UserID      string    `json:"user_id"`
	EmailID     string    `json:"email_id"`
	UserCreated bool      `json:"user_created"`
	User        shownUser `json:"user"`
}

func (in *migrateRequest) check(t Toggles) *refusal {
	if no := checkEmail(in.Email); no != nil {
		return no
	}
	if no := in.chooseConfig(); no != nil {
		return no
	}
	if no := t.checkHash(in.HashType, in.Hash, in.config); no != nil {
		return no
	}
	if in.Phone != "" {
		if no := checkPhone(in.Phone); no != nil {
			return no
		}
	}
	return in.read()
}

// chooseConfig takes the config that goes with the hash type; another one
// beside or instead of it is refused, since it would be a mistake.
func (in *migrateRequest) chooseConfig() *refusal {
	given := map[string]*hashConfig{
		"md_5": in.MD5, "sha_1": in.SHA1, "sha_512": in.SHA512, "scrypt": in.Scrypt, "pbkdf_2": in.PBKDF2,
		"argon_2i": in.Argon2, "argon_2id": in.Argon2,
	}
	in.config = given[in.HashType]
	for _, config := range given {
		if config != nil && config != in.config {
			return refuse("invalid_argument", "A config of another hash type was given.")
		}
	}
	return nil
}

func (in *migrateRequest) password() *password {
	return &password{ID: newUUID(), Type: in.HashType, Hash: in.Hash, Config: in.config}
}

// migrate hangs a password on whoever has the email, or on a new user.
func (s *Sandbox) migrate(r *request) (reply, *refusal) {
	var in migrateRequest
	if no := r.decode(&in); no != nil {
		return nil, no
	}
	if no := in.check(r.toggles); no != nil {
		return nil, no
	}
	u, created, no := s.attach(&in, r.toggles)
	if no != nil {
		return nil, no
	}
	return migrateAnswer{
		head: r.head(), UserID: s.id("user", u.ID), EmailID: s.id("email", u.EmailID),
		UserCreated: created, User: s.show(u, r.toggles),
	}, nil
}

func (s *Sandbox) attach(in *migrateRequest, t Toggles) (u *user, created bool, no *refusal) {
	s.state.Lock()
	defer s.state.Unlock()
	old := s.state.byEmail[s.state.emailKey(in.Email)]
	if old == nil {
		u, no = s.state.newcomer(in, t)
	} else {
		u, no = s.state.withPassword(old, in, t)
	}
	if no != nil {
		return nil, false, no
	}
	return u, old == nil, s.put(old, u)
}

// newcomer is the user that migrate makes when nobody has the email.
func (st *state) newcomer(in *migrateRequest, t Toggles) (*user, *refusal) {
	u := &user{ID: newUUID(), Created: time.Now().UnixNano(), Password: in.password()}
	u.setEmail(st.emailKey(in.Email), in.EmailVerified)
	if in.Phone != "" {
		u.setPhone(in.Phone, in.PhoneVerified)
	}
	if no := in.apply(u); no != nil {
		return nil, no
	}
	return u, st.taken(u, t.DuplicateOrder)
}

// withPassword is a user from before as migrate leaves it. The password is
// certain; what else of the request counts, the toggles say.
func (st *state) withPassword(old *user, in *migrateRequest, t Toggles) (*user, *refusal) {
	if old.Password != nil {
		return nil, passwordExists
	}
	u := *old
	u.Password = in.password()
	if !t.MigrateIgnoresFlags && in.EmailVerified {
		u.EmailVerified = true
	}
	if no := st.addPhone(&u, in, t); no != nil {
		return nil, no
	}
	if no := in.fill(&u, t); no != nil {
		return nil, no
	}
	if t.MigrateActivates {
		u.Pending = false
	}
	return &u, nil
}

// addPhone gives u the phone of the request when it has none.
func (st *state) addPhone(u *user, in *migrateRequest, t Toggles) *refusal {
	if in.Phone == "" || t.MigrateIgnoresPhone {
		return nil
	}
	if owner := st.byPhone[in.Phone]; owner != nil && owner.ID != u.ID {
		return duplicatePhone
	}
	if u.Phone == "" {
		if t.TooManyUnverifiedFactors && !u.EmailVerified {
			return tooManyUnverified
		}
		u.setPhone(in.Phone, false)
	}
	if u.Phone == in.Phone && in.PhoneVerified && !t.MigrateIgnoresFlags {
		u.PhoneVerified = true
	}
	return nil
}
