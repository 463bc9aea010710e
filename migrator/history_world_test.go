package migrator_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"example.com/usher/migrator"
)

// world runs a history. It sees every request, and notes what must never
// happen.
type world struct {
	name string // of the import that sends, "" = usher
	// config completes what an import begins with, nil = nothing to add.
	config func(*migrator.ImportConfig)
	// open opens a migration for a process, nil = by beginning it or going on.
	open   func(context.Context, migrator.ImportConfig, migrator.Tuning) (*migrator.Migration, error)
	result migrator.Result // of the last process that lived to its end
	h      *history
	stytch *memoryStytch
	disk   *disk
	export *fakeExport
	began  time.Time

	mu       sync.Mutex
	bad      []string // violated properties
	traced   bool
	trace    []string
	writes   []int // by record, over all processes
	reads    []int
	awaited  []int  // writes under way, by record
	mustLook []bool // a write was lost, and nobody has looked since
	doubt    []bool // a write may have been applied unseen
	used     []bool // faults
	requests []int  // of the process, by record
	spoiled  bool   // a fault met the process
	number   int    // of requests, for latencies
	most     int    // requests that a user may cost a run without faults
}

func newWorld(h *history) *world {
	w := worldOn(newMemoryStytch(), h)
	for _, s := range h.strangers {
		w.strange(s)
	}
	return w
}

// worldOn is a world whose users are there already.
func worldOn(s *memoryStytch, h *history) *world {
	w := &world{h: h, most: mostRequests, stytch: s, disk: &disk{}, export: exportOf(), began: time.Now()}
	w.stytch.lag, w.stytch.mergeMark = h.lag, h.mergeMark
	if h.skewed {
		w.stytch.skew = func(n int) int { return int(w.random(uint64(n), 1).IntN(2)) }
	}
	for i, k := range h.records {
		w.export.add(k.user(i))
	}
	n := len(h.records)
	w.writes, w.reads, w.awaited, w.requests = make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	w.mustLook, w.doubt, w.used = make([]bool, n), make([]bool, n), make([]bool, len(h.faults))
	return w
}

// random gives numbers that depend on nothing but the history and a number.
func (w *world) random(n, stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(w.h.seed, n<<8|stream))
}

func (w *world) strange(s stranger) {
	u := &memoryUser{by: "app"}
	if s.email >= 0 {
		u.email = emailOf(s.email)
	}
	if s.phone >= 0 {
		u.phone = phoneOf(s.phone)
	}
	if s.externalID >= 0 {
		u.externalID = externalIDOf(s.externalID)
	}
	if w.stytch.byEmail(u.email) != nil || w.stytch.byPhone(u.phone) != nil || w.stytch.byExternalID(u.externalID) != nil {
		return
	}
	if u.email == "" && u.phone == "" {
		u.email = fmt.Sprintf("stranger-%d@example.com", len(w.stytch.users))
	}
	w.stytch.add(u)
	if s.password && u.email != "" {
		w.stytch.givePassword(u, "app")
	}
}

func (w *world) violated(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bad = append(w.bad, fmt.Sprintf(format, args...))
}

