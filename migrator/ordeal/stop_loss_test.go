package ordeal_test

import (
	"net/http"
	"strings"
	"testing"

	"example.com/usher/migrator"
)

// TestTheStopLossHaltsARunThatOnlyRefuses lets Stytch refuse users for one
// reason, as a setting of the project does.
func TestTheStopLossHaltsARunThatOnlyRefuses(t *testing.T) {
	t.Parallel()
	const reason = "email_not_in_allowlist"
	tests := []struct {
		name  string
		every int // so many-th create is refused
		flags []string
		halts bool
	}{
		{"all of the first", 1, nil, true},
		{"a share", 3, []string{"--stop-share", "20"}, true},
		{"less than the share", 3, []string{"--stop-share", "90"}, false},
		{"with the stop-loss off", 1, []string{"--no-stop-loss"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			m := newMiddleman(t, b)
			creates := make(chan int, 1)
			creates <- 0
			m.instead(func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodPost || strings.HasSuffix(r.URL.Path, "/search") {
					return false
				}
				n := <-creates + 1
				creates <- n
				if n%test.every != 0 {
					return false
				}
				refuse(w, http.StatusBadRequest, reason)
				return true
			})
			behind := *b
			behind.URL = m.URL
			o := newOperator(t, b)
			people := crowd("loss", 1100)
			for i := range people {
				people[i].hash = "" // one call each
			}
			p := o.start(o.importing(&behind, writeExport(t, o.dir, people), append(test.flags, "--rate", "250")...)...)
			d := p.document()
			if !test.halts {
				if p.code() != partly || d.Refused == 0 || d.Remaining > 0 {
					t.Errorf("exit code %d, %+v", p.code(), d)
				}
				return
			}
			if p.code() != failed || d.State != migrator.Failed || !strings.Contains(d.Reason, reason) || d.Remaining == 0 {
				t.Errorf("exit code %d, %+v", p.code(), d)
			}
			p.says(reason, "what now:", "usher resume")
			goesOn(t, o, b, m, people)
		})
	}
}

// goesOn mends the setting, and resumes: the refused stay refused until a
// retry, everybody else comes.
func goesOn(t *testing.T, o *operator, b *box, m *middleman, people []someone) {
	t.Helper()
	m.instead(func(http.ResponseWriter, *http.Request) bool { return false })
	o.start(o.resuming()...).wants(partly)
	d := o.start("retry", o.checkpoint, "--json").wants(done)
	o.ends(b, people, d).everybodyOnce(0)
}
