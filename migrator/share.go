package migrator

// share is what one user adds to the totals of a preview: the calls, and
// which of its identifiers move. The zero share is a user who doesn't move.
type share struct {
	create, migrate        uint8
	email, phone, password bool
}

func shareOf(p Plan) share {
	var s share
	for i := range p.Calls {
		c := &p.Calls[i]
		switch c.Kind {
		case CreateUser:
			s.create++
		case MigratePassword:
			s.migrate++
			s.password = true
		}
		s.email = s.email || c.Email != ""
		s.phone = s.phone || c.Phone != ""
	}
	return s
}

// shares is the sum.
type shares struct {
	calls CallCounts
	moves MoveCounts
}

func (t *shares) add(s share, n int) {
	t.calls.CreateUser += n * int(s.create)
	t.calls.MigratePassword += n * int(s.migrate)
	switch {
	case s.email && s.phone && s.password:
		t.moves.EmailPhonePassword += n
	case s.email && s.password:
		t.moves.EmailPassword += n
	case s.email && s.phone:
		t.moves.EmailPhone += n
	case s.email:
		t.moves.EmailOnly += n
	case s.phone:
		t.moves.PhoneOnly += n
	default:
		t.moves.Nothing += n
	}
}
