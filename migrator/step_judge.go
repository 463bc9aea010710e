package migrator

// judge is the table of what a found user means for the record.
//
//	ours?  plan          the found user              outcome
//	yes    no password                               created
//	yes    password      has one                     created, password moved
//	yes    password      none, has the email         second call (unverified: not when only time says ours)
//	yes    password      none, otherwise             created, password refused (unresolved where a correction is not known)
//	no                   shares only the phone       refused
//	no     no password, or email unverified          present
//	no     verified      shares the external id only present: a migrate would go to whoever has the email
//	no     verified      has no password             join: the password is added
//	no     verified      has one, and our mark       password added
//	no     verified      has one                     present
func (e *engine) judge(p *person, f *Found) step {
	if own := p.ours(f); own != notOurs {
		return e.judgeOurs(p, f, own)
	}
	o := Outcome{Kind: Present, Evidence: ByLookup, UserID: f.UserID}
	switch {
	case !p.shares(f):
		return p.decide(Outcome{Kind: WasRefused, Evidence: ByLookup, Reason: phoneOfAnother})
	case !p.verified():
	case !p.sharesEmail(f):
		o.Reason = emailDiffers
	case f.PasswordID == "":
		p.there = f.UserID
		return e.join
	case p.first().Mark != "" && f.Mark == p.first().Mark:
		o.Kind, o.Evidence, o.PasswordID, o.PasswordMoved = PasswordAdded, ByMark, f.PasswordID, true
	}
	return p.decide(o)
}

func (e *engine) judgeOurs(p *person, f *Found, own ownership) step {
	if own != ownByAnswer {
		p.evidence = own.evidence()
	}
	o := Outcome{Kind: Created, Evidence: p.evidence, UserID: f.UserID}
	p.made = f.UserID
	switch {
	case !p.hasPassword():
		return p.decide(o)
	case f.PasswordID != "":
		o.PasswordMoved, o.PasswordID = true, f.PasswordID
		return p.decide(o)
	case !p.sharesEmail(f) && p.uncorrected:
		return p.unknown(correctionMissing, "") // it may have another email
	case !p.sharesEmail(f):
		return p.withoutPassword(emailDiffers, "")
	case own == ownByTime && !p.verified():
		return p.withoutPassword(passwordInDoubt, "")
	}
	return e.second
}
