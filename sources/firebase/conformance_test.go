package firebase_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Firebase, 0, map[string]sourcestest.Sample{
		"auth:export as JSON":                 {Path: "auth-export.scrypt.json", Records: 60},
		"auth:export of the emulator as JSON": {Path: "auth-export.emulator.json", Records: 55},
		"the emulator's export":               {Path: "emulators-export/auth_export/accounts.json", Records: 55},
		"the emulator's export of a tenant":   {Path: "emulators-export/auth_export/accounts-tenant-alpha.json", Records: 3},
		"REST, two pages":                     {Path: "batch-get.json", Records: 5},
		"Admin SDK":                           {Path: "admin-sdk.json", Records: 5},
		"CSV of firebase-tools 3.5.0":         {Path: "auth-export.v3.5.0.csv", Records: 60},
		"CSV of firebase-tools 9.23.3":        {Path: "auth-export.v9.23.3.csv", Records: 60},
		"CSV of firebase-tools 11.30.0":       {Path: "auth-export.v11.30.0.csv", Records: 60},
		"CSV of firebase-tools 15.34.2":       {Path: "auth-export.scrypt.csv", Records: 60},
		"CSV of the emulator":                 {Path: "auth-export.emulator.csv", Records: 55},
	})
}
