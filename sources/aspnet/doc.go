// Package aspnet reads the table AspNetUsers of ASP.NET Core Identity, and of
// ASP.NET Identity 2 before it, as CSV or JSON, and beside it the tables that
// say more about its users: AspNetUserLogins, AspNetUserClaims,
// AspNetUserTokens, AspNetUserPasskeys, AspNetUserRoles (where a column has
// the name of the role).
//
// A lockout is a time until which nobody gets in; some apps set one without
// end where they mean a ban. Both that still hold count as blocked.
//
// Sources: Microsoft's documentation (Identity model customization, the Entity
// Framework migrations of Identity) and dotnet/aspnetcore, PasswordHasher.cs
// and IdentityUser.cs.
package aspnet
