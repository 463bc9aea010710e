package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseLimit reads a rate limit in its compact form: words separated by
// commas, in any order, each of which changes one thing about the default.
//
//	off                     allow everything
//	sliding, fixed          how a window is meant (see LimitMode)
//	65/1s, 100/s, 600/m     so many requests in a window of that length
//	search=150, search=off  searches in a minute
//	per-endpoint            each endpoint has a limit of its own
//	count-refused           refused requests use up the limit too
//	retry-after=seconds     or date, or none
//
// An empty text is the default, "sliding,65/1s,search=150".
func ParseLimit(text string) (LimitConfig, error) {
	var l LimitConfig
	if strings.TrimSpace(text) != "" {
		for word := range strings.SplitSeq(text, ",") {
			if err := l.parseWord(strings.TrimSpace(word)); err != nil {
				return LimitConfig{}, fmt.Errorf("read limit %q: %w", word, err)
			}
		}
	}
	l = l.withDefaults()
	return l, l.check()
}

func (l *LimitConfig) parseWord(word string) error {
	key, value, _ := strings.Cut(word, "=")
	switch {
	case word == "off" || word == "sliding" || word == "fixed":
		l.Mode = LimitMode(word)
	case word == "per-endpoint":
		l.PerEndpoint = true
	case word == "count-refused":
		l.CountRefused = true
	case key == "search":
		return l.parseSearch(value)
	case key == "retry-after" && (value == "seconds" || value == "date"):
		l.RetryAfter = value
	case word == "retry-after=none":
		l.RetryAfter = ""
	case strings.Contains(word, "/"):
		return l.parseRate(word)
	default:
		return errors.New("it is none of off, sliding, fixed, N/WINDOW, search=N, per-endpoint, count-refused, retry-after=seconds|date|none")
	}
	return nil
}

func (l *LimitConfig) parseSearch(value string) error {
	if value == "off" {
		l.SearchPerMinute = -1
		return nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is neither a number from 1 nor off", value)
	}
	l.SearchPerMinute = n
	return nil
}

func (l *LimitConfig) parseRate(word string) error {
	number, length, _ := strings.Cut(word, "/")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is no number from 1", number)
	}
	if length != "" && length[0] >= 'a' {
		length = "1" + length
	}
	window, err := time.ParseDuration(length)
	if err != nil || window <= 0 {
		return fmt.Errorf("%q is no window such as s, 500ms or 1m", length)
	}
	l.Requests, l.Window = n, window
	return nil
}

// String returns the compact form, which ParseLimit reads.
func (l LimitConfig) String() string {
	l = l.withDefaults()
	if l.Mode == LimitOff {
		return "off"
	}
	words := []string{string(l.Mode), fmt.Sprintf("%d/%s", l.Requests, l.Window), "search=off"}
	if l.SearchPerMinute > 0 {
		words[2] = "search=" + strconv.Itoa(l.SearchPerMinute)
	}
	if l.PerEndpoint {
		words = append(words, "per-endpoint")
	}
	if l.CountRefused {
		words = append(words, "count-refused")
	}
	if l.RetryAfter != "" {
		words = append(words, "retry-after="+l.RetryAfter)
	}
	return strings.Join(words, ",")
}
