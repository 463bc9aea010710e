package sandbox_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator/sandbox"
)

func TestFaultsAreReadFromText(t *testing.T) {
	tests := map[string][]sandbox.Fault{
		"":                     nil,
		"429":                  {{Kind: "429"}},
		"drop-after=0.02":      {{Kind: "drop-after", Probability: 0.02}},
		"500:next=3, 429":      {{Kind: "500", Next: 3}, {Kind: "429"}},
		"hang:nth=7@create":    {{Kind: "hang", Nth: 7, Endpoint: "create"}},
		"late:p=0.5":           {{Kind: "late", Probability: 0.5}},
		"latency=50ms..80ms":   {{Kind: "latency", Latency: 50 * time.Millisecond, Jitter: 30 * time.Millisecond}},
		"latency=2s:nth=5":     {{Kind: "latency", Latency: 2 * time.Second, Nth: 5}},
		"late-apply=1s:p=0.01": {{Kind: "late-apply", Latency: time.Second, Probability: 0.01}},
	}
	for text, want := range tests {
		got, err := sandbox.ParseFaults(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q:\n%s", text, diff)
		}
	}
	for _, text := range []string{"boom", "500=2", "500=0", "500=x", "500@", "500@nowhere", "500:next=0", "500:after=1", "500=0.1:p=0.1",
		"500=0.1:next=1", "latency", "latency=fast", "latency=80ms..50ms", "latency=-1s", "late-apply", "500,,429"} {
		if got, err := sandbox.ParseFaults(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestLimitsAreReadFromText(t *testing.T) {
	standard := sandbox.LimitConfig{Mode: "sliding", Requests: 65, Window: time.Second, SearchPerMinute: 150}
	changed := func(change func(*sandbox.LimitConfig)) sandbox.LimitConfig {
		l := standard
		change(&l)
		return l
	}
	tests := map[string]sandbox.LimitConfig{
		"":                  standard,
		"off":               changed(func(l *sandbox.LimitConfig) { l.Mode = "off" }),
		"fixed":             changed(func(l *sandbox.LimitConfig) { l.Mode = "fixed" }),
		"40/s":              changed(func(l *sandbox.LimitConfig) { l.Requests = 40 }),
		"600/m, search=off": changed(func(l *sandbox.LimitConfig) { l.Requests, l.Window, l.SearchPerMinute = 600, time.Minute, -1 }),
		"5/100ms,search=9":  changed(func(l *sandbox.LimitConfig) { l.Requests, l.Window, l.SearchPerMinute = 5, 100*time.Millisecond, 9 }),
		"per-endpoint":      changed(func(l *sandbox.LimitConfig) { l.PerEndpoint = true }),
		"count-refused":     changed(func(l *sandbox.LimitConfig) { l.CountRefused = true }),
		"retry-after=date":  changed(func(l *sandbox.LimitConfig) { l.RetryAfter = "date" }),
		"retry-after=none":  standard,
	}
	for text, want := range tests {
		got, err := sandbox.ParseLimit(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q:\n%s", text, diff)
		}
	}
	for _, text := range []string{"65", "0/s", "x/s", "65/", "65/0s", "65/-1s", "65/week", "search", "search=0", "retry-after", "retry-after=soon", "on"} {
		if got, err := sandbox.ParseLimit(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestEveryToggleIsReadFromText(t *testing.T) {
	const all = "email-exact,migrate-ignores-flags,migrate-ignores-phone,migrate-ignores-name,migrate-ignores-metadata," +
		"migrate-ignores-roles,too-many-unverified-factors,migrate-activates,success-201,total-unknown,null-optionals," +
		"digests-in-base64,phpass-h,unknown-id-invalid,duplicate-order=phone+email+external_id,get-lag=1s,search-lag=2s," +
		"last-cursor=null,max-filter-values=7"
	got, err := sandbox.ParseToggles(all)
	if err != nil {
		t.Fatal(err)
	}
	want := sandbox.Toggles{EmailExact: true, DuplicateOrder: "phone,email,external_id", MigrateIgnoresFlags: true, MigrateIgnoresPhone: true,
		MigrateIgnoresName: true, MigrateIgnoresMetadata: true, MigrateIgnoresRoles: true, TooManyUnverifiedFactors: true, MigrateActivates: true,
		Success201: true, GetLag: time.Second, SearchLag: 2 * time.Second, TotalUnknown: true, LastCursor: "null", NullOptionals: true,
		DigestsInBase64: true, PhpassH: true, MaxFilterValues: 7, UnknownIDInvalid: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.String() != all {
		t.Errorf("written as %s", got)
	}
	if n := len(sandbox.ToggleNames()); n != 19 {
		t.Errorf("%d names are listed", n)
	}
	for _, text := range []string{"boom", "email-exact=1", "get-lag", "get-lag=-1s", "last-cursor=zero", "duplicate-order=email", "max-filter-values=x", "success-201,,"} {
		if got, err := sandbox.ParseToggles(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// What is read is written in a form that is read as the same.
func FuzzSettings(f *testing.F) {
	for _, seed := range []string{"", "429", "drop-after=0.02,latency=50ms..80ms:p=0.1@create", "fixed,600/m,search=off", "email-exact,get-lag=1s"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if list, err := sandbox.ParseFaults(text); err == nil && len(list) == 1 {
			again, err := sandbox.ParseFaults(list[0].String())
			if err != nil || len(again) != 1 || again[0] != list[0] {
				t.Errorf("fault %q is written as %q: %v", text, list[0], err)
			}
		}
		if l, err := sandbox.ParseLimit(text); err == nil {
			again, err := sandbox.ParseLimit(l.String())
			if err != nil || l.Mode != sandbox.LimitOff && again != l {
				t.Errorf("limit %q is written as %q: %v", text, l, err)
			}
		}
		if toggles, err := sandbox.ParseToggles(text); err == nil {
			if again, err := sandbox.ParseToggles(toggles.String()); err != nil || again != toggles {
				t.Errorf("toggles %q are written as %q: %v", text, toggles, err)
			}
		}
	})
}