func (w *world) note(format string, args ...any) {
	if !w.traced {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trace = append(w.trace, fmt.Sprintf("%8v  ", time.Since(w.began).Round(time.Millisecond))+fmt.Sprintf(format, args...))
}

// act is the app at work.
func (w *world) act(a appAct) {
	w.stytch.mu.Lock()
	defer w.stytch.mu.Unlock()
	s := w.stytch
	u := s.byEmail(emailOf(a.record))
	made := &memoryUser{by: "app"}
	if a.externalID && s.byExternalID(externalIDOf(a.record)) == nil {
		made.externalID = externalIDOf(a.record)
	}
	switch {
	case a.kind == appCreates && u == nil:
		made.email = emailOf(a.record)
		u = s.add(made)
		if a.password {
			s.givePassword(u, "app")
		}
	case a.kind == appCreatesPhone && s.byPhone(phoneOf(a.record)) == nil:
		made.phone = phoneOf(a.record)
		s.add(made)
	case a.kind == appCreatesExternalID && s.byExternalID(externalIDOf(a.record)) == nil:
		made.email, made.externalID = fmt.Sprintf("other-%d@example.com", len(s.users)), externalIDOf(a.record)
		s.add(made)
	case a.kind == appDeletes && u != nil:
		s.remove(u)
	case a.kind == appChangesEmail && u != nil:
		u.email = fmt.Sprintf("moved-%d@example.com", len(s.users))
		u.note()
	case a.kind == appSetsPassword && u != nil && u.password == "":
		s.givePassword(u, "app")
	default:
		return
	}
	w.note("the app %s of record %d", a.kind, a.record)
}

// run runs the history: processes that end early, then clean ones until
// everybody is settled.
func (w *world) run(ctx context.Context) {
	for _, a := range w.h.app {
		time.AfterFunc(a.at, func() { w.act(a) })
	}
	const most = 12
	for i := range most {
		var e *end
		if i < len(w.h.ends) {
			e = &w.h.ends[i]
		}
		if w.process(ctx, e) {
			time.Sleep(time.Minute) // what is late arrives
			w.check()
			return
		}
	}
	w.violated("P1: not done after %d processes", most)
}

// process is the life of one usher. It reports whether everybody was settled.
func (w *world) process(ctx context.Context, e *end) bool {
	ctx, kill := context.WithCancel(ctx)
	defer kill()
	p := &wire{w: w, end: e, kill: kill}
	w.newLife()
	o := migrator.DefaultOptions()
	if !w.h.mark {
		o.Mark = "off"
	}
	target := migrator.Target{Kind: migrator.Test, ProjectID: testProject, BaseURL: "https://stytch.example"}
	if !w.h.remote {
		target.BaseURL = "http://127.0.0.1:7070"
	}
	w.disk.commit = p.commit
	c := migrator.ImportConfig{
		Options: o, Target: target, Secret: "s", Checkpoint: "x.usher", StopLoss: migrator.StopLoss{Off: true},
		Ports: migrator.Ports{
			Checkpoints: process{disk: w.disk, power: p.alive},
			Connect:     func(migrator.Connection) (migrator.Destination, error) { return p, nil },
		},
	}
	if w.config != nil {
		w.config(&c)
	}
	open := w.open
	if open == nil {
		open = w.begin
	}
	m, err := open(ctx, c, migrator.Tuning{Workers: 4, Window: 4, Span: 2, CommitEvery: 20 * time.Millisecond, Hook: p.reached})
	if err != nil {
		if p.alive() {
			w.violated("begin: %v", err)
		}
		return false
	}
	if e != nil && e.pause > 0 {
		t := time.AfterFunc(e.pause, m.Pause)
		defer t.Stop()
	}
	r, err := m.Run(ctx)
	w.note("the process ends: %s %s, unknown %d, error %v", r.State, r.Reason, r.Unknown, err)
	if err := m.Close(); err != nil {
		w.violated("close: %v", err)
	}
	if !p.alive() {
		return false
	}
	if err != nil {
		w.violated("run: %v", err)
	}
	if e == nil {
		w.cheap()
	}
	w.result = r
	return r.State == migrator.Done && r.Unknown == 0
}

func (w *world) begin(ctx context.Context, c migrator.ImportConfig, t migrator.Tuning) (*migrator.Migration, error) {
	return migrator.BeginWith(ctx, c, w.export, t)
}

// newLife: whoever was sent something and is not settled must be looked up
// before anything else of theirs leaves.
func (w *world) newLife() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.spoiled = false
	for i := range w.h.records {
		w.awaited[i], w.requests[i] = 0, 0
		o, settled := w.disk.outcomes[uint64(i)]
		w.doubt[i] = w.doubt[i] && (!settled || o.Kind == migrator.Unknown)
		w.mustLook[i] = w.doubt[i]
	}
}

// wire is what one process sees of Stytch.
type wire struct {
	w    *world
	end  *end
	kill context.CancelFunc

	mu     sync.Mutex
	dead   bool
	points int
	sent   int
}

func (p *wire) alive() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.dead
}

func (p *wire) die(why string) {
	p.mu.Lock()
	dead := p.dead
	p.dead = true
	p.mu.Unlock()
	if !dead {
		p.w.note("the process dies %s", why)
		p.kill()
	}
}

// reached is called at each crashpoint.
func (p *wire) reached(point string) {
	if p.end == nil || p.end.commit || p.end.pause > 0 || (p.end.point != "" && p.end.point != point) {
		return
	}
	p.mu.Lock()
	p.points++
	hit := p.points == p.end.nth
	p.mu.Unlock()
	if hit {
		p.die(point)
	}
}

