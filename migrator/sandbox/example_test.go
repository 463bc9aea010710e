package sandbox_test

import (
	"context"
	"fmt"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/stytchapi"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator/sandbox"
)

// The answer to the first create is lost, though the user was created.
func Example() {
	s, err := sandbox.New(sandbox.Config{
		Faults: []sandbox.Fault{{Kind: sandbox.FaultDropAfter, Endpoint: sandbox.EndpointCreate, Next: 1}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	if err := s.Start("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	api, err := stytchapi.NewClient(s.ProjectID(), s.Secret(),
		stytchapi.WithBaseURI(s.URL()), stytchapi.WithSkipJWKSInitialization())
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	_, err = api.Users.Create(ctx, &users.CreateParams{Email: "ada@example.com", ExternalID: "auth0|1"})
	fmt.Println("answer lost:", err != nil)
	ada, err := api.Users.Get(ctx, &users.GetParams{UserID: "auth0|1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("found:", ada.Emails[0].Email)
	stats := s.Stats()
	fmt.Println("requests:", stats.Requests, "users:", stats.Users)
	// Output:
	// answer lost: true
	// found: ada@example.com
	// requests: 2 users: 1
}
