package stytch

import (
	"context"

	"github.com/stytchauth/stytch-go/v16/stytch/consumer/debug"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/project"
	"github.com/stytchauth/stytch-go/v16/stytch/consumer/users"

	"example.com/usher/migrator"
	"example.com/usher/migrator/pacer"
)

// Get reads one user by user_id or by external_id.
func (a *Adapter) Get(ctx context.Context, id string) migrator.Reply {
	if !isID(id) {
		return noReply(errNoID)
	}
	var user users.GetResponse
	v := a.exchange(ctx, operation{name: "get user", kind: pacer.KindRead, effect: reads}, func(ctx context.Context) error {
		return whole(into(&user)(a.api.Users.Get(ctx, &users.GetParams{UserID: id})), &user.UserID)
	})
	reply := v.reply(user.RequestID)
	if v.class == migrator.OK {
		reply.Users = []migrator.Found{found(flattened(&user))}
	}
	return reply
}

// WhoAmI checks the credentials with one harmless request. Those of another
// project are Fatal.
func (a *Adapter) WhoAmI(ctx context.Context) migrator.Reply {
	var me debug.WhoamiResponse
	v := a.exchange(ctx, operation{name: "check credentials", kind: pacer.KindRead, effect: reads}, func(ctx context.Context) error {
		return whole(into(&me)(a.api.Debug.Whoami(ctx, &debug.WhoamiParams{})), &me.ProjectID)
	})
	if v.class == migrator.OK && me.ProjectID != a.projectID {
		v.class, v.err = migrator.Fatal, &migrator.FatalError{Op: "check credentials", Err: errOtherProject, Hint: hintCredentials}
	}
	reply := v.reply(me.RequestID)
	if v.class == migrator.OK {
		reply.Project.ID, reply.Project.Name = me.ProjectID, me.Name
	}
	return reply
}

// CountUsers reads the project's USER_COUNT.
func (a *Adapter) CountUsers(ctx context.Context) (int, migrator.Reply) {
	var metrics project.MetricsResponse
	count := -1
	v := a.exchange(ctx, operation{name: "count users", kind: pacer.KindRead, effect: reads}, func(ctx context.Context) error {
		if err := into(&metrics)(a.api.Project.Metrics(ctx, &project.MetricsParams{})); err != nil {
			return err
		}
		for _, m := range metrics.Metrics {
			if m.MetricType == project.ProjectMetricMetricTypeUSERCOUNT {
				count = int(m.Count)
			}
		}
		if count < 0 {
			return errIncomplete
		}
		return nil
	})
	return max(count, 0), v.reply(metrics.RequestID)
}

// noReply is the reply to a read that is not sent.
func noReply(err error) migrator.Reply {
	return migrator.Reply{Class: migrator.Refused, Err: err}
}

func (v verdict) reply(requestID string) migrator.Reply {
	return migrator.Reply{
		Class: v.class, Status: v.status, ErrorType: v.errorType,
		RequestID: orText(v.requestID, idOf(requestID)), Err: v.err, Date: v.date,
	}
}
