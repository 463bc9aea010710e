package aspnet_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"users and claims":   {Path: "AspNetUsers.csv", Hashes: "AspNetUserClaims.csv", Records: 8},
		"users and tokens":   {Path: "AspNetUsers.csv", Hashes: "AspNetUserTokens.csv", Records: 8},
		"Management Studio":  {Path: "management-studio.csv", Hashes: "AspNetUserLogins.csv", Records: 8},
		"FOR JSON":           {Path: "for-json.json", Hashes: "AspNetUserPasskeys.csv", Records: 8},
		"ASP.NET Identity 2": {Path: "identity-2.csv", Records: 4},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider = sources.ASPNet
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
