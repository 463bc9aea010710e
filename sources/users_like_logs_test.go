package sources_test

import (
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestUsersWithPasswordsAreNoLog(t *testing.T) {
	const hash = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
	for name, text := range map[string]string{
		"address and browser of the last login":   "id,email,password_hash,ip,user_agent\n1,a@example.com," + hash + ",192.0.2.1,Mozilla\n",
		"what they did last":                      "id,email,Encrypted Password,action,ip_address\n1,a@example.com," + hash + ",none,192.0.2.1\n",
		"the same in JSON":                        `[{"id":1,"email":"a@example.com","passwordHash":"` + hash + `","ip":"192.0.2.1","user_agent":"Mozilla"}]`,
		"a type, a user name and another address": "id,email,password,type,user,ip\n1,a@example.com," + hash + ",admin,ada,192.0.2.1\n",
	} {
		t.Run(name, func(t *testing.T) {
			id, err := sources.Identify(sourcestest.File(t, "users", text), nil)
			if err != nil || id.Kind != sources.Users {
				t.Errorf("%+v, %v", id, err)
			}
		})
	}
}
