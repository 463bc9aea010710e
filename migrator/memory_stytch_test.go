package migrator_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"example.com/usher/migrator"
)

// memoryStytch is Stytch in memory with its rules of state: unique emails,
// phones and external ids, migrate by email, a search index that lags, clocks
// with whole seconds. It outlives the processes that talk to it.
type memoryStytch struct {
	mu     sync.Mutex
	users  []*memoryUser // in the order of creation, the deleted ones too
	nextID int

	// lag is how far the search index is behind.
	lag time.Duration
	// skew is added to the seconds of created_at and Date, by their number.
	skew  func(n int) int
	dates int
	// mergeMark: a migrate onto an existing user merges its metadata.
	mergeMark bool
}

// memoryUser is a user with everybody's part in it.
type memoryUser struct {
	id, email, phone, externalID, mark string
	verified                           bool
	morePhones, factors                int    // added by the user
	password                           string // password_id
	created                            time.Time
	deleted                            time.Time
	// by and passwordBy say who made it: "app", or "usher 3" for record 3.
	by, passwordBy string
	versions       []memoryVersion
}

// memoryVersion is what the index has of a user from a moment on.
type memoryVersion struct {
	at                       time.Time
	externalID, email, phone string // "" when deleted
}

func newMemoryStytch() *memoryStytch { return &memoryStytch{mergeMark: true} }

func (s *memoryStytch) find(has func(*memoryUser) bool) *memoryUser {
	for _, u := range s.users {
		if u.deleted.IsZero() && has(u) {
			return u
		}
	}
	return nil
}

func (s *memoryStytch) byEmail(email string) *memoryUser {
	return s.find(func(u *memoryUser) bool { return email != "" && u.email == strings.ToLower(email) })
}

func (s *memoryStytch) byPhone(phone string) *memoryUser {
	return s.find(func(u *memoryUser) bool { return phone != "" && u.phone == phone })
}

func (s *memoryStytch) byExternalID(id string) *memoryUser {
	return s.find(func(u *memoryUser) bool { return id != "" && u.externalID == id })
}

func (s *memoryStytch) byID(id string) *memoryUser {
	return s.find(func(u *memoryUser) bool { return u.id == id })
}

// ever finds a user, deleted or not.
func (s *memoryStytch) ever(id string) *memoryUser {
	i := slices.IndexFunc(s.users, func(u *memoryUser) bool { return u.id == id })
	if i < 0 {
		return nil
	}
	return s.users[i]
}

func (s *memoryStytch) add(u *memoryUser) *memoryUser {
	s.nextID++
	u.id = fmt.Sprintf("user-test-%d", s.nextID)
	u.email = strings.ToLower(u.email)
	u.created = s.now()
	s.users = append(s.users, u)
	u.note()
	return u
}

func (u *memoryUser) note() {
	v := memoryVersion{at: time.Now()}
	if u.deleted.IsZero() {
		v.externalID, v.email, v.phone = u.externalID, u.email, u.phone
	}
	u.versions = append(u.versions, v)
}

func (s *memoryStytch) remove(u *memoryUser) {
	u.deleted = time.Now()
	u.note()
}

func (s *memoryStytch) givePassword(u *memoryUser, by string) string {
	s.nextID++
	u.password, u.passwordBy = fmt.Sprintf("password-test-%d", s.nextID), by
	return u.password
}

// now is Stytch's clock as one of its machines shows it.
func (s *memoryStytch) now() time.Time {
	t := time.Now().UTC().Truncate(time.Second)
	if s.skew != nil {
		s.dates++
		t = t.Add(time.Duration(s.skew(s.dates)) * time.Second)
	}
	return t
}

// apply is a call of a plan; by is who sends it.
func (s *memoryStytch) apply(c migrator.Call, by string) migrator.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.Kind == migrator.CreateUser {
		return s.create(c, by)
	}
	return s.migrate(c, by)
}

func (s *memoryStytch) create(c migrator.Call, by string) migrator.Answer {
	if kind := s.taken(c); kind != "" {
		return s.answer(migrator.Answer{Class: migrator.Taken, Status: 400, ErrorType: kind})
	}
	u := s.add(&memoryUser{email: c.Email, phone: c.Phone, externalID: c.ExternalID, mark: c.Mark, by: by})
	return s.answer(migrator.Answer{Class: migrator.OK, Status: 200, UserID: u.id, UserCreated: true})
}

func (s *memoryStytch) taken(c migrator.Call) string {
	switch {
	case s.byExternalID(c.ExternalID) != nil:
		return "duplicate_user_external_id"
	case s.byEmail(c.Email) != nil:
		return "duplicate_email"
	case s.byPhone(c.Phone) != nil:
		return "duplicate_phone_number"
	}
	return ""
}

