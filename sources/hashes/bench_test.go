package hashes_test

import (
	"testing"

	"example.com/usher/sources/hashes"
)

func BenchmarkParse(b *testing.B) {
	for name, text := range map[string]string{
		"bcrypt": "$2b$10$" + bcrypt53,
		"django": "pbkdf2_sha256$870000$yVr4tSYsDbXvqTXjT0Dj7K$Gx2dhvBqrt048cdh7C66j41wijpWy5IpZKv9JS9l3KA=",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if hashes.Parse(text).Problem() != "" {
					b.Fatal("problem")
				}
			}
		})
	}
}
