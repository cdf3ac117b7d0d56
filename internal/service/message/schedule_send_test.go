package message

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
)

// Several instances, woken at once, send each message once.
func TestScheduled_TwoInstances(t *testing.T) {
	t.Parallel()
	url := sqldbtest.URL(t, sqldb.Postgres)
	one := newEnv(t, sqldbtest.OpenURL(t, url, Migrate))
	two := newEnvAt(t, sqldbtest.OpenURL(t, url), one.clock)
	two.ws = one.ws
	ch := id.New[id.Channel]()
	p := one.join(t, ch)
	two.allow(ch, p.User, member())
	const messages = 40
	for range messages {
		one.schedule(t, p, ch, "text", time.Hour)
	}
	one.clock.Advance(time.Hour)
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			if err := []*Local{one.local, two.local}[i%2].sendDue(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	assertDense(t, one, ch, messages)
	if n := one.count(t, `SELECT COUNT(*) FROM scheduled_messages`); n != 0 {
		t.Errorf("%d wait", n)
	}
}

// The sender wakes by itself: at a message's time, and for what is due when it starts.
func TestSender_WakesByItself(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			tw := newTown(t, dialect)
			tw.messages.contacts = allActive{}
			at := tw.messages.clock.Now().Add(2 * time.Second) // to come still when it is asked for, on a slow machine too
			made, err := tw.messages.Schedule(tw.owner.ctx, ScheduleRequest{
				WorkspaceID: tw.ws, ChannelID: tw.ch, Content: "on time", ClientMessageCorrelationID: "c", SendAt: at,
			})
			if err != nil {
				t.Fatal(err)
			}
			look := time.NewTicker(20 * time.Millisecond)
			defer look.Stop()
			for deadline := time.Now().Add(time.Minute); ; <-look.C {
				h, err := tw.messages.History(tw.member.ctx, HistoryRequest{WorkspaceID: tw.ws, ChannelID: tw.ch})
				if err != nil {
					t.Fatal(err)
				}
				if len(h.Items) == 1 {
					if h.Items[0].CreatedAt.Before(made.Scheduled.SendAt) {
						t.Errorf("sent %s early", made.Scheduled.SendAt.Sub(h.Items[0].CreatedAt))
					}
					return
				}
				if time.Now().After(deadline) {
					t.Fatal("it was not sent")
				}
			}
		})
	}
}

// allActive is the user service's part: everybody is there.
type allActive struct{}

func (allActive) Contacts(_ context.Context, req user.ContactsRequest) ([]user.Contact, error) {
	var out []user.Contact
	for _, u := range req.IDs {
		out = append(out, user.Contact{ID: u})
	}
	return out, nil
}

func TestScheduled_Reply(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		root := e.send(t, p, ch, "a question")
		req := e.scheduleRequest(ch, "an answer", time.Hour)
		req.ParentMessageID, req.AlsoSendToChannel = &root.ID, true
		made, err := e.Schedule(p.ctx, req)
		if err != nil || made.Scheduled.ParentMessageID == nil || *made.Scheduled.ParentMessageID != root.ID || !made.Scheduled.AlsoSendToChannel {
			t.Fatalf("%+v, %v", made, err)
		}
		e.clock.Advance(time.Hour)
		e.sendDue(t)
		h, err := e.History(p.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch})
		if err != nil || len(h.Items) != 2 || h.Items[0].ReplyCount != 1 || *h.Items[1].ThreadRootID != root.ID || !h.Items[1].AlsoSentToChannel {
			t.Errorf("%+v, %v", h.Items, err)
		}
	})
}