func (s *memoryStytch) migrate(c migrator.Call, by string) migrator.Answer {
	u := s.byEmail(c.Email)
	switch {
	case u == nil:
		if kind := s.taken(c); kind != "" {
			return s.answer(migrator.Answer{Class: migrator.Taken, Status: 400, ErrorType: kind})
		}
		u = s.add(&memoryUser{email: c.Email, phone: c.Phone, externalID: c.ExternalID, mark: c.Mark, verified: c.SetEmailVerified, by: by})
		id := s.givePassword(u, by)
		return s.answer(migrator.Answer{Class: migrator.OK, Status: 200, UserID: u.id, UserCreated: true, PasswordID: id})
	case u.password != "":
		return s.answer(migrator.Answer{Class: migrator.Taken, Status: 400, ErrorType: "password_already_exists"})
	}
	if s.mergeMark && u.mark == "" {
		u.mark = c.Mark
	}
	u.verified = u.verified || c.SetEmailVerified
	id := s.givePassword(u, by)
	return s.answer(migrator.Answer{Class: migrator.OK, Status: 200, UserID: u.id, PasswordID: id})
}

func (s *memoryStytch) answer(a migrator.Answer) migrator.Answer {
	a.Date = s.now()
	return a
}

func (s *memoryStytch) get(id string) migrator.Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.byID(id)
	if u == nil {
		u = s.byExternalID(id)
	}
	if u == nil {
		return migrator.Reply{Class: migrator.Absent, Status: 404, ErrorType: "user_not_found", Date: s.now()}
	}
	return migrator.Reply{Class: migrator.OK, Status: 200, Users: []migrator.Found{u.found()}, Date: s.now()}
}

// search looks into the index, which shows what was lag ago.
func (s *memoryStytch) search(by string, values []string) migrator.Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	reply := migrator.Reply{Class: migrator.OK, Status: 200, Date: s.now()}
	for _, u := range s.users {
		v := u.indexed(time.Now().Add(-s.lag))
		has := []string{v.email}
		switch by {
		case "phone_number":
			has = []string{v.phone}
		case "user_id": // an external id will do
			has = []string{v.externalID}
			if v != (memoryVersion{at: v.at}) {
				has = append(has, u.id)
			}
		}
		if slices.ContainsFunc(values, func(want string) bool {
			return want != "" && slices.ContainsFunc(has, func(h string) bool { return strings.EqualFold(want, h) })
		}) {
			f := foundUser{u.found()}
			f.Emails, f.Phones = nil, nil
			f.identify(v.email, v.phone, u.verified)
			f.addPhones(u.morePhones)
			reply.Users = append(reply.Users, f.Found)
		}
	}
	return reply
}

func (u *memoryUser) indexed(at time.Time) memoryVersion {
	for _, v := range slices.Backward(u.versions) {
		if !v.at.After(at) {
			return v
		}
	}
	return memoryVersion{}
}

func (u *memoryUser) found() migrator.Found {
	f := foundUser{migrator.Found{UserID: u.id, ExternalID: u.externalID, PasswordID: u.password, Mark: u.mark, CreatedAt: u.created}}
	f.identify(u.email, u.phone, u.verified)
	f.addPhones(u.morePhones)
	f.OtherFactors = u.factors
	return f.Found
}

type foundUser struct{ migrator.Found }

func (f *foundUser) identify(email, phone string, verified bool) {
	if email != "" {
		f.Emails = []migrator.FoundIdentifier{{Value: email, Verified: verified}}
	}
	if phone != "" {
		f.Phones = []migrator.FoundIdentifier{{Value: phone}}
	}
}

// addPhones adds those that the user has verified later.
func (f *foundUser) addPhones(n int) {
	for i := range n {
		f.Phones = append(f.Phones, migrator.FoundIdentifier{Value: fmt.Sprintf("+1212555%04d", i), Verified: true})
	}
}

func (s *memoryStytch) update(id string, c migrator.Change) migrator.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.byID(id)
	switch {
	case u == nil:
		return s.answer(migrator.Answer{Class: migrator.Absent, Status: 404})
	case c.ExternalID == "":
	case s.byExternalID(c.ExternalID) != nil:
		return s.answer(migrator.Answer{Class: migrator.Refused, Status: 400, ErrorType: "duplicate_user_external_id"})
	default:
		u.externalID = c.ExternalID
		u.note()
	}
	return s.answer(migrator.Answer{Class: migrator.OK, Status: 200, UserID: u.id})
}

