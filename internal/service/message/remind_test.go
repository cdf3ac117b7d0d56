package message

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// remindIn asks for reminders of new messages, and returns these.
func (e *env) remindIn(t *testing.T, p person, ch id.Channel, n int, in time.Duration) []Message {
	t.Helper()
	at := e.clock.Now().Add(in)
	messages := make([]Message, n)
	for i := range messages {
		messages[i] = e.send(t, p, ch, "later")
		if _, err := e.Save(p.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: messages[i].ID, SetReminder: true, RemindAt: &at}); err != nil {
			t.Fatal(err)
		}
	}
	return messages
}

// assertReminded wants a reminder of each message, once, of all that instances have announced.
func assertReminded(t *testing.T, announced []bus.Event, of []Message) {
	t.Helper()
	times := map[id.Message]int{}
	for _, ev := range announced {
		var due ReminderDue
		if err := json.Unmarshal(ev.Data, &due); err != nil {
			t.Fatal(err)
		}
		times[due.Saved.Message.ID]++
	}
	for _, m := range of {
		if times[m.ID] != 1 {
			t.Errorf("message %d: %d reminders", m.MessageNo, times[m.ID])
		}
	}
	if len(announced) != len(of) {
		t.Errorf("%d reminders of %d messages", len(announced), len(of))
	}
}

// A reminder that came due while nothing ran is announced by the next start, by itself; one that was announced
// before is not announced again.
func TestRemind_OverARestart(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, sqldbtest.Open(t, dialect, Migrate))
			ch := id.New[id.Channel]()
			ada := e.join(t, ch)
			early, late := e.remindIn(t, ada, ch, 3, time.Hour), e.remindIn(t, ada, ch, 3, 2*time.Hour)
			e.clock.Advance(time.Hour)
			if err := e.local.remindDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			assertReminded(t, e.announced(EventReminderDue), early)
			e.local.Close()
			e.clock.Advance(24 * time.Hour)
			e.start(t)
			look := time.NewTicker(5 * time.Millisecond)
			defer look.Stop()
			for deadline := time.Now().Add(time.Minute); len(e.announced(EventReminderDue)) < 6; <-look.C {
				if time.Now().After(deadline) {
					t.Fatal("nothing is announced after the start")
				}
			}
			if err := e.local.remindDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			assertReminded(t, e.announced(EventReminderDue), append(early, late...))
		})
	}
}

// Instances on one database, woken at once, announce each reminder once between them.
func TestRemind_TwoInstances(t *testing.T) {
	t.Parallel()
	url := sqldbtest.URL(t, sqldb.Postgres)
	one := newEnv(t, sqldbtest.OpenURL(t, url, Migrate))
	two := newEnvAt(t, sqldbtest.OpenURL(t, url), one.clock)
	two.ws = one.ws
	ch := id.New[id.Channel]()
	ada := one.join(t, ch)
	two.allow(ch, ada.User, member())
	messages := one.remindIn(t, ada, ch, 30, time.Hour)
	one.clock.Advance(time.Hour)
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			if err := []*Local{one.local, two.local}[i%2].remindDue(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	assertReminded(t, append(one.announced(EventReminderDue), two.announced(EventReminderDue)...), messages)
}
