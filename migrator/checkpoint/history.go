package checkpoint

import (
	"encoding/binary"
	"time"

	"go.etcd.io/bbolt"

	"example.com/usher/migrator"
)

// maxPoints bounds the history: some three days of minutes. When it is
// reached the older half is merged into longer points.
const maxPoints = 4096

// minuteKey sorts by time, before 1970 too.
func minuteKey(t time.Time) []byte {
	return ordinalKey(uint64(floorMinute(t)) ^ 1<<63)
}

func floorMinute(t time.Time) int64 {
	s := t.Unix()
	m := s / 60
	if s%60 < 0 {
		m--
	}
	return m
}

func sealPoint(key []byte, p migrator.Point) []byte {
	var value []byte
	for _, n := range []int{p.Requests, p.Throttled, p.Settled, p.Minutes} {
		value = binary.AppendVarint(value, int64(n))
	}
	return seal(key, value)
}

func unsealPoint(key, sealed []byte) (p migrator.Point, err error) {
	value, err := unseal(key, sealed)
	if err != nil {
		return p, err
	}
	if len(key) != 8 {
		return p, damaged("a minute of the history")
	}
	p.Minute = time.Unix(int64(binary.BigEndian.Uint64(key)^1<<63)*60, 0).UTC()
	for _, field := range []*int{&p.Requests, &p.Throttled, &p.Settled, &p.Minutes} {
		n, used := binary.Varint(value)
		if used <= 0 {
			return p, damaged("a minute of the history")
		}
		*field, value = int(n), value[used:]
	}
	return p, nil
}

func readHistory(b *bbolt.Bucket) (points []migrator.Point, err error) {
	err = b.ForEach(func(key, sealed []byte) error {
		p, err := unsealPoint(key, sealed)
		points = append(points, p)
		return err
	})
	return points, err
}

// putHistory stores points; count is how many the bucket holds, before and
// after.
func putHistory(b *bbolt.Bucket, points []migrator.Point, count int) (int, error) {
	for _, p := range points {
		key := minuteKey(p.Minute)
		if sealed := b.Get(key); sealed == nil {
			count++
		} else if old, err := unsealPoint(key, sealed); err != nil {
			return count, err
		} else if old.Minutes > 1 {
			// A clock that went back: the minute is one of several now, and
			// replacing it would lose the others.
			p = sumOf(old, p)
		}
		if err := b.Put(key, sealPoint(key, p)); err != nil {
			return count, err
		}
	}
	if count <= maxPoints {
		return count, nil
	}
	return shorten(b)
}

// shorten merges the older half of the history and gives what is left.
func shorten(b *bbolt.Bucket) (int, error) {
	points, err := readHistory(b)
	if err != nil {
		return 0, err
	}
	older, recent := points[:len(points)/2], points[len(points)/2:]
	for _, p := range older {
		if err := b.Delete(minuteKey(p.Minute)); err != nil {
			return 0, err
		}
	}
	merged := older
	for width := int64(2); len(merged) > maxPoints/4; width *= 2 {
		merged = mergePoints(older, width)
	}
	for _, p := range merged {
		key := minuteKey(p.Minute)
		if err := b.Put(key, sealPoint(key, p)); err != nil {
			return 0, err
		}
	}
	return len(merged) + len(recent), nil
}

// mergePoints puts together what begins in the same window of width minutes.
func mergePoints(points []migrator.Point, width int64) (merged []migrator.Point) {
	window := int64(0)
	for _, p := range points {
		w := floorMinute(p.Minute) / width
		if n := len(merged); n > 0 && w == window {
			merged[n-1] = sumOf(merged[n-1], p)
			continue
		}
		window = w
		merged = append(merged, p)
	}
	return merged
}

// sumOf is one point over the time of both; b does not begin before a.
func sumOf(a, b migrator.Point) migrator.Point {
	end := max(floorMinute(a.Minute)+int64(max(a.Minutes, 1)), floorMinute(b.Minute)+int64(max(b.Minutes, 1)))
	return migrator.Point{
		Minute:    a.Minute,
		Requests:  a.Requests + b.Requests,
		Throttled: a.Throttled + b.Throttled,
		Settled:   a.Settled + b.Settled,
		Minutes:   int(end - floorMinute(a.Minute)),
	}
}
