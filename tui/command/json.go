package command

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"example.com/usher/migrator"
	"example.com/usher/tui/say"
)

// document writes the one document of --json.
func (a *app) document(v any) error {
	a.printed = true
	raw, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("write result as JSON: %w", err)
	}
	if _, err := fmt.Fprintln(a.results, spelled(string(raw))); err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}

// spelled writes the characters that would act on a terminal as JSON spells
// them out; to a program it is the same document.
func spelled(document string) string {
	if !strings.ContainsFunc(document, acts) {
		return document
	}
	var b strings.Builder
	for _, r := range document {
		if acts(r) {
			fmt.Fprintf(&b, `\u%04x`, r) // all of them are below U+10000
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// acts leaves out the line ends of the document itself: those of its texts are
// spelled out already.
func acts(r rune) bool { return r != '\n' && migrator.Acts(r) }

// trouble is what a document adds when a command failed.
type trouble struct {
	Error string `json:"error"`
	Hint  string `json:"hint,omitzero"`
}

// failedImport is the document of a migration that could not begin.
type failedImport struct {
	migrator.Result
	trouble
}

// resultDocument is the document of a migration that ran: its result, and what
// ended it early.
func resultDocument(r migrator.Result, err error) any {
	if err == nil {
		return r
	}
	return failedImport{r, troubleOf(err)}
}

// failedPreview is the document of an export that could not be read.
type failedPreview struct {
	migrator.PreviewResult
	trouble
}

// printFailure writes the document of a command that failed, unless it has
// written one already.
func (a *app) printFailure(ran *cobra.Command, err error) {
	if a.printed {
		return
	}
	t := troubleOf(err)
	name := ""
	if ran != nil {
		name = ran.Name()
	}
	state := migrator.Failed
	if interrupted(err) {
		state = migrator.Paused
	}
	var doc any = t
	switch name {
	case "import", "resume", "retry", "rehearse", "status":
		doc = failedImport{a.standing(name, state, t.Error), t}
	case "preview":
		doc = failedPreview{trouble: t}
	case "verify":
		doc = failedVerify{migrator.VerifyResult{State: state, Missing: []string{}, Differing: []migrator.Difference{}}, t}
	case "undo":
		doc = failedUndo{migrator.UndoResult{State: state, KeptUsers: []migrator.Kept{}, LeftUsers: []migrator.Kept{}}, t}
	}
	if err := a.document(doc); err != nil {
		a.note("usher: " + err.Error())
	}
}

// standing is what a migration has reached that did not go on. That of an
// import may be another one's checkpoint: it counts nothing.
func (a *app) standing(name string, state migrator.State, reason string) migrator.Result {
	r := migrator.Result{Checkpoint: a.checkpoint, Destination: a.to}
	if a.checkpoint != "" && (name == "resume" || name == "retry") {
		if reached, err := migrator.Status(a.checkpoint, a.Ports); err == nil {
			r = reached
		}
	}
	r.State, r.Reason = state, reason
	return r
}

func troubleOf(err error) trouble {
	if refused := asUsage(err); refused != nil {
		return trouble{Error: say.Clean(refused.problem), Hint: say.Clean(refused.hint)}
	}
	f := say.Describe(err)
	text := lowerFirst(f.What)
	if f.Where != "" {
		text += " (" + f.Where + ")"
	}
	if len(f.More) > 0 {
		text += ": " + strings.Join(f.More, "; ")
	}
	return trouble{Error: say.Clean(text), Hint: say.Clean(f.Now)}
}

// wantsJSON says whether --json was given, also where another flag was wrong.
func wantsJSON(ran *cobra.Command, args []string) bool {
	if ran != nil && ran.Flags().Changed("json") {
		return true
	}
	for _, arg := range args {
		if arg == "--json" || arg == "--json=true" {
			return true
		}
		if arg == "--" {
			return false
		}
	}
	return false
}
