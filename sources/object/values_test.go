package object_test

import (
	"strings"
	"testing"

	"example.com/usher/sources/object"
)

func TestValues(t *testing.T) {
	v := object.Object(`{"User_ID":1,"name":null}`).Values(strings.ToLower)
	if string(v["user_id"]) != "1" || !v.Has("user_id", "name") || v.Has("user_id", "email") || !v.Has() {
		t.Errorf("%v", v)
	}
}