func (p *wire) commit(_ int, b migrator.Batch) error {
	if p.end == nil || !p.end.commit {
		return nil
	}
	p.points++
	if p.points != p.end.nth {
		return nil
	}
	defer p.die("in a commit")
	if p.end.stored {
		return errAfter
	}
	return errors.New("power failed before the commit")
}

// faultOf takes the fault that a request of a record has, or nil.
func (w *world) faultOf(record, nth int, read bool) *fault {
	for i, f := range w.h.faults {
		if !w.used[i] && f.record == record && f.nth == nth && f.read == read {
			w.used[i], w.spoiled = true, true
			return &w.h.faults[i]
		}
	}
	return nil
}

// latency is one way of one request. No two are alike, so that what happens
// at one time has one order.
func (w *world) latency() time.Duration {
	w.number++
	return time.Duration(1+w.random(uint64(w.number), 2).IntN(40))*time.Millisecond + time.Duration(w.number)
}

func (w *world) recordOf(c migrator.Call) int {
	for i := range w.h.records {
		if isOf(i, c.Email) || isOf(i, c.Phone) || isOf(i, c.ExternalID) {
			return i
		}
	}
	return -1
}

func gone(ctx context.Context) bool {
	return ctx.Err() != nil || migrator.StopOf(ctx).Err() != nil
}

// wait sleeps, and reports whether the process lives on.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (p *wire) Write(ctx context.Context, c migrator.Call) migrator.Answer {
	if !p.alive() || gone(ctx) {
		return migrator.Answer{Class: migrator.Canceled}
	}
	w := p.w
	i := w.recordOf(c)
	f, there, back := p.leave(i)
	defer func() { w.mu.Lock(); w.awaited[i]--; w.mu.Unlock() }()
	a := p.travel(ctx, c, i, f, there, back)
	w.note("  record %d: %s %s, user %s created %v", i, a.Class, a.ErrorType, a.UserID, a.UserCreated)
	w.mu.Lock()
	defer w.mu.Unlock()
	if a.Class == migrator.Lost {
		w.mustLook[i] = true
	}
	if a.Class == migrator.Lost || a.Class == migrator.OK || !p.alive() {
		w.doubt[i] = true
	}
	return a
}

// leave notes a write that leaves, and checks P6.
func (p *wire) leave(i int) (f *fault, there, back time.Duration) {
	w := p.w
	w.mu.Lock()
	defer w.mu.Unlock()
	p.sent++
	if w.awaited[i]++; w.awaited[i] > 1 {
		w.bad = append(w.bad, fmt.Sprintf("P6: %d writes of record %d at once", w.awaited[i], i))
	}
	if w.mustLook[i] {
		w.bad = append(w.bad, fmt.Sprintf("P6: a write of record %d after a loss without a look-up", i))
	}
	f = w.faultOf(i, w.writes[i], false)
	w.writes[i]++
	w.requests[i]++
	return f, w.latency(), w.latency()
}

// travel brings a call to Stytch, whatever becomes of us meanwhile, and the
// answer back.
func (p *wire) travel(ctx context.Context, c migrator.Call, i int, f *fault, there, back time.Duration) migrator.Answer {
	p.w.note("record %d: %s email %q ext %q mark %q", i, c.Kind, c.Email, c.ExternalID, c.Mark)
	lost := migrator.Answer{Class: migrator.Lost, Err: errors.New("no answer")}
	late := time.Duration(0)
	if f != nil {
		p.w.note("  fault: %s", f.kind)
		switch f.kind {
		case notSent:
			return migrator.Answer{Class: migrator.NotSent, Err: errors.New("connection refused")}
		case throttled, lostBefore:
			if !wait(ctx, there+back) {
				return lost
			}
			return map[faultKind]migrator.Answer{
				throttled:  {Class: migrator.Throttled, Status: 429},
				lostBefore: lost,
			}[f.kind]
		case lostLate:
			late = there + back + f.late
		}
	}
	applied := make(chan migrator.Answer, 1)
	time.AfterFunc(there+late, func() { applied <- p.w.apply(c, i) })
	if f != nil && late > 0 {
		wait(ctx, there+back)
		return lost
	}
	select {
	case a := <-applied:
		if !wait(ctx, back) || (f != nil && f.kind == lostAfter) {
			return lost
		}
		return a
	case <-ctx.Done():
		return lost
	}
}

