package tui

import "example.com/usher/sources"

// goal is something that a column can go into.
type goal struct {
	field  string // as a mapping file names it, "" = left out
	origin sources.MappingOrigin
	title  string
	help   string
	is     bool // raised by values that are typed
}

// goals are in the order in which they are offered.
var goals = []goal{
	{field: "email", help: "users log in with it; Stytch needs this or a phone"},
	{field: "email_verified", help: "yes, true, 1, or the date of it"},
	{field: "email_verified", title: "email_verified, for values", is: true, help: "for columns like state: active, paying"},
	{field: "phone", help: "+ and the country's number before it"},
	{field: "phone", title: "phone, with + put before", origin: sources.MappingOrigin{Prefix: "+"}, help: "for numbers stored as 14155550100"},
	{field: "phone_verified", help: "yes, true, 1, or the date of it"},
	{field: "id", help: "the user's id in your app"},
	{field: "external_id", help: "what Stytch keeps as external_id, if not the id"},
	{field: "username", help: "kept in trusted metadata: Stytch has no usernames"},
	{field: "name", help: "the whole name, split at its spaces"},
	{field: "first_name"},
	{field: "middle_name"},
	{field: "last_name"},
	{field: "password.hash", help: "the hash, in any form that usher knows"},
	{field: "password.salt", help: "where it does not stand in the hash"},
	{field: "password.iterations", help: "where they differ from user to user"},
	{field: "password.type", help: "where it differs from user to user"},
	{field: "blocked", help: "yes, true, 1, or the date of it"},
	{field: "blocked", title: "blocked, when it says no", origin: sources.MappingOrigin{Not: true}, help: "for columns like active"},
	{field: "deleted", help: "yes, true, 1, or the date of it"},
	{field: "anonymous", help: "an account that nobody signed up for"},
	{field: "blocked", title: "blocked, for values", is: true, help: "for columns like state: closed, banned"},
	{field: "mfa", help: "has a second factor; it does not move, the report lists them"},
	{field: "created_at"},
	{field: "updated_at"},
	{field: "last_login"},
	{field: sources.TrustedMetadata, help: "only your backend can change it"},
	{field: sources.UntrustedMetadata, help: "the user's browser can change it"},
	{field: "", title: "left out", help: "not imported"},
}

func (g goal) name() string {
	if g.title != "" {
		return g.title
	}
	return g.field
}

// goalOf is the place in goals of where a column goes now.
func goalOf(m *sources.Mapping, c sources.ColumnGuess) int {
	field, origin := fieldOf(c.Field), m.OriginOf(c.Column)
	for i, g := range goals {
		switch {
		case g.field != field, g.is != (len(origin.Is) > 0):
		case !g.is && g.origin.Not != origin.Not:
		case g.origin.Prefix == origin.Prefix || field != "phone":
			return i
		}
	}
	// Values of any field can be typed into a mapping file.
	for i, g := range goals {
		if g.field == field {
			return i
		}
	}
	return len(goals) - 1
}

// mappingSetting is a parameter of password hashes that is the same for all
// users.
type mappingSetting struct {
	name, title, otherwise string // otherwise: what holds when it is not set
	help                   string
	values                 []settingValue // nil = a number is typed
	// of says what it is a setting of.
	of string
}

type settingValue struct{ value, title string }

var hashTypes = []settingValue{
	{"", "each hash says it: $2b$…, $argon2id$…, pbkdf2_sha256$…"},
	{"bcrypt", "bcrypt"},
	{"argon2id", "Argon2id"},
	{"argon2i", "Argon2i"},
	{"scrypt", "scrypt"},
	{"pbkdf2-sha256", "PBKDF2 with SHA-256"},
	{"pbkdf2-sha512", "PBKDF2 with SHA-512"},
	{"pbkdf2-sha1", "PBKDF2 with SHA-1"},
	{"md5", "MD5"},
	{"sha1", "SHA-1"},
	{"sha512", "SHA-512"},
	{"sha256", "SHA-256, which cannot move: a new password is needed"},
	{"phpass", "phpass (WordPress)"},
	{"django", "Django"},
	{"werkzeug", "Werkzeug (Flask)"},
	{"aspnet", "ASP.NET Identity"},
	{"betterauth", "Better Auth"},
	{"passport-local-mongoose", "passport-local-mongoose"},
}

