package django_test

import (
	"path/filepath"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	for name, s := range map[string]sourcestest.Sample{
		"dump of everything":   {Path: "dumpdata.json", Joined: true, Behind: true},
		"one line each":        {Path: "dumpdata.jsonl", Joined: true, Behind: true},
		"users on one line":    {Path: "users.json", Joined: true},
		"users and emails":     {Path: "users.json", Hashes: "emails.json", Joined: true},
		"natural keys":         {Path: "natural.json", Joined: true, Behind: true},
		"the table as CSV":     {Path: "auth_user.csv", Hashes: "account_emailaddress.csv"},
		"the table as JSON":    {Path: "auth_user.json", Hashes: "account_emailaddress.json"},
		"of Django 3.2":        {Path: "of-django-3.2.json", Joined: true, Behind: true},
		"with social accounts": {Path: "auth_user.csv", Hashes: "socialaccount_socialaccount.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Provider, s.Records = sources.Django, 10
			s.Path = filepath.Join("testdata", s.Path)
			if s.Hashes != "" {
				s.Hashes = filepath.Join("testdata", s.Hashes)
			}
			sourcestest.Run(t, s)
		})
	}
}
