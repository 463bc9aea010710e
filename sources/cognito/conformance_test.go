package cognito_test

import (
	"bytes"
	"testing"

	"example.com/usher/sources"
	"example.com/usher/sources/sourcestest"
)

func TestConformance(t *testing.T) {
	sourcestest.RunAll(t, sources.Cognito, 0, map[string]sourcestest.Sample{
		"command line v1":                  {Path: "cliv1.list-users.json", Records: 53},
		"command line v2":                  {Path: "cliv2.list-users.json", Records: 53},
		"pages of the API":                 {Path: "pages.json", Records: 5},
		"users one after the other":        {Path: "admin-get-user.json", Records: 4},
		"answer of the SDK for JavaScript": {Path: "sdk-js-v3.response.json", Records: 53},
		"users of the SDK for JavaScript":  {Path: "sdk-js-v3.users-array.json", Records: 53},
		"a user per line":                  {Path: "sdk-js-v3.users.ndjson", Records: 53},
		"cognito-backup-restore":           {Path: "cbr-backup.json", Records: 53},
		"what Python prints":               {Path: "boto3.printed.txt", Records: 53, Text: printed},
		"text of the command line":         {Path: "cli.list-users.txt", Records: 53},
		"YAML of the command line":         {Path: "cliv2.list-users.yaml", Records: 53},
		"a stream of YAML":                 {Path: "cliv2.list-users.stream.yaml", Records: 53},
		"single users as YAML":             {Path: "admin-get-user.yaml", Records: 4},
		"CSV for an import job":            {Path: "import.csv", Records: 4},
		"cognito-csv-exporter":             {Path: "exporter.csv", Records: 53, Unreadable: []uint64{0, 12, 24, 36}},
		"database of cognito-local":        {Path: "cognito-local-db.json", Records: 53},
	})
}

// printed finds a user as Python prints one.
func printed(content []byte, u sources.User) []byte {
	const begin = "{'Username': '"
	from := bytes.Index(content, []byte(begin+u.Username+"'"))
	if from < 0 {
		return u.Raw
	}
	text := content[from:]
	if end := bytes.Index(text[1:], []byte(", "+begin)); end >= 0 {
		return text[:end+1]
	}
	return text[:bytes.LastIndexByte(text, ']')]
}
