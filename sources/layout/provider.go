package layout

// Provider names where an export comes from.
type Provider string

// The providers that usher reads.
const (
	Auth0    Provider = "auth0"
	Firebase Provider = "firebase"
	Cognito  Provider = "cognito"
	CSV      Provider = "csv"
	JSON     Provider = "json" // flat JSON array or NDJSON
)

// titles are the names for people, where they are not the provider's own
// spelling in small letters.
var titles = map[Provider]string{
	Auth0:    "Auth0",
	Firebase: "Firebase",
	Cognito:  "AWS Cognito",
	CSV:      "CSV",
	JSON:     "JSON",
}

// Title is the provider's name for people: "Auth0", "AWS Cognito", ....
func (p Provider) Title() string {
	if t, ok := titles[p]; ok {
		return t
	}
	return string(p)
}
