package migrator

// The ways of moving that Stytch describes (docs: migrating user data).
const (
	StaticPath    = "static"
	DualWritePath = "dual_write"
	RollingPath   = "rolling"
)

// manyUsers is where Stytch advises to write to both sides and to backfill,
// because a static import of more takes long enough for the export to age.
const manyUsers = 1_000_000

// recommend names the way that suits what an export holds, and why.
func recommend(r PreviewResult) (path, reason string) {
	switch {
	case r.Users == 0:
		return StaticPath, "There is no user in this export."
	case r.Moves.EmailPassword+r.Moves.EmailPhonePassword == 0:
		return RollingPath, "No password of this export can move: users bring it, or log in without one, at their next login."
	case r.Users > manyUsers:
		return DualWritePath, "More than 1,000,000 users: write new ones to both sides, then backfill the others."
	}
	return StaticPath, "Users and passwords move in one import."
}
