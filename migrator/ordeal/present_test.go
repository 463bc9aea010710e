package ordeal_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// TestWhomStytchKnewBefore seeds users who share something with those of the
// export, and checks what becomes of each: nobody is overwritten, and nobody is
// taken for somebody else.
func TestWhomStytchKnewBefore(t *testing.T) {
	t.Parallel()
	const stranger = "stranger@example.com"
	tests := []struct {
		name string
		// of is the user of the crowd's first five whom it is about: 0 has a
		// password on a verified email, 1 on one that is not, 2 has a phone
		// too, 3 has no password, 4 a phone only.
		of   int
		seed func(s someone) sandbox.SeedUser
		want migrator.Kind
	}{
		{"the same email, no password there", 0, func(s someone) sandbox.SeedUser { return sandbox.SeedUser{Email: s.email} }, migrator.PasswordAdded},
		{"the same email, a password there", 0, func(s someone) sandbox.SeedUser { return sandbox.SeedUser{Email: s.email, Password: true} }, migrator.Present},
		{"the same email that the export does not show as verified", 1, func(s someone) sandbox.SeedUser { return sandbox.SeedUser{Email: s.email} }, migrator.Present},
		{"the same email, no password in the export", 3, func(s someone) sandbox.SeedUser { return sandbox.SeedUser{Email: s.email} }, migrator.Present},
		{"the same external id, another email", 0, func(s someone) sandbox.SeedUser {
			return sandbox.SeedUser{Email: stranger, ExternalID: s.sourceID()}
		}, migrator.Present},
		{"the same external id, another email, no password in the export", 3, func(s someone) sandbox.SeedUser {
			return sandbox.SeedUser{Email: stranger, ExternalID: s.sourceID(), Password: true}
		}, migrator.Present},
		{"the same phone, another email", 2, func(s someone) sandbox.SeedUser { return sandbox.SeedUser{Email: stranger, Phone: s.phone} }, migrator.WasRefused},
		{"the same phone, and the export has nothing else", 4, func(s someone) sandbox.SeedUser { return sandbox.SeedUser{Phone: s.phone} }, migrator.Present},
		{"email and external id both", 0, func(s someone) sandbox.SeedUser {
			return sandbox.SeedUser{Email: s.email, ExternalID: s.sourceID(), Password: true}
		}, migrator.Present},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			o := newOperator(t, b)
			people := crowd("known", 5)
			about := people[test.of]
			b.seed(test.seed(about))
			there := b.users()[0]
			p := o.start(o.importing(b, writeExport(t, o.dir, people))...)
			p.code()
			e := o.ends(b, people, p.document())
			e.addsUp()
			got := e.outcomes[uint64(test.of)]
			if got.Kind != test.want {
				t.Errorf("they are %v, want %v", got.Kind, test.want)
			}
			if want := map[bool]string{true: there.UserID}[test.want != migrator.WasRefused]; got.UserID != want {
				t.Errorf("they are mapped to %q, want %q", got.UserID, want)
			}
			after := e.byID[there.UserID]
			if after == nil {
				t.Fatal("who was there is gone")
			}
			if wantHash := map[bool]string{true: about.hash, false: there.Hash}[test.want == migrator.PasswordAdded]; after.Hash != wantHash {
				t.Errorf("who was there has the hash %q, want %q", after.Hash, wantHash)
			}
			if after.Email != there.Email || after.Phone != there.Phone || after.ExternalID != there.ExternalID {
				t.Errorf("who was there was %+v and is %+v", there, *after)
			}
			for i := range people {
				if i != test.of && e.outcomes[uint64(i)].Kind != migrator.Created {
					t.Errorf("record %d is %v", i, e.outcomes[uint64(i)].Kind)
				}
			}
		})
	}
}

// TestEmailOfOneAndPhoneOfAnother: two users of Stytch's share something with
// one of the export. The email says who it is; nobody gets the phone.
func TestEmailOfOneAndPhoneOfAnother(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("both", 3)
	about := people[2]
	b.seed(sandbox.SeedUser{Email: about.email, Verified: true}, sandbox.SeedUser{Email: "other@example.com", Phone: about.phone})
	p := o.start(o.importing(b, writeExport(t, o.dir, people))...)
	p.code()
	e := o.ends(b, people, p.document())
	e.addsUp()
	got := e.outcomes[2]
	if owner := e.byEmail[about.email]; got.UserID != owner.UserID || owner.Phone != "" {
		t.Errorf("the outcome is %+v, their email is %s's", got, owner.UserID)
	}
	if other := e.byPhone[about.phone]; other.Email != "other@example.com" || other.Hash != "" {
		t.Errorf("who has the phone is %+v", *other)
	}
}

// TestManyWhoAreThereAlready looks up a crowd that is there: searched together,
// and hardly anything is sent that could create.
func TestManyWhoAreThereAlready(t *testing.T) {
	t.Parallel()
	n := 1000
	if *long {
		n = 100_000
	}
	b := newBox(t)
	o := newOperator(t, b)
	people := crowd("there", n)
	seeds := make([]sandbox.SeedUser, n)
	for i, s := range people {
		seeds[i] = sandbox.SeedUser{Email: s.email, Phone: s.phone, Password: s.hash != ""}
	}
	b.seed(seeds...)
	began := time.Now()
	p := o.start(o.importing(b, writeExport(t, o.dir, people), "--external-id", "none")...)
	d := p.wants(done)
	s := b.stats()
	searches, creates := s.Endpoints[sandbox.EndpointSearch].Requests, b.creates()
	t.Logf("%d users who are there took %v, %d requests, %d of them searches, %d that may create", n, time.Since(began), d.Requests, searches, creates)
	if d.Present != n || creates > 400 {
		t.Errorf("%d count as there, %d requests could have created somebody", d.Present, creates)
	}
	if searches > 50+n/10 {
		t.Errorf("%d searches for %d users", searches, n)
	}
}

