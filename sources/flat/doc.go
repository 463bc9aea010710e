// Package flat reads tables and JSON of any kind: what an app's own database
// gives, or a provider that usher has no layout for. A mapping says which
// column, or which path into a JSON object, goes into which field. Without one
// it is guessed from the names of the columns and from what is in them.
//
// # The mapping file
//
// A mapping file is JSON. Fields name a column; settings are values:
//
//	{
//	  "usher_mapping": 1,
//	  "id": "customer_no",
//	  "email": "mail",
//	  "email_verified": {"column": "state", "is": ["confirmed", "paying"]},
//	  "phone": {"column": "tel", "prefix": "+"},
//	  "name": "full name",
//	  "blocked": [{"column": "active", "not": true}, "banned_at"],
//	  "deleted": "deleted_at",
//	  "password": {
//	    "hash": "pw", "salt": "pw_salt",
//	    "type": "pbkdf2", "algorithm": "sha512", "salt_encoding": "hex",
//	    "iterations": {"column": "rounds"}
//	  },
//	  "trusted_metadata": {"plan": "plan_name", "*": "settings"},
//	  "rest": "none"
//	}
//
// The fields are id, external_id, username, email, email_verified, phone,
// phone_verified, first_name, middle_name, last_name, name (which is split at
// its spaces), blocked, deleted, anonymous, created_at, updated_at, last_login,
// mfa (has a second factor), and in password hash and salt. email or phone has
// to be there. A field is
//
//   - the name of a column as the header has it, "#3" for the third, or a
//     path into JSON: profile.email, emails[0].value, ['odd.key'].name. In a
//     table a path begins with a column whose cells hold JSON;
//   - {"column": ...} with one or more of
//     "values": {"legacy":"md5"}, which translates what is there,
//     "prefix": "+", which is put before it, and for flags
//     "is": ["yes"], the texts that mean yes, and "not": true, which exchanges
//     yes and no;
//   - {"value": ...}, the same for all users;
//   - a list of these: the first value that is there counts, and for flags any
//     that says yes.
//
// A flag is raised by true, t, yes, y, 1, on, verified, confirmed, and by the
// date on which it was raised (confirmed_at). What is absent, "", null, NULL
// or \N says neither yes nor no.
//
// The settings of passwords are type, encoding (hex, base64), salt_encoding
// (text, hex, base64), salt_position (prepend, append, both), algorithm
// (sha256, sha512), iterations, n, r, p, memory (KiB), threads and peppered.
// Each is a value, or {"column": ...} where it differs from user to user.
// Without a type, hashes describe themselves. The types are those of
// hashes.FromParts.
//
// trusted_metadata and untrusted_metadata have a field for each key; "*" takes
// all members of an object. "rest" says where columns go that are named
// nowhere: "trusted", "untrusted" or "none"; "ignored" lists columns that do
// not.
//
// How the file is written is found out, unless the mapping says it: "table":
// {"delimiter": ";", "header": false}, "records": "data" for the member of a
// JSON object that has the list, "encoding": "latin-1".
//
// "about" is for people and not read.
package flat
