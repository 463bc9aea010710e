package sandbox

import (
	"net/url"
	"slices"
	"strings"
)

// The endpoints by the names under which faults and statistics know them.
const (
	EndpointCreate           = "create"
	EndpointMigrate          = "migrate"
	EndpointGet              = "get"
	EndpointUpdate           = "update"
	EndpointExchange         = "exchange"
	EndpointDelete           = "delete"
	EndpointDeletePassword   = "delete-password"
	EndpointDeleteEmail      = "delete-email"
	EndpointDeletePhone      = "delete-phone"
	EndpointDeleteExternalID = "delete-external-id"
	EndpointSearch           = "search"
	EndpointAuthenticate     = "authenticate"
	EndpointWhoami           = "whoami"
	EndpointMetrics          = "metrics"
	EndpointJWKS             = "jwks"
	// EndpointUnknown stands for requests that reach no endpoint.
	EndpointUnknown = "unknown"
)

var endpoints = []string{
	EndpointCreate, EndpointMigrate, EndpointGet, EndpointUpdate, EndpointExchange, EndpointDelete,
	EndpointDeletePassword, EndpointDeleteEmail, EndpointDeletePhone, EndpointDeleteExternalID,
	EndpointSearch, EndpointAuthenticate, EndpointWhoami, EndpointMetrics, EndpointJWKS, EndpointUnknown,
}

// Endpoints lists the names of the endpoints.
func Endpoints() []string { return slices.Clone(endpoints) }

// handler carries a request out: steps 7 to 10. What it returns is a struct
// that embeds head, or the reason why nothing was done.
type handler func(*Sandbox, *request) (reply, *refusal)

// route is a line of the table of endpoints. A part {id} of the pattern takes
// whatever is there.
type route struct {
	method   string
	pattern  []string
	endpoint string
	handle   handler
}

// The first line that fits wins: a user whose external id is "emails" can't
// be reached by .../external_id.
var routes = []route{
	{"POST", parts("v1/users"), EndpointCreate, (*Sandbox).create},
	{"POST", parts("v1/users/search"), EndpointSearch, (*Sandbox).search},
	{"GET", parts("v1/users/{id}"), EndpointGet, (*Sandbox).get},
	{"PUT", parts("v1/users/{id}"), EndpointUpdate, (*Sandbox).update},
	{"PUT", parts("v1/users/{id}/exchange_primary_factor"), EndpointExchange, (*Sandbox).exchange},
	{"DELETE", parts("v1/users/{id}"), EndpointDelete, (*Sandbox).delete},
	{"DELETE", parts("v1/users/passwords/{id}"), EndpointDeletePassword, (*Sandbox).deletePassword},
	{"DELETE", parts("v1/users/emails/{id}"), EndpointDeleteEmail, (*Sandbox).deleteEmail},
	{"DELETE", parts("v1/users/phone_numbers/{id}"), EndpointDeletePhone, (*Sandbox).deletePhone},
	{"DELETE", parts("v1/users/{id}/external_id"), EndpointDeleteExternalID, (*Sandbox).deleteExternalID},
	{"POST", parts("v1/passwords/migrate"), EndpointMigrate, (*Sandbox).migrate},
	{"POST", parts("v1/passwords/authenticate"), EndpointAuthenticate, (*Sandbox).authenticate},
	{"GET", parts("v1/debug/whoami"), EndpointWhoami, (*Sandbox).whoami},
	{"GET", parts("v1/projects/metrics"), EndpointMetrics, (*Sandbox).metrics},
	{"GET", parts("v1/sessions/jwks/{id}"), EndpointJWKS, (*Sandbox).jwks},
}

func parts(path string) []string { return strings.Split(path, "/") }

// nowhere is the route of requests that reach no endpoint.
var nowhere = route{endpoint: EndpointUnknown}

// findRoute looks an escaped path up. Where the path is right and the method
// is not, allow lists the methods that are.
func findRoute(method, escapedPath string) (found *route, id string, allow []string) {
	segments, ok := splitPath(escapedPath)
	if !ok {
		return &nowhere, "", nil
	}
	for i := range routes {
		r := &routes[i]
		taken, fits := r.match(segments)
		if !fits {
			continue
		}
		if r.method == method {
			return r, taken, nil
		}
		if !slices.Contains(allow, r.method) {
			allow = append(allow, r.method)
		}
	}
	return &nowhere, "", allow
}

// splitPath decodes each segment by itself, so that an escaped slash stays
// within its id. Empty segments and those that mean a place (. and ..) fit
// nothing: DELETE /v1/users/ deletes nobody.
func splitPath(escapedPath string) ([]string, bool) {
	rest, ok := strings.CutPrefix(escapedPath, "/")
	segments := strings.Split(rest, "/")
	for i, s := range segments {
		decoded, err := url.PathUnescape(s)
		if err != nil || decoded == "" || decoded == "." || decoded == ".." {
			return nil, false
		}
		segments[i] = decoded
	}
	return segments, ok
}

func (r *route) match(segments []string) (id string, fits bool) {
	if len(segments) != len(r.pattern) {
		return "", false
	}
	for i, want := range r.pattern {
		if want == "{id}" {
			id = segments[i]
		} else if want != segments[i] {
			return "", false
		}
	}
	return id, true
}