// app is the operator's own, which goes on writing to Stytch while usher
// imports. Its requests go wrong as others do.
type app struct {
	b      *box
	random *rand.Rand
	gone   map[string]bool // user_ids that it may have deleted
}

// byTheApp is the first name of everybody whom it makes.
const byTheApp = "made by the app"

// acts does one thing to somebody of the crowd: creates them, with their
// external id or without, or deletes them.
func (a *app) acts(people []someone) {
	s := people[a.random.IntN(len(people))]
	if a.random.IntN(3) == 0 {
		var u struct {
			UserID string `json:"user_id"`
		}
		if json.Unmarshal(a.asks(http.MethodGet, "/v1/users/"+s.sourceID(), nil), &u) == nil && u.UserID != "" {
			a.gone[u.UserID] = true
			a.asks(http.MethodDelete, "/v1/users/"+u.UserID, nil)
		}
		return
	}
	body := map[string]any{"name": map[string]string{"first_name": byTheApp}}
	if s.email != "" {
		body["email"] = s.email
	} else {
		body["phone_number"] = s.phone
	}
	if a.random.IntN(2) == 0 {
		body["external_id"] = s.sourceID()
	}
	a.asks(http.MethodPost, "/v1/users", body)
}

// asks gives the answer, nothing where there is none.
func (a *app) asks(method, path string, body any) []byte {
	text, err := json.Marshal(body)
	if err != nil {
		a.b.t.Fatal(err)
	}
	_, answer, err := a.b.try(method, path, string(text))
	if err != nil {
		return nil
	}
	return answer
}

// TestTheAppGoesOnWriting imports while the app creates and deletes the same
// users: with every answer there nobody is mistaken; with lost answers and a
// kill, everybody is still in one place, and nobody is overwritten or mapped to
// a stranger.
func TestTheAppGoesOnWriting(t *testing.T) {
	t.Parallel()
	rounds := 1
	if *long {
		rounds = 40
	}
	for seed := range rounds {
		for _, mark := range []string{"on", "off"} {
			for _, faults := range []string{"", "drop-after=0.02,drop-before=0.02,cut-answer=0.01"} {
				t.Run(fmt.Sprintf("round %d, mark %s, faults %s", seed+1, mark, faults), func(t *testing.T) {
					t.Parallel()
					besideTheApp(t, uint64(seed), mark, faults)
				})
			}
		}
	}
}

func besideTheApp(t *testing.T, seed uint64, mark, faults string) {
	b := newBox(t, "--latency", "5ms", "--fault", faults)
	o := newOperator(t, b)
	people := crowd("app", 250)
	command := o.importing(b, writeExport(t, o.dir, people), "--rate", "150", "--mark", mark, "--no-stop-loss")
	a := &app{b: b, random: rand.New(rand.NewPCG(seed, 11)), gone: map[string]bool{}}
	p := o.start(command...)
	for acts, running := 0, true; running; acts++ {
		select {
		case <-p.ended:
			running = false
		case <-time.After(time.Duration(a.random.IntN(20)) * time.Millisecond):
			a.acts(people)
			if acts == 60 && faults != "" {
				p.kill()
				p = o.start(command...)
			}
		}
	}
	p.code()
	e := o.ends(b, people, p.document())
	e.addsUp()
	nobodyMistaken(t, e, a)
	if faults == "" {
		nobodyGivenAKey(t, e)
	}
}

// nobodyMistaken checks what holds whatever an app does meanwhile.
func nobodyMistaken(t *testing.T, e *ending, a *app) {
	t.Helper()
	if e.result.Unknown+e.result.Remaining > 0 {
		t.Errorf("the result says %+v", e.result)
	}
	mapped := map[string]int{}
	for i, s := range e.export {
		o := e.outcomes[uint64(i)]
		if o.Kind == migrator.WasRefused && o.UserID == "" {
			continue
		}
		if before, twice := mapped[o.UserID]; twice {
			t.Errorf("records %d and %d are mapped to one user", before, i)
		}
		mapped[o.UserID] = i
		u := e.byID[o.UserID]
		shares := u != nil && (s.email != "" && u.Email == s.email || u.ExternalID == s.sourceID() || s.email == "" && u.Phone == s.phone)
		if u == nil && !a.gone[o.UserID] || u != nil && !shares {
			t.Errorf("record %d is %v, mapped to %q: %+v", i, o.Kind, o.UserID, u)
		}
	}
	for _, u := range e.users {
		if _, ours := mapped[u.UserID]; u.FirstName != byTheApp && !ours {
			t.Errorf("nobody is mapped to a user whom usher made: %+v", u)
		}
	}
}

// nobodyGivenAKey checks what holds as long as every answer comes: what the app
// made does not count as made here, and gets an exported password only on an
// email that the export shows as verified.
func nobodyGivenAKey(t *testing.T, e *ending) {
	t.Helper()
	byHash := map[string]someone{}
	for i, s := range e.export {
		if s.hash != "" {
			byHash[s.hash] = s
		}
		o := e.outcomes[uint64(i)]
		if u := e.byID[o.UserID]; u != nil && o.Kind == migrator.Created && u.FirstName == byTheApp {
			t.Errorf("record %d counts as created, and the app made them", i)
		}
	}
	for _, u := range e.users {
		s, exported := byHash[u.Hash]
		if u.FirstName == byTheApp && exported && (!s.verified || s.email != u.Email) {
			t.Errorf("an exported password is on a user of the app's: %+v", u)
		}
	}
}
