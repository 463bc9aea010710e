package flat

// Version is that of the mapping file's form.
const Version = 1

// Mapping says which column or JSON path goes into which field. Its JSON is
// the mapping file; see the package documentation.
type Mapping struct {
	Version int `json:"usher_mapping"`

	Table    *Form  `json:"table,omitempty"`    // CSV and the like only
	Records  string `json:"records,omitempty"`  // JSON only: the member that holds the list of users
	Encoding string `json:"encoding,omitempty"` // "latin-1" for text that is not UTF-8

	ID            Origins `json:"id,omitempty"`
	ExternalID    Origins `json:"external_id,omitempty"`
	Username      Origins `json:"username,omitempty"`
	Email         Origins `json:"email,omitempty"`
	EmailVerified Origins `json:"email_verified,omitempty"`
	Phone         Origins `json:"phone,omitempty"`
	PhoneVerified Origins `json:"phone_verified,omitempty"`
	FirstName     Origins `json:"first_name,omitempty"`
	MiddleName    Origins `json:"middle_name,omitempty"`
	LastName      Origins `json:"last_name,omitempty"`
	Name          Origins `json:"name,omitempty"` // split at its spaces
	Blocked       Origins `json:"blocked,omitempty"`
	Deleted       Origins `json:"deleted,omitempty"`
	Anonymous     Origins `json:"anonymous,omitempty"`
	CreatedAt     Origins `json:"created_at,omitempty"`
	UpdatedAt     Origins `json:"updated_at,omitempty"`
	LastLogin     Origins `json:"last_login,omitempty"`
	MFA           Origins `json:"mfa,omitempty"` // has a second factor

	Password *Password `json:"password,omitempty"`

	// Trusted and Untrusted are metadata keys and where their values come
	// from; "*" takes all members of an object.
	Trusted   map[string]Origins `json:"trusted_metadata,omitempty"`
	Untrusted map[string]Origins `json:"untrusted_metadata,omitempty"`
	// Rest is where columns go that are named nowhere: "trusted", "untrusted"
	// or "none", which "" means too. Ignored ones go nowhere.
	Rest    string   `json:"rest,omitempty"`
	Ignored []string `json:"ignored,omitempty"`

	// About is for people: why a guess is as it is. It is not read.
	About []Guess `json:"about,omitempty"`
}

// Form is how a table is written, where that is not to be guessed.
type Form struct {
	Delimiter string `json:"delimiter,omitempty"` // one character, "\t" for tab
	Header    *bool  `json:"header,omitempty"`    // the first row has the names
}

// Password says where the parts of password hashes are.
type Password struct {
	Hash Origins `json:"hash,omitempty"`
	Salt Origins `json:"salt,omitempty"`

	// Type is a name that hashes.FromParts knows; none means that hashes
	// describe themselves.
	Type         *Setting `json:"type,omitempty"`
	Encoding     *Setting `json:"encoding,omitempty"`      // of the hash: hex or base64
	SaltEncoding *Setting `json:"salt_encoding,omitempty"` // text, hex or base64
	SaltPosition *Setting `json:"salt_position,omitempty"` // prepend, append or both
	Algorithm    *Setting `json:"algorithm,omitempty"`     // of PBKDF2: sha256 or sha512
	Iterations   *Setting `json:"iterations,omitempty"`
	N            *Setting `json:"n,omitempty"`
	R            *Setting `json:"r,omitempty"`
	P            *Setting `json:"p,omitempty"`
	Memory       *Setting `json:"memory,omitempty"` // KiB
	Threads      *Setting `json:"threads,omitempty"`
	Peppered     *Setting `json:"peppered,omitempty"` // true where the app mixes in a secret
}

// The fields by their place in the list below.
const (
	idField = iota
	externalID
	username
	email
	emailVerified
	phone
	phoneVerified
	firstName
	middleName
	lastName
	fullName
	blocked
	deleted
	anonymous
	createdAt
	updatedAt
	lastLogin
	mfa
	passwordHash
	passwordSalt
	numberOfFields
)

// fields are those that a column goes into, by their names in the file.
var fields = [numberOfFields]struct {
	name string
	of   func(*Mapping) *Origins
}{
	idField:       {"id", func(m *Mapping) *Origins { return &m.ID }},
	externalID:    {"external_id", func(m *Mapping) *Origins { return &m.ExternalID }},
	username:      {"username", func(m *Mapping) *Origins { return &m.Username }},
	email:         {"email", func(m *Mapping) *Origins { return &m.Email }},
	emailVerified: {"email_verified", func(m *Mapping) *Origins { return &m.EmailVerified }},
	phone:         {"phone", func(m *Mapping) *Origins { return &m.Phone }},
	phoneVerified: {"phone_verified", func(m *Mapping) *Origins { return &m.PhoneVerified }},
	firstName:     {"first_name", func(m *Mapping) *Origins { return &m.FirstName }},
	middleName:    {"middle_name", func(m *Mapping) *Origins { return &m.MiddleName }},
	lastName:      {"last_name", func(m *Mapping) *Origins { return &m.LastName }},
	fullName:      {"name", func(m *Mapping) *Origins { return &m.Name }},
	blocked:       {"blocked", func(m *Mapping) *Origins { return &m.Blocked }},
	deleted:       {"deleted", func(m *Mapping) *Origins { return &m.Deleted }},
	anonymous:     {"anonymous", func(m *Mapping) *Origins { return &m.Anonymous }},
	createdAt:     {"created_at", func(m *Mapping) *Origins { return &m.CreatedAt }},
	updatedAt:     {"updated_at", func(m *Mapping) *Origins { return &m.UpdatedAt }},
	lastLogin:     {"last_login", func(m *Mapping) *Origins { return &m.LastLogin }},
	mfa:           {"mfa", func(m *Mapping) *Origins { return &m.MFA }},
	passwordHash:  {"password.hash", func(m *Mapping) *Origins { return &m.password().Hash }},
	passwordSalt:  {"password.salt", func(m *Mapping) *Origins { return &m.password().Salt }},
}

// The settings by their place in the list below.
const (
	hashType = iota
	encoding
	saltEncoding
	saltPosition
	algorithm
	iterations
	scryptN
	scryptR
	scryptP
	memory
	threads
	peppered
	numberOfSettings
)

// settings are the parameters of password hashes, by their names in the file.
var settings = [numberOfSettings]struct {
	name string
	of   func(*Password) **Setting
}{
	hashType:     {"type", func(p *Password) **Setting { return &p.Type }},
	encoding:     {"encoding", func(p *Password) **Setting { return &p.Encoding }},
	saltEncoding: {"salt_encoding", func(p *Password) **Setting { return &p.SaltEncoding }},
	saltPosition: {"salt_position", func(p *Password) **Setting { return &p.SaltPosition }},
	algorithm:    {"algorithm", func(p *Password) **Setting { return &p.Algorithm }},
	iterations:   {"iterations", func(p *Password) **Setting { return &p.Iterations }},
	scryptN:      {"n", func(p *Password) **Setting { return &p.N }},
	scryptR:      {"r", func(p *Password) **Setting { return &p.R }},
	scryptP:      {"p", func(p *Password) **Setting { return &p.P }},
	memory:       {"memory", func(p *Password) **Setting { return &p.Memory }},
	threads:      {"threads", func(p *Password) **Setting { return &p.Threads }},
	peppered:     {"peppered", func(p *Password) **Setting { return &p.Peppered }},
}

// password is where the password's origins are; it is made when it is not
// there.
func (m *Mapping) password() *Password {
	if m.Password == nil {
		m.Password = &Password{}
	}
	return m.Password
}
