package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseFaults reads faults in their compact form, separated by commas:
//
//	drop-after=0.02         with that probability
//	500:next=3              the next three requests
//	hang:nth=7@create       the seventh create
//	latency=50ms..80ms      every request, between the two
//	latency=2s:nth=5        the fifth request
//	429                     every request
//	late-apply=500ms:p=0.01 carried out that long after the connection was closed
//
// An empty text is no faults.
func ParseFaults(text string) ([]Fault, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var list []Fault
	for item := range strings.SplitSeq(text, ",") {
		f, err := parseFault(strings.TrimSpace(item))
		if err != nil {
			return nil, fmt.Errorf("read fault %q: %w", item, err)
		}
		list = append(list, f)
	}
	return list, nil
}

func parseFault(item string) (Fault, error) {
	var f Fault
	rest, endpoint, filtered := strings.Cut(item, "@")
	if filtered && endpoint == "" {
		return f, fmt.Errorf("no endpoint after @")
	}
	f.Endpoint = endpoint
	rest, when, conditional := strings.Cut(rest, ":")
	kind, value, valued := strings.Cut(rest, "=")
	f.Kind = kind
	if err := f.check(); err != nil {
		return f, err
	}
	if timed(kind) {
		if err := f.parseLatency(value); err != nil {
			return f, err
		}
	} else if valued {
		if err := f.parseProbability(value); err != nil {
			return f, err
		}
	}
	if conditional {
		if err := f.parseWhen(when); err != nil {
			return f, err
		}
	}
	return f, f.check()
}

func (f *Fault) parseProbability(text string) error {
	p, err := strconv.ParseFloat(text, 64)
	if err != nil || !(p > 0 && p <= 1) {
		return fmt.Errorf("%q is no probability above 0 and up to 1", text)
	}
	f.Probability = p
	return nil
}

func (f *Fault) parseLatency(text string) error {
	low, high, ranged := strings.Cut(text, "..")
	from, err := time.ParseDuration(low)
	if err != nil || from < 0 {
		return fmt.Errorf("%q is no duration such as 50ms or 50ms..80ms", text)
	}
	f.Latency = from
	if !ranged {
		return nil
	}
	to, err := time.ParseDuration(high)
	if err != nil || to < from {
		return fmt.Errorf("%q is no range such as 50ms..80ms", text)
	}
	f.Jitter = to - from
	return nil
}

func (f *Fault) parseWhen(text string) error {
	key, value, _ := strings.Cut(text, "=")
	if key == "p" {
		if f.Probability > 0 {
			return fmt.Errorf("two probabilities")
		}
		return f.parseProbability(value)
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is no number from 1", value)
	}
	switch key {
	case "next":
		f.Next = n
	case "nth":
		f.Nth = n
	default:
		return fmt.Errorf("%q is none of next, nth and p", key)
	}
	return nil
}

// String returns the compact form, which ParseFaults reads.
func (f Fault) String() string {
	text := f.Kind
	probability := "="
	if timed(f.Kind) {
		text += "=" + f.Latency.String()
		if f.Jitter > 0 {
			text += ".." + (f.Latency + f.Jitter).String()
		}
		probability = ":p="
	}
	switch {
	case f.Probability > 0:
		text += probability + strconv.FormatFloat(f.Probability, 'g', -1, 64)
	case f.Next > 0:
		text += ":next=" + strconv.Itoa(f.Next)
	case f.Nth > 0:
		text += ":nth=" + strconv.Itoa(f.Nth)
	}
	if f.Endpoint != "" {
		text += "@" + f.Endpoint
	}
	return text
}
