package django_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Django, 10, map[string]sourcestest.Sample{
		"dump of everything":   {Path: "dumpdata.json", Joined: true, Behind: true},
		"one line each":        {Path: "dumpdata.jsonl", Joined: true, Behind: true},
		"users on one line":    {Path: "users.json", Joined: true},
		"users and emails":     {Path: "users.json", Hashes: "emails.json", Joined: true},
		"natural keys":         {Path: "natural.json", Joined: true, Behind: true},
		"the table as CSV":     {Path: "auth_user.csv", Hashes: "account_emailaddress.csv"},
		"the table as JSON":    {Path: "auth_user.json", Hashes: "account_emailaddress.json"},
		"of Django 3.2":        {Path: "of-django-3.2.json", Joined: true, Behind: true},
		"with social accounts": {Path: "auth_user.csv", Hashes: "socialaccount_socialaccount.csv"},
	})
}
