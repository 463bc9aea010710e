package migrator

import "context"

// ask repeats a read until there is an answer: verify, undo and the roster read
// what is there and lose nothing by waiting. ok is false when the run ends
// before that. op is what a fatal error says was being done.
func ask(ctx context.Context, op string, read func() Reply) (reply Reply, ok bool, err error) {
	for failures := 1; ; failures++ {
		reply = read()
		switch {
		case reply.Class == OK || reply.Class == Absent || namesNobody(reply):
			return reply, true, nil
		case reply.Class == Canceled || stopped(ctx):
			return reply, false, nil
		case reply.Class == Fatal || reply.Class == Refused:
			return reply, false, fatalAnswer(op, reply.Status, reply.ErrorType, reply.Err)
		case !sleep(ctx, backoff(failures)):
			return reply, false, nil
		}
	}
}
