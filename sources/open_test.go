package sources_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func auth0Users(ids ...string) string {
	var b strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&b, `{"user_id":"auth0|%s","email":"%s@example.com"}`+"\n", id, id)
	}
	return b.String()
}

const auth0Hash = `{"_id":{"$oid":"a"},"email":"a@example.com","connection":"db","tenant":"t","passwordHash":"$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2"}` + "\n"

// ids reads an export; unreadable records are "!reason".
func ids(t *testing.T, e *sources.Export) []string {
	t.Helper()
	var list []string
	for u, err := range e.Users(t.Context()) {
		var bad *sources.RecordError
		switch {
		case errors.As(err, &bad):
			list = append(list, "!"+bad.Reason)
		case err != nil:
			t.Fatal(err)
		default:
			list = append(list, strings.TrimPrefix(u.SourceID, "auth0|"))
		}
	}
	return list
}

func TestFilesFollowEachOther(t *testing.T) {
	first, second := sourcestest.File(t, "1.json", auth0Users("a", "b")), sourcestest.File(t, "2.json", "["+strings.TrimSpace(auth0Users("c"))+"]")
	e := sourcestest.Open(t, sources.Options{Paths: []string{second, first}})
	if diff := cmp.Diff([]string{"c", "a", "b"}, ids(t, e)); diff != "" {
		t.Error(diff)
	}
	u, err := e.Record(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sources.Place{File: first, Line: 2}, u.Place); diff != "" || u.Ordinal != 2 {
		t.Errorf("ordinal %d: %s", u.Ordinal, diff)
	}
}

func TestHashFilesAreRecognisedAmongThePaths(t *testing.T) {
	users, hashes := sourcestest.File(t, "users.json", auth0Users("a", "b")), sourcestest.File(t, "hashes.json", auth0Hash)
	for name, o := range map[string]sources.Options{
		"among the paths":     {Paths: []string{hashes, users}},
		"as hashes":           {Paths: []string{users}, Hashes: []string{hashes}},
		"of a named provider": {Paths: []string{users}, Hashes: []string{hashes}, Provider: sources.Auth0},
	} {
		e := sourcestest.Open(t, o)
		var withHash []string
		for u, err := range e.Users(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if u.Hash != nil {
				withHash = append(withHash, u.SourceID)
			}
		}
		if diff := cmp.Diff([]string{"auth0|a"}, withHash); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		kinds := map[sources.InputKind]int{}
		for _, in := range e.Inputs() {
			kinds[in.Kind]++
		}
		if kinds[sources.Users] != 1 || kinds[sources.PasswordHashes] != 1 {
			t.Errorf("%s: inputs %v", name, e.Inputs())
		}
	}
}

