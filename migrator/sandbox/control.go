package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
)

// controlPrefix is where the control plane lives.
const controlPrefix = "/sandbox/"

// maxControlBody is the most bytes of a setting; a seed may be of any length.
const maxControlBody = 1 << 16

// setting is what can be read and replaced in its text form.
type setting struct {
	read  func(*Sandbox) string
	write func(*Sandbox, string) error
}

var settings = map[string]setting{
	"faults":  {(*Sandbox).faultText, (*Sandbox).setFaultText},
	"limit":   {func(s *Sandbox) string { return s.traffic.limits().String() }, (*Sandbox).setLimitText},
	"toggles": {func(s *Sandbox) string { return s.toggles.Load().String() }, (*Sandbox).setToggleText},
}

// control serves the control plane; the package's guide lists it.
func (s *Sandbox) control(w http.ResponseWriter, r *http.Request) {
	in := incoming{}
	in.user, in.secret, in.hasLogin = r.BasicAuth()
	if !s.authorized(in) {
		http.Error(w, "the sandbox's project id and secret are asked for by Basic auth", http.StatusUnauthorized)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, controlPrefix)
	if set, ok := settings[name]; ok {
		s.controlSetting(w, r, set)
		return
	}
	switch r.Method + " " + name {
	case "GET stats":
		w.Header().Set("Content-Type", contentJSON)
		json.NewEncoder(w).Encode(s.Stats())
	case "GET users":
		writeLines(w, s.Users())
	case "GET arrivals":
		writeLines(w, slices.Values(s.Arrivals()))
	case "POST seed":
		s.controlSeed(w, r.Body)
	case "POST login":
		s.controlLogin(w, r.Body)
	default:
		http.Error(w, "the control plane has no "+r.Method+" "+controlPrefix+"...: see the guide of package sandbox", http.StatusNotFound)
	}
}

// controlSetting answers both methods with the text that is in force.
func (s *Sandbox) controlSetting(w http.ResponseWriter, r *http.Request, set setting) {
	switch r.Method {
	case http.MethodPut:
		text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxControlBody))
		if err == nil {
			err = set.write(s, strings.TrimSpace(string(text)))
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	case http.MethodGet:
	default:
		w.Header().Set("Allow", "GET, PUT")
		http.Error(w, "a setting takes GET and PUT", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, set.read(s))
}

func (s *Sandbox) faultText() string {
	s.traffic.mu.Lock()
	defer s.traffic.mu.Unlock()
	var list []string
	for _, rule := range s.traffic.faults.rules {
		list = append(list, rule.String())
	}
	return strings.Join(list, ",")
}

func (s *Sandbox) setFaultText(text string) error {
	list, err := ParseFaults(text)
	if err != nil {
		return err
	}
	return s.SetFaults(list...)
}

func (s *Sandbox) setLimitText(text string) error {
	l, err := ParseLimit(text)
	if err != nil {
		return err
	}
	return s.SetLimit(l)
}

func (s *Sandbox) setToggleText(text string) error {
	t, err := ParseToggles(text)
	if err != nil {
		return err
	}
	return s.SetToggles(t)
}

// writeLines writes one JSON object a line. A client that has gone ends it.
func writeLines[T any](w http.ResponseWriter, list iter.Seq[T]) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	encoder := json.NewEncoder(w)
	for item := range list {
		if encoder.Encode(item) != nil {
			return
		}
	}
}

// controlSeed adds users and says how many.
func (s *Sandbox) controlSeed(w http.ResponseWriter, body io.Reader) {
	users, err := ReadSeed(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	added, err := s.Seed(users)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", contentJSON)
	json.NewEncoder(w).Encode(map[string]int{"added": added, "left_out": len(users) - added})
}

// controlLogin reads the id of a user, in plain text.
func (s *Sandbox) controlLogin(w http.ResponseWriter, body io.Reader) {
	id, err := io.ReadAll(io.LimitReader(body, maxControlBody))
	if err == nil {
		err = s.Login(strings.TrimSpace(string(id)))
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}
