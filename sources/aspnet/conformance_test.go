package aspnet_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.ASPNet, 0, map[string]sourcestest.Sample{
		"users and claims":   {Path: "AspNetUsers.csv", Hashes: "AspNetUserClaims.csv", Records: 8},
		"users and tokens":   {Path: "AspNetUsers.csv", Hashes: "AspNetUserTokens.csv", Records: 8},
		"Management Studio":  {Path: "management-studio.csv", Hashes: "AspNetUserLogins.csv", Records: 8},
		"FOR JSON":           {Path: "for-json.json", Hashes: "AspNetUserPasskeys.csv", Records: 8},
		"ASP.NET Identity 2": {Path: "identity-2.csv", Records: 4},
	})
}