func TestFoldersAndArchivesOfPages(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"page-10.json": auth0Users("c"), "page-9.json": auth0Users("b"), "page-1.json": auth0Users("a"),
		"README.txt": "How this was made.", "logo.png": "\x89PNG", "empty.json": "", "hashes.ndjson": auth0Hash,
	}
	var archive strings.Builder
	w := zip.NewWriter(&archive)
	for name, content := range files {
		sourcestest.Write(t, filepath.Join(dir, name), content)
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := []sources.Note{
		{Code: "file_left_out", Detail: "README.txt: not an export that usher knows"},
		{Code: "file_left_out", Detail: "empty.json: this file is empty"},
		{Code: "file_left_out", Detail: "logo.png: this is an image (PNG)"},
	}
	prints := map[string]bool{}
	for name, path := range map[string]string{"folder": dir, "zip": sourcestest.File(t, "pages.zip", archive.String())} {
		e := sourcestest.Open(t, sources.Options{Paths: []string{path}})
		if diff := cmp.Diff([]string{"a", "b", "c"}, ids(t, e)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(want, e.Notes()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		print, err := e.Fingerprint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		prints[print] = true
		id, err := sources.Identify(path, nil)
		if err != nil || id.Provider != sources.Auth0 || id.Kind != sources.Users {
			t.Errorf("%s is %+v, %v", name, id, err)
		}
	}
	if len(prints) != 1 {
		t.Error("the archive has another fingerprint than the folder")
	}
}

func TestExportsThatAreRefused(t *testing.T) {
	users := sourcestest.File(t, "users.json", auth0Users("a"))
	folder := t.TempDir()
	for name, tc := range map[string]struct {
		options   sources.Options
		says, way string
	}{
		"nothing":                 {sources.Options{}, "no file was named", "Name a file"},
		"no such file":            {sources.Options{Paths: []string{filepath.Join(folder, "x.json")}}, "no such file", "Check the path"},
		"an empty folder":         {sources.Options{Paths: []string{folder}}, "no export is in it", "Name a file"},
		"an empty file":           {sources.Options{Paths: []string{sourcestest.File(t, "x.json", "")}}, "this file is empty", "Export again"},
		"some text":               {sources.Options{Paths: []string{sourcestest.File(t, "x.txt", "Dear all,\n")}}, "not an export", "Name a file"},
		"some JSON":               {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"name":"x"}`)}}, "not an export", "Name a file"},
		"an empty list":           {sources.Options{Paths: []string{sourcestest.File(t, "x.json", "[]")}}, "there are no users in it", "Export again"},
		"an empty page":           {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"users": []}`)}}, "there are no users in it", "Export again"},
		"a page that counts":      {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"users": [], "total": 0}`)}}, "there are no users in it", "Export again"},
		"hashes alone":            {sources.Options{Paths: []string{sourcestest.File(t, "x.json", auth0Hash)}}, "only password hashes", "users as well"},
		"users as hashes":         {sources.Options{Paths: []string{users}, Hashes: []string{sourcestest.File(t, "y.json", auth0Users("b"))}}, "not a file of password hashes", "leave it out"},
		"a file named twice":      {sources.Options{Paths: []string{users, users}}, "named twice", "once"},
		"another way to it":       {sources.Options{Paths: []string{users, filepath.Dir(users)}}, "named twice", "once"},
		"another provider":        {sources.Options{Paths: []string{users}, Provider: sources.Firebase}, "not an export from Firebase", "detected"},
		"another's export":        {sources.Options{Paths: []string{users, sourcestest.File(t, "x.json", `{"Users":[{"Username":"a","Attributes":[],"UserStatus":"CONFIRMED"}]}`)}}, "an export from AWS Cognito among files from Auth0", "one after the other"},
		"somebody's table":        {sources.Options{Paths: []string{users, sourcestest.File(t, "x.csv", "id,email\n1,a@example.com\n")}}, "a file of no provider that usher knows (CSV) among files from Auth0", "one after the other"},
		"Auth0's log, as a table": {sources.Options{Paths: []string{sourcestest.File(t, "x.csv", "User Id,Date,Event,Email,IP\nauth0|1,2024-01-01T00:00:00Z,Success Login,a@b.co,1.2.3.4\n")}}, "a log, not users", "Export the users"},
		"users in an answer":      {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"data":{"users":[{"id":"1","email":"a@b.co"}]},"total":1}`)}}, "deeper", "jq '.data.users' FILE"},
		"users by their ids":      {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"u1":{"name":"A","email":"a@b.co"},"u2":{"email":"c@d.co"}}`)}}, "under their ids", "jq '. | to_entries | map({id: .key} + (.value | objects))'"},
		"a key that would act":    {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"a'; rm -rf x #":{"users":[{"email":"a@b.co"}]}}`)}}, "not an export", "README"},
		"Auth0's log":             {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"date":"2026-01-01T00:00:00Z","type":"s","user_id":"auth0|1","log_id":"9"}`)}}, "a log of logins", "Export the users"},
		"Auth0 organizations":     {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"organizations":[{"id":"org_1","name":"a","display_name":"A"}],"total":1}`)}}, "organizations, not users", "Export the users"},
		"Cognito groups":          {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"Groups":[{"GroupName":"admins"}]}`)}}, "groups of a Cognito user pool", "Export the users"},
		"a dump of MySQL":         {sources.Options{Paths: []string{sourcestest.File(t, "x.sql", "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `users`;\nCREATE TABLE `users` (\n  `email` text\n);\n")}}, "in SQL", "as CSV"},
		"one of PostgreSQL":       {sources.Options{Paths: []string{sourcestest.File(t, "x.sql", "--\n-- PostgreSQL database dump\n--\n\nCOPY public.users (id, email) FROM stdin;\n1\ta@example.com\n")}}, "in SQL", "as CSV"},
		"Django's XML":            {sources.Options{Paths: []string{sourcestest.File(t, "x.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<django-objects version=\"1.0\"></django-objects>")}}, "Django in XML", "--format json"},
		"other XML":               {sources.Options{Paths: []string{sourcestest.File(t, "x.xml", "<?xml version=\"1.0\"?><users/>")}}, "XML", "as CSV"},
		"a second table":          {sources.Options{Paths: []string{sourcestest.File(t, "x.csv", "id,user_id,provider,uid\n1,1,google,9\n")}}, "only the table identity as CSV of Devise, no users", "users as well"},
		"one of others":           {sources.Options{Paths: []string{users, sourcestest.File(t, "y.csv", "id,user_id,provider,uid\n1,1,google,9\n")}}, "the table identity as CSV of Devise among files from Auth0", "leave it out"},
		"a log of sessions":       {sources.Options{Paths: []string{sourcestest.File(t, "x.csv", "id,email,ip_address,user_agent,at\n1,a@example.com,1.1.1.1,Mozilla,2024-01-01\n")}}, "a log", "Export the users"},
		"Auth0's log, short":      {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `[{"_id":"1","date":"2024-01-01T00:00:00Z","type":"s","user_agent":"M","user_name":"a@example.com"}]`)}}, "a log of logins", "Export the users"},
		"Okta's log":              {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `[{"actor":{"alternateId":"a@example.com"},"eventType":"user.session.start","outcome":{"result":"SUCCESS"}}]`)}}, "Okta", "Export the users"},
		"organizations":           {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"data":[{"object":"organization","id":"org_1","name":"Acme"}]}`)}}, "organizations", "Export the users"},
		"a list of them":          {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `[{"id":"org_1","name":"acme"}]`)}}, "organizations", "Export the users"},
		"a web page":              {sources.Options{Paths: []string{sourcestest.File(t, "x.json", "\n<!DOCTYPE html><html><body>Sign in</body></html>")}}, "a web page", "download"},
		"an error":                {sources.Options{Paths: []string{sourcestest.File(t, "x.json", `{"statusCode":401,"error":"Unauthorized","message":"Invalid token"}`)}}, "error that a server answered", "export again"},
		"a log as CSV":            {sources.Options{Paths: []string{sourcestest.File(t, "x.csv", "timestamp,level,message\n1,info,x\n")}}, "a log", "Export the users"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sources.Open(t.Context(), tc.options)
			var said *sources.Error
			if !errors.As(err, &said) {
				t.Fatalf("said %v", err)
			}
			if !strings.Contains(said.Err.Error(), tc.says) || !strings.Contains(said.Hint, tc.way) {
				t.Errorf("%v. %s", said.Err, said.Hint)
			}
			if len(tc.options.Paths) > 0 && said.Path == "" {
				t.Error("no file is named")
			}
		})
	}
}

