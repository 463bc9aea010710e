package migrator

// share is what one user adds to the totals of a preview: the calls, and
// which of its identifiers move. The zero share is a user who doesn't move.
type share uint8

const (
	creates share = 1 << iota
	migrates
	withEmail
	withPhone
	withPassword
)

func shareOf(p *Plan) share {
	var s share
	for i := range p.Calls {
		c := &p.Calls[i]
		switch c.Kind {
		case CreateUser:
			s |= creates
		case MigratePassword:
			s |= migrates | withPassword
		}
		if c.Email != "" {
			s |= withEmail
		}
		if c.Phone != "" {
			s |= withPhone
		}
	}
	return s
}

// shares is the sum.
type shares struct {
	calls CallCounts
	moves MoveCounts
}

func (t *shares) add(s share, n int) {
	if s&creates != 0 {
		t.calls.CreateUser += n
	}
	if s&migrates != 0 {
		t.calls.MigratePassword += n
	}
	switch s & (withEmail | withPhone | withPassword) {
	case withEmail | withPhone | withPassword:
		t.moves.EmailPhonePassword += n
	case withEmail | withPassword:
		t.moves.EmailPassword += n
	case withEmail | withPhone:
		t.moves.EmailPhone += n
	case withEmail:
		t.moves.EmailOnly += n
	case withPhone, withPhone | withPassword: // no password moves without an email
		t.moves.PhoneOnly += n
	default:
		t.moves.Nothing += n
	}
}

// sum adds other shares.
func (t *shares) sum(o *shares) {
	t.calls.CreateUser += o.calls.CreateUser
	t.calls.MigratePassword += o.calls.MigratePassword
	t.moves.EmailOnly += o.moves.EmailOnly
	t.moves.PhoneOnly += o.moves.PhoneOnly
	t.moves.EmailPhone += o.moves.EmailPhone
	t.moves.EmailPassword += o.moves.EmailPassword
	t.moves.EmailPhonePassword += o.moves.EmailPhonePassword
	t.moves.Nothing += o.moves.Nothing
}
