package auth0_test

import (
	"testing"

	"example.com/usher/sources/auth0"
	"example.com/usher/sources/sourcestest"
)

func FuzzLayouts(f *testing.F) {
	sourcestest.SeedBeginnings(f, 8_000, "testdata/*.*",
		`{"user_id":"auth0|1","identities":[{"provider":1,"user_id":{},"profileData":[]}],"multifactor":[[],{}],"identifiers":[1]}`,
		"user_id,user_metadata[0].a,app_metadata['x\n\"'email|1\",1,2\n")
	sourcestest.FuzzSeeded(f, &auth0.Users, &auth0.Extension, &auth0.Import, &auth0.Table, &auth0.Hashes)
}