func TestTheMappingFileIsPartOfTheFingerprint(t *testing.T) {
	users := sourcestest.File(t, "users.csv", "id,email,mail\n1,a@example.com,b@example.com\n")
	seen := map[string]bool{}
	for _, o := range []sources.Options{
		{Paths: []string{users}},
		{Paths: []string{users}, Map: sourcestest.File(t, "map.json", `{"usher_mapping":1,"email":"email"}`)},
		{Paths: []string{users}, Map: sourcestest.File(t, "map.json", `{"usher_mapping":1,"email":"mail"}`)},
	} {
		print, err := sourcestest.Open(t, o).Fingerprint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		seen[print] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d fingerprints of 3", len(seen))
	}
}

func TestSecondTablesAreNoHashes(t *testing.T) {
	for text, want := range map[string]string{
		"id,user_id,provider,uid\n1,1,google,9\n": "second table",
		auth0Hash:       "password hashes",
		auth0Users("a"): "users",
	} {
		id, err := sources.Identify(sourcestest.File(t, "x", text), nil)
		if err != nil || id.What() != want {
			t.Errorf("%q is %q, %v", text, id.What(), err)
		}
	}
}

func TestStandardInputIsNotIdentified(t *testing.T) {
	if _, err := sources.Identify("-", nil); err == nil {
		t.Error("it was read")
	}
}

