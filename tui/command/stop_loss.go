package command

import (
	"github.com/spf13/pflag"

	"example.com/usher/migrator"
)

// stopLoss are the flags that say when a run halts by itself.
type stopLoss struct {
	off           bool
	streak, share int
}

func (s *stopLoss) add(f *pflag.FlagSet) {
	f.BoolVar(&s.off, "no-stop-loss", false, "go on however many users are refused for one reason")
	f.IntVar(&s.streak, "stop-after", 0, "`N` halt when N users in a row of the export are refused for one reason (default 50; 20 at the beginning)")
	f.IntVar(&s.share, "stop-share", 0, "`PERCENT` halt when one reason refuses this share of the users (default 10)")
}

func (s stopLoss) limits() (migrator.StopLoss, error) {
	if s.streak < 0 || s.share < 0 || s.share > 100 {
		return migrator.StopLoss{}, refuse("--stop-after takes a number of users, --stop-share a percentage", "Leave them out for the defaults, or give --no-stop-loss.")
	}
	return migrator.StopLoss{Off: s.off, First: s.streak, Streak: s.streak, Share: float64(s.share) / 100}, nil
}
