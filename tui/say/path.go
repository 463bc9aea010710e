package say

import (
	"slices"

	"example.com/usher/migrator"
)

// Path is a way of moving: when it suits, and what the operator does.
type Path struct {
	Name        string // as in PreviewResult.RecommendedPath
	Title, When string
	Steps       []string
}

// Paths gives the ways of moving, the recommended one first (docs: migrating
// user data).
func Paths(recommended string) []Path {
	out := slices.Clone(allPaths)
	slices.SortStableFunc(out, func(a, b Path) int {
		switch recommended {
		case a.Name:
			return -1
		case b.Name:
			return 1
		}
		return 0
	})
	return out
}

var allPaths = []Path{
	{migrator.StaticPath, "Static import", "Everybody moves at once, with their passwords; the app switches over afterwards.", []string{
		"Rehearse this export in the sandbox, and look at who is refused.",
		"Import it into a test project, and log in there as somebody you know.",
		"Take a fresh export, and import it into the live project: a few users first, then the rest.",
		"Switch the app's login to Stytch. The id map gives each user's new id.",
		"Export once more, and bring in who signed up meanwhile: usher import NEW --to live --since CHECKPOINT",
		"Verify, and keep the old provider until nobody asks for it.",
	}},
	{migrator.DualWritePath, "Dual write and backfill", "For more than a million users, or an app that cannot stand still: an export ages while it is imported.", []string{
		"Let the app write every new, changed and deleted user to Stytch too, and keep the user_id that it gets.",
		"Take an export, and choose dual write in the options: every password then takes two requests, so that a newer user of the app is never written over.",
		"Import it. Who is there already is looked up and left as they are.",
		"Write the ids of id-map.csv back to your users.",
		"Verify, and switch the app's login to Stytch.",
	}},
	{migrator.RollingPath, "Rolling, at login", "Where the provider gives no password hash: the password is only there when its owner types it.", []string{
		"Import the users without passwords, so that everybody has an id at Stytch and can log in by code or link.",
		"At login, let the app ask Stytch first. Who has no password there logs in at the old provider once more.",
		"When that worked, the app sets the password that was typed at Stytch (passwords, migrate or reset), and the user has moved.",
		"After some months, ask the rest to choose a new password, and leave the old provider.",
	}},
}
