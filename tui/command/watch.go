package command

import "time"

// watchEvery is how often a line says how far something has come.
const watchEvery = 5 * time.Second

// watch runs something long and writes lines about it to stderr meanwhile.
func (a *app) watch(first string, progress func() string, run func()) {
	if first != "" {
		a.note(first)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run()
	}()
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			a.note(progress())
		}
	}
}
