package sample_test

import (
	"slices"
	"testing"

	"example.com/usher/migrator"
	"example.com/usher/sources"
	"example.com/usher/sources/sample"
)

// elsewhere are the findings that an Auth0 export never shows, or only with
// another option than the default.
var elsewhere = []string{
	"anonymous", "hash_redacted", "plain_text_password_ignored", "custom_claims_unparseable",
	"unconfirmed", "export_incomplete", "metadata_dropped", "row_misaligned_repaired", "row_parts_lost", "unverified_skipped", "file_left_out", "already_there",
	"deleted", "service_account", "other_identifiers", "row_without_profile", "row_unreadable", "table_missing", "pepper_possible",
}

func TestTheSampleShowsEveryFindingThatAuth0Can(t *testing.T) {
	paths, err := sample.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	export, err := sources.Open(t.Context(), sources.Options{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	defer export.Close()
	result, err := migrator.NewPreview(export, migrator.DefaultOptions()).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, f := range result.Findings {
		shown = append(shown, f.Code)
	}
	for _, about := range migrator.Findings() {
		if slices.Contains(elsewhere, about.Code) == slices.Contains(shown, about.Code) {
			t.Errorf("%s: shown %v", about.Code, slices.Contains(shown, about.Code))
		}
	}
	if result.Users < 300 || result.Unreadable == 0 {
		t.Errorf("%d users and %d unreadable records: that is no realistic export", result.Users, result.Unreadable)
	}
}
