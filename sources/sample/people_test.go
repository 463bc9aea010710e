package sample_test

import "strings"

var givenNames = []string{
	"Ada", "Björn", "Chidi", "Dilara", "Emeka", "Fatima", "Grace", "Hiroshi", "Ines", "Jürgen",
	"Kavya", "Lucía", "Mateo", "Nadia", "Oluwaseun", "Priya", "Quentin", "Rosa", "Søren", "Tomasz",
	"Ursula", "Valentina", "Wiremu", "Xiomara", "Yusuf", "Zoë",
}

var familyNames = []string{
	"Adeyemi", "Bauer", "Castillo", "Dubois", "Eriksson", "Fernández", "García", "Haddad", "Ivanova", "Jansen",
	"Kowalska", "Lindqvist", "Müller", "Nakamura", "O'Brien", "Petrov", "Quispe", "Rossi", "Şahin", "Tanaka",
	"Usman", "Virtanen", "Weber", "Yıldız", "Zhang",
}

var domains = []string{"example.com", "example.org", "example.net"}

var plans = []string{"free", "free", "team", "business"}

var languages = []string{"en", "en", "de", "es", "fr", "ja", "tr"}

var areas = []int{202, 312, 415, 503}

// ascii writes a name as it may stand in an address.
func ascii(name string) string {
	return strings.ToLower(letters.Replace(name))
}

var letters = strings.NewReplacer(
	"ö", "o", "ü", "u", "í", "i", "ø", "o", "ë", "e", "á", "a", "ş", "s", "Ş", "S", "ı", "i", "'", "",
)
