package sources

import (
	"example.com/usher/sources/auth0"
	"example.com/usher/sources/authjs"
	"example.com/usher/sources/betterauth"
	"example.com/usher/sources/clerk"
	"example.com/usher/sources/cognito"
	"example.com/usher/sources/devise"
	"example.com/usher/sources/django"
	"example.com/usher/sources/firebase"
	"example.com/usher/sources/flat"
	"example.com/usher/sources/fusionauth"
	"example.com/usher/sources/keycloak"
	"example.com/usher/sources/layout"
	"example.com/usher/sources/okta"
	"example.com/usher/sources/stytch"
	"example.com/usher/sources/supabase"
	"example.com/usher/sources/wordpress"
)

// layouts are asked in this order; the first that knows a file reads it. What
// is more particular comes first.
var layouts = []*layout.Layout{
	&auth0.Hashes,
	&auth0.Import,
	&auth0.Users,
	&auth0.Extension,
	&auth0.Table,
	&firebase.Users,
	&firebase.CSV,
	&firebase.Parameters,
	&firebase.Emulator,
	&cognito.Users,
	&cognito.Local,
	&cognito.Text,
	&cognito.YAML,
	&cognito.Template,
	&cognito.Exported,
	&cognito.Printed,
	&clerk.Users,
	&clerk.Table,
	&supabase.Users,
	&supabase.Table,
	&supabase.API,
	&keycloak.Realm,
	&keycloak.Settings,
	&keycloak.API,
	&okta.Users,
	&fusionauth.Users,
	&fusionauth.Table,
	&fusionauth.Identities,
	&fusionauth.IdentityTable,
	&stytch.Hashes,
	&stytch.Users,
	&stytch.Table,
	&betterauth.Dump,
	&betterauth.Users, // before accounts, which may stand inside of users
	&betterauth.Table,
	&betterauth.Accounts,
	&betterauth.AccountTable,
	&authjs.Dump,
	&authjs.Users,
	&authjs.Table,
	&authjs.Accounts,
	&authjs.AccountTable,
	&wordpress.Tables,
	&wordpress.Users,
	&wordpress.Table,
	&wordpress.Metadata,
	&wordpress.MetadataTable,
	&django.Dump,
	&django.RowDump,
	&django.Users,
	&django.Table,
	&django.Rows,
	&django.RowTable,
	&devise.Users,
	&devise.Table,
	&devise.Identities,
	&devise.IdentityTable,
	&flat.JSON,
	&flat.Table,
}
