package message

import (
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) log(t testing.TB) (events []bus.Event) {
	t.Helper()
	err := outbox.Log(t.Context(), e.db, "message", outbox.Filter{}, func(l outbox.Logged) error {
		events = append(events, l.Event)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// What a deleted message said, in any version, is in no event any more, whatever the event is about. The events
// stay, keep their contract, and say of the message what its tombstone says; those of others are as they were.
func TestDelete_TakesTheWordsOutOfTheLog(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch, another := id.New[id.Channel](), id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		e.named["@ben"] = workspace.Named{Kind: workspace.NamedUser, ID: ben.String()}
		e.allow(another, ada.User, member())
		kept := []Message{e.send(t, ada, ch, "kept words"), e.send(t, ada, another, "kept elsewhere")}
		m := e.send(t, ada, ch, "secret words for @ben")
		at := e.clock.Now().Add(time.Minute)
		for _, act := range []func() error{
			func() error { _, err := e.edit(ada, m, "other secret words"); return err },
			func() error { _, err := e.react(ben, m, "👍"); return err },
			func() error {
				_, err := e.Unreact(ben.ctx, ReactionRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, Emoji: "👍"})
				return err
			},
			func() error { _, err := e.Pin(ben.ctx, e.at(m)); return err },
			func() error { _, err := e.Unpin(ben.ctx, e.at(m)); return err },
			func() error {
				_, err := e.Save(ben.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, SetReminder: true, RemindAt: &at})
				return err
			},
			func() error { e.clock.Advance(time.Hour / 2); return e.local.remindDue(t.Context()) },
			func() error { _, err := e.react(ben, kept[0], "👍"); return err },
		} {
			if err := act(); err != nil {
				t.Fatal(err)
			}
		}
		e.reply(t, ben, m, "kept reply", false)
		before := e.log(t)
		if _, err := e.Delete(ada.ctx, e.at(m)); err != nil {
			t.Fatal(err)
		}
		if err := e.local.eraser.redactAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		after := e.log(t)
		about := map[string]bool{}
		for i, was := range before {
			now := after[i]
			if was.ID != now.ID || was.Type != now.Type || was.Subject != now.Subject || !was.Time.Equal(now.Time) {
				t.Fatalf("%s became %s", was.Type, now.Type)
			}
			text := string(now.Data)
			if strings.Contains(text, "secret") {
				t.Errorf("%s says %s", now.Type, text)
			}
			if !strings.Contains(string(was.Data), "secret") && string(was.Data) != text {
				t.Errorf("%s of another message changed:\n%s\n%s", was.Type, was.Data, text)
			}
			if strings.Contains(string(was.Data), "secret") {
				about[was.Type] = strings.Contains(text, m.ID.String()) && strings.Contains(text, `"isDeleted":true`)
			}
		}
		for eventType := range worded {
			if isTombstone, seen := about[eventType]; !seen || !isTombstone {
				t.Errorf("%s: seen %v, a tombstone %v", eventType, seen, isTombstone)
			}
		}
		bustest.Keeps(t, Announces(), after...)
		var left int
		if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM redactions`).Scan(&left); err != nil || left != 0 {
			t.Errorf("%d are still to be forgotten, %v", left, err)
		}
	})
}
