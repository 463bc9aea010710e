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

	Clerk      Provider = "clerk"
	Supabase   Provider = "supabase"
	Keycloak   Provider = "keycloak"
	BetterAuth Provider = "better-auth"
	Stytch     Provider = "stytch" // another project
	Okta       Provider = "okta"
	AuthJS     Provider = "authjs" // NextAuth
	WordPress  Provider = "wordpress"
	Django     Provider = "django"
	Devise     Provider = "devise" // Rails
	FusionAuth Provider = "fusionauth"
	Descope    Provider = "descope"
	WorkOS     Provider = "workos"
	ASPNet     Provider = "aspnet" // ASP.NET Identity
	Laravel    Provider = "laravel"
)

// Providers are all of them in the order of lists.
var Providers = []Provider{
	Auth0, Firebase, Cognito, Clerk, Supabase, Keycloak, BetterAuth, Okta, AuthJS, WordPress, Django, Devise, FusionAuth, Descope, WorkOS, ASPNet, Laravel, Stytch, CSV, JSON,
}

// titles are the names for people, where they are not the provider's own
// spelling in small letters.
var titles = map[Provider]string{
	Auth0:    "Auth0",
	Firebase: "Firebase",
	Cognito:  "AWS Cognito",
	CSV:      "CSV",
	JSON:     "JSON",

	Clerk:      "Clerk",
	Supabase:   "Supabase",
	Keycloak:   "Keycloak",
	BetterAuth: "Better Auth",
	Stytch:     "Stytch",
	Okta:       "Okta",
	AuthJS:     "Auth.js",
	WordPress:  "WordPress",
	Django:     "Django",
	Devise:     "Devise",
	FusionAuth: "FusionAuth",
	Descope:    "Descope",
	WorkOS:     "WorkOS",
	ASPNet:     "ASP.NET Identity",
	Laravel:    "Laravel",
}

// Title is the provider's name for people: "Auth0", "AWS Cognito", ....
func (p Provider) Title() string {
	if t, ok := titles[p]; ok {
		return t
	}
	return string(p)
}
