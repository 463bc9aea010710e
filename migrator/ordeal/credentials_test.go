package ordeal_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/migrator/sandbox"
)

// TestASecretThatIsRevokedStopsTheRunAtOnce takes the secret away in the middle
// of an import. A new one goes on; another project is refused.
func TestASecretThatIsRevokedStopsTheRunAtOnce(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := newMiddleman(t, b)
	var revoked, refused atomic.Int64
	m.instead(func(w http.ResponseWriter, r *http.Request) bool {
		_, secret, _ := r.BasicAuth()
		if m.passed.Load() >= 60 {
			revoked.Store(1)
		}
		if revoked.Load() == 0 || secret == "secret-test-new" {
			return false
		}
		refused.Add(1)
		refuse(w, http.StatusUnauthorized, "unauthorized_credentials")
		return true
	})
	o := newOperator(t, b)
	people := crowd("revoked", 200)
	behind := *b
	behind.URL = m.URL
	// At the cap a busy machine has a second to hear of it before as many have
	// left as the test allows; whoever does not stop sends all 140.
	p := o.start(o.importing(&behind, writeExport(t, o.dir, people), "--rate", "65")...)
	d := p.wants(failed)
	p.says("unauthorized_credentials", "what now:", "usher resume")
	if d.State != migrator.Failed || !strings.Contains(d.Reason, "unauthorized_credentials") || d.Created == 0 || d.Refused > 0 {
		t.Errorf("it says %+v", d)
	}
	if n := refused.Load(); n > 64 {
		t.Errorf("%d requests left after the first that was refused", n)
	}

	again := o.start(o.resuming()...)
	again.wants(failed)
	again.says("unauthorized_credentials", "what now:")
	if n := refused.Load(); n > 65 {
		t.Errorf("the old secret was tried %d times", n)
	}

	sent := m.passed.Load()
	o.set("STYTCH_SECRET", "secret-test-new")
	o.set("STYTCH_PROJECT_ID", "project-test-99999999-9999-4999-8999-999999999999")
	other := o.start(o.resuming()...)
	other.wants(failed)
	other.says("project", "what now:")
	if m.passed.Load() != sent {
		t.Error("a request went to another project")
	}

	o.set("STYTCH_PROJECT_ID", sandbox.DefaultProjectID)
	o.ends(b, people, o.start(o.resuming()...).wants(done)).everybodyOnce(0)
}