func (s *memoryStytch) deletePassword(id string) migrator.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.find(func(u *memoryUser) bool { return u.password == id && id != "" })
	if u == nil {
		return s.answer(migrator.Answer{Class: migrator.Absent, Status: 404})
	}
	u.password, u.passwordBy = "", ""
	return s.answer(migrator.Answer{Class: migrator.OK, Status: 200, UserID: u.id})
}

func (s *memoryStytch) deleteUser(id string) migrator.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.byID(id)
	if u == nil {
		return s.answer(migrator.Answer{Class: migrator.Absent, Status: 404})
	}
	s.remove(u)
	return s.answer(migrator.Answer{Class: migrator.OK, Status: 200, UserID: u.id})
}

// direct is a destination without a network: every request is answered at
// once.
type direct struct {
	stytch *memoryStytch
	// spoil may answer a request instead of Stytch; n counts the requests.
	spoil func(n int, what string) (migrator.Class, bool)
	// script takes the writes over, one after the other, as long as it lasts.
	script    []func(apply func() migrator.Answer) migrator.Answer
	mu        sync.Mutex
	requests  int
	writes    []migrator.Call
	gate      string
	perSecond [60]int
	searches  [][]string
}

// sent is how many requests there were so far.
func (d *direct) sent() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.requests
}

func (d *direct) note(ctx context.Context, what string) (migrator.Class, bool) {
	if ctx.Err() != nil || migrator.StopOf(ctx).Err() != nil {
		return migrator.Canceled, true
	}
	d.mu.Lock()
	d.requests++
	n := d.requests
	d.mu.Unlock()
	if d.spoil == nil {
		return 0, false
	}
	return d.spoil(n, what)
}

func spoiled(c migrator.Class) migrator.Answer {
	return migrator.Answer{Class: c, Err: errors.New(c.String()), ErrorType: map[migrator.Class]string{migrator.Refused: "invalid_email", migrator.Fatal: "unauthorized_credentials"}[c]}
}

func (d *direct) Write(ctx context.Context, c migrator.Call) migrator.Answer {
	if class, spoil := d.note(ctx, c.Kind.String()+" "+c.ExternalID); spoil {
		return spoiled(class)
	}
	d.mu.Lock()
	d.writes = append(d.writes, c)
	var scene func(func() migrator.Answer) migrator.Answer
	if len(d.script) > 0 {
		scene, d.script = d.script[0], d.script[1:]
	}
	d.mu.Unlock()
	apply := func() migrator.Answer { return d.stytch.apply(c, "usher") }
	if scene != nil {
		return scene(apply)
	}
	return apply()
}

func (d *direct) Get(ctx context.Context, id string) migrator.Reply {
	if class, spoil := d.note(ctx, "get "+id); spoil {
		return migrator.Reply{Class: class, Err: errors.New(class.String())}
	}
	return d.stytch.get(id)
}

func (d *direct) Search(ctx context.Context, by string, values []string) migrator.Reply {
	if class, spoil := d.note(ctx, "search "+by); spoil {
		return migrator.Reply{Class: class, Err: errors.New(class.String())}
	}
	d.mu.Lock()
	d.searches = append(d.searches, values)
	d.mu.Unlock()
	return d.stytch.search(by, values)
}

func (d *direct) DeletePassword(ctx context.Context, id string) migrator.Answer {
	if class, spoil := d.note(ctx, "delete password"); spoil {
		return spoiled(class)
	}
	return d.stytch.deletePassword(id)
}

func (d *direct) DeleteUser(ctx context.Context, id string) migrator.Answer {
	if class, spoil := d.note(ctx, "delete user"); spoil {
		return spoiled(class)
	}
	return d.stytch.deleteUser(id)
}

func (d *direct) WhoAmI(ctx context.Context) migrator.Reply {
	if class, spoil := d.note(ctx, "whoami"); spoil {
		return migrator.Reply{Class: class, Err: errors.New(class.String()), ErrorType: spoiled(class).ErrorType}
	}
	d.stytch.mu.Lock()
	defer d.stytch.mu.Unlock()
	r := migrator.Reply{Class: migrator.OK, Status: 200, Date: d.stytch.now()}
	r.Project.ID, r.Project.Name = testProject, "acme"
	return r
}

func (d *direct) Pace() migrator.Pace {
	d.mu.Lock()
	defer d.mu.Unlock()
	return migrator.Pace{Requests: d.requests, Gate: d.gate, PerSecond: d.perSecond}
}

func (d *direct) PacingState() []byte { return []byte(`{"requests":1}`) }

const testProject = "project-test-1"
