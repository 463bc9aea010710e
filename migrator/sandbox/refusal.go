package sandbox

import "net/http"

// refusal is an error answer: what Stytch calls error_type, and its status.
// A nil *refusal means that there is nothing to refuse.
type refusal struct {
	status    int
	errorType string
	message   string
}

// refuse makes a 400, which is what most refusals are, conflicts included.
func refuse(errorType, message string) *refusal {
	return &refusal{http.StatusBadRequest, errorType, message}
}

var (
	badRequest          = refuse("bad_request", "The request body is not what this endpoint takes.")
	duplicateEmail      = refuse("duplicate_email", "A user with the specified email already exists for this project.")
	duplicatePhone      = refuse("duplicate_phone_number", "A user with the specified phone number already exists for this project.")
	duplicateExternalID = refuse("duplicate_user_external_id", "A user with the specified external_id already exists for this project.")
	passwordExists      = refuse("password_already_exists", "This user already has a password.")
	tooManyUnverified   = refuse("too_many_unverified_factors", "The user has an unverified factor already.")
	zeroWidthSpace      = refuse("forbidden_character_zero_width_space", "Names may not hold zero-width spaces.")

	routeNotFound   = &refusal{http.StatusNotFound, "route_not_found", "There is no such endpoint."}
	userNotFound    = &refusal{http.StatusNotFound, "user_not_found", "User could not be found."}
	projectNotFound = &refusal{http.StatusNotFound, "project_not_found", "The project could not be found."}
	emailNotFound   = &refusal{http.StatusNotFound, "email_not_found", "Email could not be found."}
	badCredentials  = &refusal{http.StatusUnauthorized, "unauthorized_credentials", "Unauthorized credentials."}
	tooManyRequests = &refusal{http.StatusTooManyRequests, "too_many_requests", "Too many requests have been made."}
	internalError   = &refusal{http.StatusInternalServerError, "internal_server_error", "Oops, something seems to have gone wrong."}

	// Stytch's list of error types names these; their statuses are assumed.
	methodNotAllowed = &refusal{http.StatusMethodNotAllowed, "method_not_allowed", "This endpoint does not take that method."}
	phoneNotFound    = &refusal{http.StatusNotFound, "phone_number_not_found", "Phone number could not be found."}
	passwordNotFound = &refusal{http.StatusNotFound, "password_not_found", "Password could not be found."}
	noUserPassword   = refuse("no_user_password", "The user has no password.")
	unknownUserID    = refuse("invalid_user_id", "user_id format is invalid.")
)
