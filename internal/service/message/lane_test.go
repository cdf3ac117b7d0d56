package message

import (
	"context"
	"errors"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
)

// Who has gone away while they waited in the lane has not sent anything.
func TestLane_LeavesOutWhoHasGone(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Open(t, sqldb.SQLite, Migrate)
	e := newEnv(t, db)
	at, goOn := make(chan struct{}, 8), make(chan struct{})
	c := &committer{db: db, clock: clock.System{}, profiles: e, committed: func(...bus.Event) {}}
	c.step = func(name string) error {
		if name == "lock" {
			at <- struct{}{}
			<-goOn
		}
		return nil
	}
	l := startLanes(c, 0)
	t.Cleanup(l.close)
	ch := id.New[id.Channel]()
	send := func(ctx context.Context, content string) chan error {
		done := make(chan error, 1)
		d := &draft{message: Message{
			WorkspaceID: e.ws, ChannelID: ch, Author: user.Author{ID: id.New[id.User]()}, Content: content, ClientMessageCorrelationID: content,
		}}
		go func() {
			_, err := l.send(ctx, d)
			done <- err
		}()
		return done
	}
	first := send(t.Context(), "first")
	<-at // the lane is busy
	gone, leave := context.WithCancel(t.Context())
	second := send(gone, "second")
	for len(l.queues[0]) == 0 {
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
	}
	leave()
	if err := <-second; errs.KindOf(err) != errs.KindUnavailable {
		t.Errorf("who went away: %v", err)
	}
	third := send(t.Context(), "third")
	close(goOn)
	if err := errors.Join(<-first, <-third); err != nil {
		t.Fatal(err)
	}
	var said string
	if err := db.QueryRow(t.Context(), `SELECT group_concat(content, ' ') FROM messages`).Scan(&said); err != nil || said != "first third" {
		t.Errorf("%q, %v", said, err)
	}
}

// The events of a message, and of the thread that it is in, belong to the request that sent it.
func TestSend_EventsCarryTheTrace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada := e.join(t, ch)
		root := e.send(t, ada, ch, "root")
		span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}, TraceFlags: trace.FlagsSampled})
		ada.ctx = trace.ContextWithSpanContext(ada.ctx, span)
		e.reply(t, ada, root, "reply", false)
		e.mu.Lock()
		defer e.mu.Unlock()
		for _, ev := range e.events[len(e.events)-2:] {
			if ev.Traceparent != obs.Traceparent(ada.ctx) {
				t.Errorf("%s has trace %q, want %q", ev.Type, ev.Traceparent, obs.Traceparent(ada.ctx))
			}
		}
	})
}

// What the user service does not answer for one thread is no reason to fail those who send beside it.
func TestSend_NamesThatAreNotToBeHad(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Open(t, sqldb.SQLite, Migrate)
	e := newEnv(t, db)
	ch := id.New[id.Channel]()
	ada, ben := e.join(t, ch), e.join(t, ch)
	root := e.send(t, ada, ch, "root")
	silent := &committer{db: db, clock: clock.System{}, profiles: noProfiles{}, committed: func(...bus.Event) {}}
	made := func(m Message) *draft {
		m.WorkspaceID, m.ChannelID, m.Author, m.ClientMessageCorrelationID = e.ws, ch, user.Author{ID: ben.User}, id.New[id.Event]().String()
		return &draft{message: m, ctx: t.Context()}
	}
	outcomes, err := silent.commit([]*draft{made(Message{Content: "reply", ThreadRootID: &root.ID}), made(Message{Content: "beside"})})
	if err != nil || errors.Join(outcomes[0].err, outcomes[1].err) != nil {
		t.Errorf("%+v, %v", outcomes, err)
	}
	if got := e.thread(t, ada, root); got.Root.ReplyCount != 1 || len(got.Items) != 1 {
		t.Errorf("%+v", got)
	}
}

type noProfiles struct{}

func (noProfiles) Profiles(context.Context, []id.User) (map[id.User]user.Author, error) {
	return nil, errs.Unavailable(errors.New("nobody answers"))
}
