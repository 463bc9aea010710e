// Package devise reads the table of users of a Rails app with Devise, as CSV
// or JSON, and beside it a table of social logins (identities,
// authentications, ...), which apps with OmniAuth have.
//
// A table is Devise's by its encrypted_password beside at least one column of
// Devise's modules. Whether an email is verified says confirmed_at, where the
// app has the module confirmable. Whether there is a pepper, a setting of the
// app without which no hash opens, no export says: usher check-login does.
//
// Sources: Devise's README, its migration templates and the modules in
// lib/devise/models; the READMEs of devise_invitable, devise-two-factor,
// devise_token_auth and devise-guests; OmniAuth's wiki.
package devise
