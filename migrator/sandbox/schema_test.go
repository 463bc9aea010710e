package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// The published schema is not part of the project; where it is missing the
// answers are not held against it.
const schemaPath = "../../../shared/stytch-openapi/consumer.json"

// schemaRouter finds the operation of a request in Stytch's published schema;
// nil where there is none.
var schemaRouter = sync.OnceValues(func() (routers.Router, error) {
	text, err := os.ReadFile(schemaPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	doc.Servers = nil // else only requests to Stytch's own hosts are found
	return gorillamux.NewRouter(doc)
})

// schemaChecker is a transport that holds every good answer against the
// published schema.
type schemaChecker struct {
	t    *testing.T
	next http.RoundTripper
}

func (c *schemaChecker) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := c.next.RoundTrip(r)
	if err != nil || response.StatusCode != http.StatusOK {
		return response, err
	}
	router, err := schemaRouter()
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if router == nil {
		return response, nil
	}
	if err := c.check(router, r, response, body); err != nil {
		c.t.Errorf("%s %s: the answer doesn't fit the schema: %v", r.Method, r.URL.Path, err)
	}
	return response, nil
}

func (c *schemaChecker) check(router routers.Router, r *http.Request, response *http.Response, body []byte) error {
	route, params, err := router.FindRoute(r)
	if err != nil {
		return err
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
		Status:                 response.StatusCode,
		Header:                 response.Header,
		Options:                &openapi3filter.Options{IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	input.SetBodyBytes(body)
	return openapi3filter.ValidateResponse(context.Background(), input)
}

// The test of the tests: the schema is there wherever the shared folder is,
// and a bad answer is noticed.
func TestSchemaNoticesABadAnswer(t *testing.T) {
	router, err := schemaRouter()
	if err != nil {
		t.Fatal(err)
	}
	if router == nil {
		t.Skip("the published schema is not on this machine: ", schemaPath)
	}
	r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1/v1/users/x", nil)
	if err != nil {
		t.Fatal(err)
	}
	response := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}}
	if (&schemaChecker{}).check(router, r, response, []byte(`{"status_code":200,"request_id":"r"}`)) == nil {
		t.Error("a user without a user_id fits the schema")
	}
}