func TestAChangedFileIsNoticed(t *testing.T) {
	path := sourcestest.File(t, "users.json", auth0Users("a", "b"))
	e := sourcestest.Open(t, sources.Options{Paths: []string{path}})
	ids(t, e)
	sourcestest.Write(t, path, auth0Users("a", "c"))
	var last error
	for _, err := range e.Users(t.Context()) {
		last = err
	}
	var said *sources.Error
	if !errors.As(last, &said) || !strings.Contains(said.Error(), "has changed") {
		t.Errorf("ended with %v", last)
	}
}

func TestRecordsOfManyKindsOfDamage(t *testing.T) {
	text := auth0Users("a") +
		`{"user_id":"auth0|b","email":"b@example.com","email":"c@example.com"}` + "\n" +
		"{\"user_id\":\"auth0|c\",\"name\":\"Jos\xe9\"}\n" +
		`{"user_id":"auth0|d","name":"half \ud83d pair"}` + "\n" +
		`[1,2]` + "\n" + `"text"` + "\n" + "nonsense\n" +
		`{"user_id":"auth0|e","n":1e999}` + "\n" +
		`{"user_id":"auth0|f","deep":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}\n" +
		`{"user_id":"auth0|g","long":"` + strings.Repeat("x", 5<<20) + "\"}\n" +
		auth0Users("h")
	e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.json", text)}})
	want := []string{
		"a", "b", "c", "d", "!not a JSON object", "!not a JSON object", "!not valid JSON", "e",
		"!not valid JSON", "!longer than 4 MiB", "h",
	}
	if diff := cmp.Diff(want, ids(t, e)); diff != "" {
		t.Error(diff)
	}
	for ordinal, code := range map[uint64]string{1: "duplicate_keys", 2: "invalid_text", 3: "invalid_text"} {
		u, err := e.Record(t.Context(), ordinal)
		if err != nil {
			t.Fatal(err)
		}
		if len(u.Notes) == 0 || u.Notes[0].Code != code {
			t.Errorf("notes of record %d: %v", ordinal, u.Notes)
		}
	}
}

func TestACutListIsNoted(t *testing.T) {
	e := sourcestest.Open(t, sources.Options{Paths: []string{sourcestest.File(t, "users.json", `[{"user_id":"auth0|a"},{"user_id":"auth0|b"},`)}})
	ids(t, e)
	if diff := cmp.Diff([]sources.Note{{Code: "export_incomplete", Detail: "users.json ends in the middle"}}, e.Notes()); diff != "" {
		t.Error(diff)
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sources.Open(ctx, sources.Options{Paths: []string{sourcestest.File(t, "users.json", auth0Users("a"))}}); !errors.Is(err, context.Canceled) {
		t.Errorf("said %v", err)
	}
}

func TestTitles(t *testing.T) {
	for p, want := range map[sources.Provider]string{sources.Auth0: "Auth0", sources.Cognito: "AWS Cognito", "acme": "acme"} {
		if got := p.Title(); got != want {
			t.Errorf("%s is %q", p, got)
		}
	}
}

// TestWhatIsNoFileInAFolderIsNamed: nobody misses users whose file could not be
// looked at.
func TestWhatIsNoFileInAFolderIsNamed(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "1", "2", "3", "4", "5")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{filepath.Join(dir, "users.json"): auth0Users("a"), filepath.Join(deep, "more.json"): auth0Users("b")} {
		sourcestest.Write(t, path, content)
	}
	for name, to := range map[string]string{"gone.json": filepath.Join(dir, "nothing.json"), "loop.json": filepath.Join(dir, "loop.json"), "up": dir} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	want := []string{
		"5: a folder too deep inside; name it by itself",
		"gone.json: no such file or directory",
		"loop.json: too many levels of symbolic links",
		"up: a folder; name it by itself",
	}
	for _, path := range []string{dir, filepath.Join(dir, "*")} {
		e := sourcestest.Open(t, sources.Options{Paths: []string{path}})
		if diff := cmp.Diff([]string{"a"}, ids(t, e)); diff != "" {
			t.Error(diff)
		}
		var left []string
		for _, n := range e.Notes() {
			left = append(left, n.Detail)
		}
		if path != dir { // a pattern looks into no folder
			want = append([]string{"1: a folder; name it by itself"}, want[1:]...)
		}
		if diff := cmp.Diff(want, left); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

// TestTheOnlyFileOfAnArchiveSaysWhyItIsNone instead of that none is in it.
func TestTheOnlyFileOfAnArchiveSaysWhyItIsNone(t *testing.T) {
	zipOf := func(name, content string) string {
		var archive strings.Builder
		w := zip.NewWriter(&archive)
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return archive.String()
	}
	path := sourcestest.File(t, "outer.zip", zipOf("inner.zip", zipOf("users.json", auth0Users("a"))))
	_, err := sources.Open(t.Context(), sources.Options{Paths: []string{path}})
	var e *sources.Error
	if !errors.As(err, &e) || !strings.HasSuffix(e.Path, "inner.zip") || e.Err.Error() != "this is an archive" || e.Hint != "Unpack it and name the files." {
		t.Errorf("said %v", err)
	}
}

// TestALongFirstRecordIsSaid: too little is looked at to recognise it.
func TestALongFirstRecordIsSaid(t *testing.T) {
	picture := strings.Repeat("x", 200_000)
	for name, text := range map[string]string{
		"users.json":   `[{"id":"1","email":"a@example.com","picture":"` + picture + `"},{"id":"2","email":"b@example.com"}]`,
		"users.ndjson": `{"id":"1","email":"a@example.com","picture":"` + picture + `"}` + "\n" + `{"id":"2","email":"b@example.com"}` + "\n",
	} {
		_, err := sources.Open(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, name, text)}})
		if err == nil || !strings.Contains(err.Error(), "its first record is longer than 128 KiB") {
			t.Errorf("%s: said %v", name, err)
		}
	}
}

// TestACutFileOfWhichTooLittleIsLeftSaysSo instead of that it is none.
func TestACutFileOfWhichTooLittleIsLeftSaysSo(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(auth0Users("a"))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := sources.Open(t.Context(), sources.Options{Paths: []string{sourcestest.File(t, "users.json.gz", packed.String()[:packed.Len()-20])}})
	if err == nil || !strings.Contains(err.Error(), "the gzip file is cut off before its end") {
		t.Errorf("said %v", err)
	}
}

// TestAFolderThatMayNotBeReadIsNamed and costs only itself.
func TestAFolderThatMayNotBeReadIsNamed(t *testing.T) {
	dir := t.TempDir()
	sourcestest.Write(t, filepath.Join(dir, "users.json"), auth0Users("a"))
	closed := filepath.Join(dir, "closed")
	if err := os.Mkdir(closed, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadDir(closed); err == nil {
		t.Skip("this user may read everything")
	}
	e := sourcestest.Open(t, sources.Options{Paths: []string{dir}})
	want := []sources.Note{{Code: "file_left_out", Detail: "closed: permission denied"}}
	if diff := cmp.Diff([]string{"a"}, ids(t, e)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, e.Notes()); diff != "" {
		t.Error(diff)
	}
}
