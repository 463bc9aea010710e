// Package authjs reads the tables of Auth.js (NextAuth.js) as its database
// adapters keep them: User, and beside it Account, which holds the social
// logins, and Authenticator, which holds passkeys. They may be CSV or JSON
// files, collections of MongoDB, one JSON object with several tables, or users
// with their accounts inside.
//
// Auth.js keeps no passwords itself. An app with the credentials provider
// makes a column for them, which is read where it has a usual name.
//
// Sources: Auth.js' documentation (concepts, database models; adapters);
// next-auth, adapters.ts.
package authjs
