package migrator

// recentRefusals are the refusals of a run by the place of their users in it.
// Users before recentUsers of the newest may be forgotten: by then far more
// have settled than are ever under way together.
type recentRefusals struct {
	of map[int]string // reasons by place, from 0
	// below is the first place that is not forgotten.
	below int
}

const recentUsers = 4096

// add takes a refusal in, and gives the length of the unbroken row of refusals
// for this reason that it belongs to, counted up to most.
func (r *recentRefusals) add(nth int, reason string, most int) int {
	if r.of == nil {
		r.of = map[int]string{}
	}
	r.of[nth] = reason
	if nth-r.below >= 2*max(recentUsers, most) {
		r.forget(nth - max(recentUsers, most))
	}
	row := 1
	for at := nth - 1; row < most && r.has(at, reason); at-- {
		row++
	}
	for at := nth + 1; row < most && r.has(at, reason); at++ {
		row++
	}
	return row
}

func (r *recentRefusals) has(nth int, reason string) bool {
	of, refused := r.of[nth]
	return refused && of == reason
}

func (r *recentRefusals) forget(below int) {
	for nth := range r.of {
		if nth < below {
			delete(r.of, nth)
		}
	}
	r.below = below
}
