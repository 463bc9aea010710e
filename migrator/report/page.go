package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strconv"
	"time"

	"github.com/dustin/go-humanize"

	"example.com/usher/migrator"
)

//go:embed page.html
var pageText string

//go:embed page.css
var styles string

// policy lets the page show itself and nothing else: no script, no picture,
// no font, no request, and only the one style sheet that stands in it.
var policy = "default-src 'none'; style-src 'sha256-" + digestOf(styles) + "'; base-uri 'none'; form-action 'none'"

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"count":    func(n int) string { return humanize.Comma(int64(n)) },
	"moment":   func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") },
	"duration": spell,
	"label":    labelOf,
	"plural":   plural,
	"provider": providerTitle,
	"shown":    migrator.SafeText,
}).Parse(pageText))

// page writes summary.html. Everything that comes from the export or from
// Stytch goes through html/template, which knows where it stands.
func (s *summary) page(w io.Writer) error {
	return pageTemplate.Execute(w, struct {
		*summary
		Policy   string
		Style    template.CSS
		Headline string
		Standing string
		Outcomes []outcomeBar
		Timeline *timeline
		Choices  []choice
		Widest   int
	}{
		s, policy, template.CSS(styles), s.headline(), s.standing(), s.outcomeBars(), timelineOf(s.History, s.Migration.Options.Rate),
		choicesOf(s.Migration.Options), widest(s.Findings),
	})
}

// headline says where the migration stands, in one sentence.
func (s *summary) headline() string {
	arrived := humanize.Comma(int64(s.Balance.InStytch)) + " of " + plural(s.Balance.Users, "user") + " are in " + s.where()
	switch s.Result.State {
	case migrator.Done:
		return arrived + "."
	case migrator.Failed:
		return "Stopped: " + arrived + ", and the rest waits."
	}
	return "Not finished: " + arrived + ", and the rest waits."
}

func (s *summary) where() string {
	if s.Migration.Destination == string(migrator.Sandbox) {
		return "the sandbox"
	}
	return "Stytch"
}

// standing is the state, and why.
func (s *summary) standing() string {
	state, reason := string(s.Result.State), s.Result.Reason
	if reason == "" || reason == state {
		return state
	}
	return state + ", " + reason
}

// labelOf is an outcome's name for people, from its name in JSON.
func labelOf(outcome string) string {
	if outcome == migrator.Kind(0).String() {
		return "not sent yet"
	}
	for k := migrator.Created; k.String() != migrator.Kind(0).String(); k++ {
		if k.String() == outcome {
			return k.Label()
		}
	}
	return outcome
}

// choice is an option as the page shows it.
type choice struct{ Title, Value string }

func choicesOf(o migrator.Options) (list []choice) {
	for _, c := range migrator.Choices {
		list = append(list, choice{c.Title, o.Get(c.Name)})
	}
	return list
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return humanize.Comma(int64(n)) + " " + one + "s"
}

// spell writes seconds as people say them: "0.3 s", "2 min 5 s", "5 h 0 min".
func spell(seconds float64) string {
	if seconds < 60 {
		return strconv.FormatFloat(seconds, 'f', 1, 64) + " s"
	}
	whole := int(seconds + 0.5)
	if whole < 3600 {
		return strconv.Itoa(whole/60) + " min " + strconv.Itoa(whole%60) + " s"
	}
	return strconv.Itoa(whole/3600) + " h " + strconv.Itoa(whole%3600/60) + " min"
}
