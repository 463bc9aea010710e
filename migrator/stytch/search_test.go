package stytch_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/migrator"
)

// index answers searches for users whose email it knows, in pages.
type index struct {
	known     map[string]string // email to user_id
	most      int               // values that a filter may have; 0 = any number
	perPage   int               // 0 = as asked
	circles   bool              // the cursor never ends
	searches  []asked
	lastQuery string
}

type asked struct {
	Cursor string
	Limit  int
	Query  *struct {
		Operator string
		Operands []struct {
			Name   string   `json:"filter_name"`
			Values []string `json:"filter_value"`
		}
	}
}

func (x *index) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var q asked
	if err := json.Unmarshal(raw, &q); err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/users/search" {
		answers(400, envelope(400, "bad_request"))(w, r)
		return
	}
	x.searches, x.lastQuery = append(x.searches, q), string(raw)
	var ids []string
	if q.Query == nil {
		for _, id := range x.known {
			ids = append(ids, id)
		}
		slices.Sort(ids)
	} else {
		values := q.Query.Operands[0].Values
		if x.most > 0 && len(values) > x.most {
			answers(400, envelope(400, "user_search_maximum_filter_value_count_exceeded"))(w, r)
			return
		}
		for _, v := range values {
			if id := x.known[v]; id != "" {
				ids = append(ids, id)
			}
		}
	}
	from, perPage := 0, q.Limit
	if x.perPage > 0 {
		perPage = x.perPage
	}
	if q.Cursor != "" {
		fmt.Sscan(q.Cursor, &from)
	}
	to := min(from+perPage, len(ids))
	next := ""
	if to < len(ids) {
		next = fmt.Sprint(to)
	}
	if x.circles {
		to, next = min(1, len(ids)), fmt.Sprint(len(x.searches)%2)
	}
	users := make([]string, 0, to-from)
	for _, id := range ids[min(from, to):to] {
		users = append(users, `{"user_id":"`+id+`"}`)
	}
	fmt.Fprintf(w, `{"status_code":200,"request_id":"request-id-test-1","results":[%s],"results_metadata":{"total":-1,"next_cursor":%q}}`, strings.Join(users, ","), next)
}

func people(n int) (*index, []string, []string) {
	x := &index{known: map[string]string{}}
	var emails, ids []string
	for i := range n {
		emails = append(emails, fmt.Sprintf("p%d@example.com", i))
		ids = append(ids, fmt.Sprintf("user-test-%06d", i))
		x.known[emails[i]] = ids[i]
	}
	return x, emails, ids
}

func idsOf(r migrator.Reply) []string {
	var ids []string
	for _, u := range r.Users {
		ids = append(ids, u.UserID)
	}
	return ids
}