var (
	typeSetting = mappingSetting{name: "type", title: "hash type", otherwise: "each hash says it", values: hashTypes,
		help: "What your app hashed its passwords with. The preview counts what can move, and a known login can be checked there."}
	pepperSetting = mappingSetting{name: "peppered", title: "pepper", otherwise: "no", values: []settingValue{{"", "no"}, {"true", "yes: the app mixes in a secret of its own"}},
		help: "Hashes with a secret of the app mixed in cannot move."}
	encodingSetting = mappingSetting{name: "encoding", title: "hash is written", otherwise: "found out", values: []settingValue{{"", "found out"}, {"hex", "in hex"}, {"base64", "in base64"}},
		help: "How the bytes of the hash are written."}
	saltEncodingSetting = mappingSetting{name: "salt_encoding", title: "salt is written", otherwise: "as text", values: []settingValue{{"", "as text"}, {"hex", "in hex"}, {"base64", "in base64"}},
		help: "As text: its characters were hashed. In hex or base64: the bytes that it stands for."}
	saltPositionSetting = mappingSetting{name: "salt_position", title: "salt stands", otherwise: "before the password", values: []settingValue{{"", "before the password"}, {"append", "after the password"}, {"both", "before and after"}},
		help: "Where the salt stood when the password was hashed."}
	iterationsSetting = mappingSetting{name: "iterations", title: "iterations", otherwise: "not set", help: "The same for all users; otherwise give password.iterations a column."}
)

// What settings are about.
const ofHashes, ofFile = "of the password hashes", "of the file"

// restSetting and textSetting are about the file, not about passwords.
var (
	restSetting = mappingSetting{name: "rest", title: "what comes later", otherwise: "left out", of: ofFile,
		values: []settingValue{{"none", "left out"}, {"trusted", "kept in trusted metadata"}, {"untrusted", "kept in untrusted metadata"}},
		help:   "Columns and members that stand in no line above, because the first records do not have them."}
	textSetting = mappingSetting{name: "text", title: "text is", otherwise: "UTF-8 or UTF-16", of: ofFile,
		values: []settingValue{{"", "UTF-8 or UTF-16, found out"}, {"latin-1", "Latin-1 (ISO 8859-1, Windows-1252)"}},
		help:   "Where names have broken characters, the file is mostly Latin-1. The values above stay as they are; the preview shows them read anew."}
)

func number(name, title, otherwise, help string) mappingSetting {
	return mappingSetting{name: name, title: title, otherwise: otherwise, help: help}
}

// settingsOf are the settings that hashes of a type have, the type first.
func settingsOf(kind string) []mappingSetting {
	list := []mappingSetting{typeSetting}
	switch kind {
	case "argon2id", "argon2i":
		list = append(list, iterationsSetting, number("memory", "memory", "not set", "In KiB."),
			number("threads", "threads", "1", "Also called parallelism."), encodingSetting, saltEncodingSetting)
	case "scrypt":
		list = append(list, number("n", "N", "16384", "The cost."), number("r", "r", "8", "The block size."),
			number("p", "p", "1", "Also called parallelism."), encodingSetting, saltEncodingSetting)
	case "pbkdf2-sha256", "pbkdf2-sha512", "pbkdf2-sha1", "pbkdf2":
		list = append(list, iterationsSetting, encodingSetting, saltEncodingSetting)
	case "md5", "sha1", "sha512":
		list = append(list, saltPositionSetting, saltEncodingSetting, encodingSetting)
	}
	return append(list, pepperSetting)
}
