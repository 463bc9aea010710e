package migrator

// Options are the operator's choices for one migration. They are fixed in the
// checkpoint; zero values mean the defaults of DefaultOptions.
type Options struct {
	Duplicates string `json:"duplicates"`  // first | last-login | verified | password
	Blocked    string `json:"blocked"`     // skip | import
	Deleted    string `json:"deleted"`     // skip | import
	Anonymous  string `json:"anonymous"`   // skip | import
	Unverified string `json:"unverified"`  // import | skip (users whose email is not verified)
	ExternalID string `json:"external_id"` // source | none
	Metadata   string `json:"metadata"`    // keep | none
	Mark       string `json:"mark"`        // on | off
	DualWrite  string `json:"dual_write"`  // off | on (the app writes to Stytch meanwhile)
	// Rate in requests per second, 1..65; with a sandbox any number, 0 = none.
	Rate int `json:"rate"`
}

// MaxRate is the most requests a second that Stytch asks an import to make
// (docs: migrating user data).
const MaxRate = 65

// DefaultOptions are what usher does unless told otherwise.
func DefaultOptions() Options {
	return Options{Duplicates: "first", Blocked: "skip", Deleted: "skip", Anonymous: "skip", Unverified: "import", ExternalID: "source", Metadata: "keep", Mark: "on", DualWrite: "off", Rate: MaxRate}
}

// orDefaults puts the defaults where nothing was chosen.
func (o Options) orDefaults() Options {
	for _, c := range Choices {
		if field := o.field(c.Name); *field == "" {
			*field = c.Values[0]
		}
	}
	return o
}

// Choice is one option as flags and screens offer it.
type Choice struct {
	Name   string // the flag
	Title  string // on the screen
	Values []string
	Help   string // what it means, one sentence
}

// Choices are the planning options in the order of the screen. The first
// value is the default.
var Choices = []Choice{
	{"duplicates", "duplicates", []string{"first", "last-login", "verified", "password"}, "Which of several users with one email, phone or external id is imported, blocked and deleted ones last; the others are skipped and listed."},
	{"blocked", "blocked users", []string{"skip", "import"}, "Stytch has no blocked state: imported, a blocked user can log in again."},
	{"deleted", "deleted users", []string{"skip", "import"}, "Some providers keep deleted accounts for a while: imported, such a user can log in again."},
	{"anonymous", "anonymous users", []string{"skip", "import"}, "Accounts that an app makes before anybody signs up: imported where they have an email or phone of their own."},
	{"unverified", "unverified emails", []string{"import", "skip"}, "Users whose email the export does not show as verified."},
	{"external-id", "external id", []string{"source", "none"}, "The provider's user id becomes the external_id, which makes look-ups exact."},
	{"metadata", "metadata", []string{"keep", "none"}, "The provider's metadata goes into trusted and untrusted metadata."},
	{"mark", "mark", []string{"on", "off"}, "Each user gets trusted_metadata.usher (45 bytes, server-side only), so that what this migration created is told apart after a crash."},
	{"dual-write", "dual write", []string{"off", "on"}, "The app makes users in Stytch meanwhile: every password takes two requests, so that whose user it is stays certain."},
}

// Get reads an option by its flag name. A checkpoint that is older than an
// option has its default.
func (o Options) Get(name string) string {
	if value := *o.field(name); value != "" {
		return value
	}
	for _, c := range Choices {
		if c.Name == name {
			return c.Values[0]
		}
	}
	return ""
}

// With returns the options with one changed, or an error naming the values.
func (o Options) With(name, value string) (Options, error) {
	for _, c := range Choices {
		if c.Name != name {
			continue
		}
		for _, v := range c.Values {
			if v == value {
				*o.field(name) = value
				return o, nil
			}
		}
		return o, &OptionError{Name: name, Value: value, Values: c.Values}
	}
	return o, &OptionError{Name: name, Value: value}
}

func (o *Options) field(name string) *string {
	switch name {
	case "duplicates":
		return &o.Duplicates
	case "blocked":
		return &o.Blocked
	case "deleted":
		return &o.Deleted
	case "anonymous":
		return &o.Anonymous
	case "unverified":
		return &o.Unverified
	case "external-id":
		return &o.ExternalID
	case "metadata":
		return &o.Metadata
	case "mark":
		return &o.Mark
	case "dual-write":
		return &o.DualWrite
	}
	return new(string)
}

// OptionError is a value that an option does not take.
type OptionError struct {
	Name, Value string
	Values      []string
}

func (e *OptionError) Error() string {
	s := "option " + e.Name + " does not take " + `"` + e.Value + `"`
	for i, v := range e.Values {
		switch i {
		case 0:
			s += ": use "
		case len(e.Values) - 1:
			s += " or "
		default:
			s += ", "
		}
		s += v
	}
	return s
}