func TestSearch(t *testing.T) {
	t.Run("one request for a hundred values", func(t *testing.T) {
		x, emails, ids := people(90)
		a := overTCP(t, x)
		strangers := []string{"a@x.org", "b@x.org", `"quoted"@x.org`, "<é>@x.org"}
		got := a.Search(t.Context(), "email_address", append(emails, strangers...))
		if got.Class != migrator.OK || got.Date.IsZero() {
			t.Fatalf("got %v: %v", got.Class, got.Err)
		}
		if diff := cmp.Diff(ids, idsOf(got)); diff != "" {
			t.Error(diff)
		}
		if len(x.searches) != 1 || x.searches[0].Limit != 1000 || x.searches[0].Query.Operator != "AND" {
			t.Errorf("asked %d times, last %s", len(x.searches), x.lastQuery)
		}
		if diff := cmp.Diff(append(emails, strangers...), x.searches[0].Query.Operands[0].Values); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nobody", func(t *testing.T) {
		x, _, _ := people(0)
		if got := overTCP(t, x).Search(t.Context(), "user_id", []string{"auth0|1"}); got.Class != migrator.OK || len(got.Users) != 0 {
			t.Errorf("got %v, %d users", got.Class, len(got.Users))
		}
		if x.searches[0].Query.Operands[0].Name != "user_id" {
			t.Errorf("asked %s", x.lastQuery)
		}
	})
	t.Run("no values, no request", func(t *testing.T) {
		x, _, _ := people(3)
		if got := overTCP(t, x).Search(t.Context(), "email_address", nil); got.Class != migrator.OK || len(got.Users) != 0 || len(x.searches) != 0 {
			t.Errorf("got %v, %d users, %d requests", got.Class, len(got.Users), len(x.searches))
		}
	})
	t.Run("more than a hundred values are several searches", func(t *testing.T) {
		x, emails, ids := people(250)
		got := overTCP(t, x).Search(t.Context(), "email_address", emails)
		if diff := cmp.Diff(ids, idsOf(got)); diff != "" || len(x.searches) != 3 {
			t.Errorf("%d searches %s", len(x.searches), diff)
		}
	})
	t.Run("the number of values is halved until it is taken, and remembered", func(t *testing.T) {
		x, emails, ids := people(100)
		x.most = 30
		a := overTCP(t, x)
		for range 2 {
			if diff := cmp.Diff(ids, idsOf(a.Search(t.Context(), "email_address", emails))); diff != "" {
				t.Error(diff)
			}
		}
		if want := 2 + 4 + 4; len(x.searches) != want { // 100, 50, then by 25
			t.Errorf("%d searches, want %d", len(x.searches), want)
		}
	})
	t.Run("not even one value", func(t *testing.T) {
		a := overTCP(t, answers(400, envelope(400, "user_search_maximum_filter_value_count_exceeded")))
		if got := a.Search(t.Context(), "email_address", []string{"a@x.org", "b@x.org"}); got.Class != migrator.Refused {
			t.Errorf("got %v", got.Class)
		}
	})
	t.Run("all pages", func(t *testing.T) {
		x, emails, ids := people(100)
		x.perPage = 7
		got := overTCP(t, x).Search(t.Context(), "email_address", emails)
		if diff := cmp.Diff(ids, idsOf(got)); diff != "" || got.Class != migrator.OK {
			t.Errorf("%v %v %s", got.Class, got.Err, diff)
		}
	})
	for fact, x := range map[string]*index{
		"a cursor that comes again": {circles: true, known: map[string]string{"a@x.org": "user-test-1"}},
		"pages without end":         endless(),
	} {
		t.Run(fact, func(t *testing.T) {
			emails := make([]string, 0, len(x.known))
			for e := range x.known {
				emails = append(emails, e)
			}
			got := overTCP(t, x).Search(t.Context(), "email_address", emails)
			if got.Class != migrator.Unavailable || len(got.Users) != 0 || len(x.searches) > 20 {
				t.Errorf("got %v, %d users after %d requests", got.Class, len(got.Users), len(x.searches))
			}
		})
	}
}

func endless() *index {
	x, _, _ := people(60)
	x.perPage = 1
	return x
}

func TestListUsersReadsEverybodyOnce(t *testing.T) {
	x, _, ids := people(2500)
	a := overTCP(t, x)
	var got []string
	cursor, pages := "", 0
	for {
		page, next := a.ListUsers(t.Context(), cursor)
		if page.Class != migrator.OK {
			t.Fatalf("list: %v: %v", page.Class, page.Err)
		}
		got, pages = append(got, idsOf(page)...), pages+1
		if cursor = next; cursor == "" {
			break
		}
	}
	if diff := cmp.Diff(ids, got); diff != "" || pages != 3 {
		t.Errorf("%d pages %s", pages, diff)
	}
	if x.lastQuery != `{"cursor":"2000","limit":1000}` {
		t.Errorf("asked %s", x.lastQuery)
	}
}

func TestSearchesAreAtMost150AMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x, emails, _ := people(1)
		a, _, end := inMemory(t, 65, x)
		defer end()
		began := time.Now()
		for range 300 {
			if got := a.Search(t.Context(), "email_address", emails); got.Class != migrator.OK {
				t.Fatalf("got %v: %v", got.Class, got.Err)
			}
		}
		if took := time.Since(began); took < 2*time.Minute || took > 125*time.Second {
			t.Errorf("300 searches took %v", took)
		}
	})
}
