package migrator

import "context"

type stopKey struct{}

// WithStop adds a second, gentler end to a context: when stop ends, requests
// that have not left yet don't leave any more, and those that have left are
// waited for. A pause works so.
func WithStop(ctx, stop context.Context) context.Context {
	return context.WithValue(ctx, stopKey{}, stop)
}

// StopOf gives the gentle end of a context, or the context itself.
func StopOf(ctx context.Context) context.Context {
	if stop, ok := ctx.Value(stopKey{}).(context.Context); ok {
		return stop
	}
	return ctx
}
