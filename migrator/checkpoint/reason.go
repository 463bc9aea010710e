package checkpoint

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// Reasons are few and long, so an outcome holds a reason's number. What is
// over maxReasons stands in the outcome itself.
const (
	maxReasons      = 1024
	maxReasonLength = 128
)

// reasonOther takes the place of a reason that is no code: the text might
// have come from a server, with somebody's address in it.
const reasonOther = "other"

// code gives the reason as it may be stored: one word, or, of a delta, the
// fields that it names.
func code(reason string) string {
	words := reason
	for _, delta := range []string{"updated: ", "changed: "} {
		if fields, is := strings.CutPrefix(reason, delta); is {
			words = strings.NewReplacer(" ", "", ";", "").Replace(fields)
		}
	}
	if len(reason) > maxReasonLength || strings.ContainsFunc(words, notInCode) {
		return reasonOther
	}
	return reason
}

func notInCode(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("_-.:", r):
		return false
	}
	return true
}

// reasons is the dictionary in memory: number n stands at index n-1. It never
// changes, so that an iteration may use it beside a commit.
type reasons struct {
	list   []string
	number map[string]uint64
}

// with gives the dictionary that has a reason, and the reason's number: 0
// where the dictionary is full.
func (r *reasons) with(reason string) (*reasons, uint64) {
	if n, ok := r.number[reason]; ok {
		return r, n
	}
	if len(r.list) == maxReasons {
		return r, 0
	}
	n := uint64(len(r.list) + 1)
	more := &reasons{list: append(slices.Clip(r.list), reason), number: maps.Clone(r.number)}
	more.number[reason] = n
	return more, n
}

func (r *reasons) text(number uint64) (string, bool) {
	if number == 0 || number > uint64(len(r.list)) {
		return "", false
	}
	return r.list[number-1], true
}

// loadReasons reads the dictionary; its numbers have no gap.
func loadReasons(b *bbolt.Bucket) (*reasons, error) {
	r := &reasons{number: make(map[string]uint64)}
	err := b.ForEach(func(key, sealed []byte) error {
		text, err := unseal(key, sealed)
		if err != nil {
			return err
		}
		r.list = append(r.list, string(text))
		r.number[string(text)] = uint64(len(r.list))
		if !bytes.Equal(key, ordinalKey(uint64(len(r.list)))) {
			return damaged("reasons are not in order")
		}
		return nil
	})
	return r, err
}

// save stores what was added since the dictionary had known reasons.
func (r *reasons) save(b *bbolt.Bucket, known int) error {
	for i, text := range r.list[known:] {
		key := ordinalKey(uint64(known + i + 1))
		if err := b.Put(key, seal(key, []byte(text))); err != nil {
			return err
		}
	}
	return nil
}