// apply is a call's arrival at Stytch.
func (w *world) apply(c migrator.Call, i int) migrator.Answer {
	if w.h.records[i].refused == c.Kind {
		return migrator.Answer{Class: migrator.Refused, Status: 400, ErrorType: "invalid_argument"}
	}
	return w.stytch.apply(c, w.by(i))
}

// look is a read about records.
func (p *wire) look(ctx context.Context, records []int) (migrator.Class, bool) {
	if !p.alive() || gone(ctx) {
		return migrator.Canceled, true
	}
	w := p.w
	w.mu.Lock()
	p.sent++
	var f *fault
	for _, i := range records {
		w.mustLook[i] = false
		if g := w.faultOf(i, w.reads[i], true); g != nil {
			f = g
		}
		w.reads[i]++
		w.requests[i]++
	}
	d := w.latency()
	w.mu.Unlock()
	if !wait(ctx, d) {
		return migrator.Unavailable, true
	}
	if f != nil {
		w.note("  fault: %s", f.kind)
		return map[faultKind]migrator.Class{unavailable: migrator.Unavailable, throttled: migrator.Throttled, notSent: migrator.NotSent}[f.kind], true
	}
	return 0, false
}

func (p *wire) Get(ctx context.Context, id string) migrator.Reply {
	about := p.w.about(id)
	p.w.note("get %s", id)
	if class, spoiled := p.look(ctx, about); spoiled {
		return migrator.Reply{Class: class}
	}
	r := p.w.stytch.get(id)
	p.w.note("  get %s: %s %+v", id, r.Class, r.Users)
	return r
}

// about are the records that a user's id or external id is of.
func (w *world) about(id string) (records []int) {
	w.stytch.mu.Lock()
	defer w.stytch.mu.Unlock()
	u := w.stytch.ever(id)
	for i := range w.h.records {
		if id == externalIDOf(i) || (u != nil && (isBy(u.by, i) || u.email == emailOf(i))) {
			records = append(records, i)
		}
	}
	return records
}

func (p *wire) Search(ctx context.Context, by string, values []string) migrator.Reply {
	var about []int
	for i := range p.w.h.records {
		if slices.ContainsFunc(values, func(v string) bool { return isOf(i, v) }) {
			about = append(about, i)
		}
	}
	if class, spoiled := p.look(ctx, about); spoiled {
		return migrator.Reply{Class: class}
	}
	r := p.w.stytch.search(by, values)
	p.w.note("search %s: %d found", strings.Join(values, " "), len(r.Users))
	return r
}

func (p *wire) DeletePassword(ctx context.Context, id string) migrator.Answer {
	if class, spoiled := p.look(ctx, nil); spoiled {
		return migrator.Answer{Class: class}
	}
	p.w.note("delete password %s", id)
	return p.w.stytch.deletePassword(id)
}

func (p *wire) DeleteUser(ctx context.Context, id string) migrator.Answer {
	if class, spoiled := p.look(ctx, nil); spoiled {
		return migrator.Answer{Class: class}
	}
	p.w.note("delete user %s", id)
	return p.w.stytch.deleteUser(id)
}

func (p *wire) WhoAmI(ctx context.Context) migrator.Reply {
	p.w.stytch.mu.Lock()
	defer p.w.stytch.mu.Unlock()
	return migrator.Reply{Class: migrator.OK, Date: p.w.stytch.now()}
}

func (p *wire) Pace() migrator.Pace {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	return migrator.Pace{Requests: p.sent}
}

func (p *wire) PacingState() []byte { return nil }

// UpdateUser sets what has no value; the answer gets lost now and then.
func (p *wire) UpdateUser(ctx context.Context, id string, c migrator.Change) migrator.Answer {
	w := p.w
	about := w.about(id)
	if class, spoiled := p.look(ctx, about); spoiled {
		return migrator.Answer{Class: class}
	}
	w.mu.Lock()
	for _, i := range about {
		w.writes[i]++
	}
	fate := w.random(uint64(w.number), 3).IntN(6)
	w.mu.Unlock()
	w.note("update %s: %+v, fate %d", id, c, fate)
	a := migrator.Answer{Class: migrator.Lost, Err: errors.New("no answer")}
	if fate > 0 {
		a = w.stytch.update(id, c)
	}
	if fate == 1 {
		return migrator.Answer{Class: migrator.Lost, Err: errors.New("no answer")}
	}
	return a
}
