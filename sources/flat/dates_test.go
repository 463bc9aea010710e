package flat_test

import (
	"strings"
	"testing"
	"time"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

// TestDates reads the first of some cells that stand in one column.
func TestDates(t *testing.T) {
	none := time.Time{}
	at := func(year int, month time.Month, day, hour, minute, second int) time.Time {
		return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	}
	for fact, tc := range map[string]struct {
		cells []string
		want  time.Time
	}{
		"a time in UTC":                             {[]string{"2024-02-29T13:45:01Z"}, at(2024, 2, 29, 13, 45, 1)},
		"one of a database":                         {[]string{"2024-02-29 13:45:01+02:00"}, at(2024, 2, 29, 11, 45, 1)},
		"seconds since 1970":                        {[]string{"1709214301"}, at(2024, 2, 29, 13, 45, 1)},
		"day and month with slashes":                {[]string{"29/2/2024"}, at(2024, 2, 29, 0, 0, 0)},
		"month and day with slashes":                {[]string{"2/29/2024 1:45 PM"}, at(2024, 2, 29, 13, 45, 0)},
		"the year first":                            {[]string{"2024/02/29"}, at(2024, 2, 29, 0, 0, 0)},
		"slashes that may be either":                {[]string{"3/2/2024"}, none},
		"slashes that another row tells":            {[]string{"3/2/2024", "29/2/2024"}, at(2024, 2, 3, 0, 0, 0)},
		"slashes that two rows tell in another way": {[]string{"3/2/2024", "29/2/2024", "2/29/2024"}, none},
		"dots, the day first":                       {[]string{"3.2.2024"}, at(2024, 2, 3, 0, 0, 0)},
		"dots, zeros and a time":                    {[]string{"03.02.2024 13:45:01"}, at(2024, 2, 3, 13, 45, 1)},
		"dots and a time without seconds":           {[]string{"29.02.2024 13:45"}, at(2024, 2, 29, 13, 45, 0)},
		"dots around a day that is none":            {[]string{"31.2.2024"}, none},
		"numbers with dots that are no date":        {[]string{"10.0.0.1"}, none},
		"a day of a spreadsheet":                    {[]string{"45351"}, at(2024, 2, 29, 0, 0, 0)},
		"a day of a spreadsheet with a part of it":  {[]string{"45351.5"}, at(2024, 2, 29, 12, 0, 0)},
		"a database's placeholder":                  {[]string{"0001-01-01 00:00:00"}, none},
		"no date at all":                            {[]string{"yesterday"}, none},
		"an empty cell":                             {[]string{""}, none},
	} {
		t.Run(fact, func(t *testing.T) {
			text := "email;made\n"
			for _, cell := range tc.cells {
				text += "a@example.com;" + cell + "\n"
			}
			mapping := sourcestest.File(t, "map.json", `{"usher_mapping":1,"table":{"delimiter":";","header":true},"email":"email","created_at":"made"}`)
			got := read(t, sources.Options{Paths: []string{sourcestest.File(t, "users.csv", text)}, Map: mapping})
			if len(got.users) != strings.Count(text, "\n")-1 || !got.users[0].CreatedAt.Equal(tc.want) {
				t.Errorf("%v, want %v", got.users, tc.want)
			}
		})
	}
}
