package message

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) deletedEvent(t testing.TB, eventType string, data map[string]any) bus.Event {
	t.Helper()
	data["workspaceId"] = e.ws
	raw, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return bus.Event{ID: id.New[id.Event](), Type: eventType, Time: e.clock.Now(), Data: raw}
}

func (e *env) deleteChannel(t testing.TB, ch id.Channel) {
	t.Helper()
	if err := e.local.follow(t.Context(), e.deletedEvent(t, workspace.EventChannelDeleted, map[string]any{"channelId": ch})); err != nil {
		t.Fatal(err)
	}
}

// waitErased waits until nothing is left to erase.
func (e *env) waitErased(t testing.TB) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); e.toErase(t) > 0; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d channels still to be erased", e.toErase(t))
		}
	}
}

func (e *env) toErase(t testing.TB) int {
	t.Helper()
	return e.count(t, `SELECT COUNT(*) FROM channel_heads WHERE deleted_at IS NOT NULL AND erased_at IS NULL`)
}

func (e *env) count(t testing.TB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := e.db.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// left counts what there is of a channel: messages, receipts, events.
func (e *env) left(t testing.TB, ch id.Channel) string {
	t.Helper()
	return fmt.Sprintf("%d messages, %d receipts, %d events",
		e.count(t, `SELECT COUNT(*) FROM messages WHERE channel_id = $1`, ch),
		e.count(t, `SELECT COUNT(*) FROM read_receipts WHERE channel_id = $1`, ch),
		e.count(t, `SELECT COUNT(*) FROM outbox WHERE subject = $1`, ch.String()))
}

const nothing = "0 messages, 0 receipts, 0 events"

func TestDelete_LeavesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		gone, stays := id.New[id.Channel](), id.New[id.Channel]()
		inGone, inStays := e.join(t, gone), e.join(t, stays)
		m := e.send(t, inGone, gone, "a")
		e.send(t, inGone, gone, "b")
		e.send(t, inStays, stays, "c")
		for range 2 { // events may come twice
			e.deleteChannel(t, gone)
			e.waitErased(t)
		}
		if err := e.local.follow(t.Context(), e.joinedEvent(t, gone, e.join(t, gone))); err != nil { // and late
			t.Error(err)
		}
		if got := e.left(t, gone); got != nothing {
			t.Errorf("of the deleted channel there is %s", got)
		}
		if got := e.left(t, stays); got != "1 messages, 1 receipts, 1 events" {
			t.Errorf("of the other channel there is %s", got)
		}
		// To whom the workspace service still said yes a moment ago, the channel is not there either.
		here := ChannelRequest{WorkspaceID: e.ws, ChannelID: gone}
		for name, call := range map[string]func() error{
			"Send":     func() error { _, err := e.Send(inGone.ctx, e.sendRequest(gone, "d")); return err },
			"MarkRead": func() error { _, err := e.MarkRead(inGone.ctx, MarkReadRequest{e.ws, gone, 1}); return err },
			"History": func() error {
				_, err := e.History(inGone.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: gone})
				return err
			},
			"Receipt": func() error { _, err := e.Receipt(inGone.ctx, here); return err },
		} {
			if err := call(); !errs.Is(err, "channel_not_found") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := e.Get(inGone.ctx, GetRequest{e.ws, gone, m.ID}); !errs.Is(err, "message_not_found") {
			t.Errorf("Get: %v", err)
		}
		e.send(t, inStays, stays, "e")
	})
}

// A workspace takes with it the channels that its event names and those that are known here, whichever
// way round the channels' own events come.
func TestDelete_Workspace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		var channels []id.Channel
		for range 3 {
			ch := id.New[id.Channel]()
			channels = append(channels, ch)
			e.send(t, e.join(t, ch), ch, "text")
		}
		empty := id.New[id.Channel]() // nothing was ever written there
		e.deleteChannel(t, channels[0])
		deleted := e.deletedEvent(t, workspace.EventDeleted, map[string]any{"channelIds": []id.Channel{channels[1], empty}})
		if err := e.local.follow(t.Context(), deleted); err != nil {
			t.Fatal(err)
		}
		e.deleteChannel(t, channels[1])
		e.waitErased(t)
		for i, ch := range append(channels, empty) {
			if got := e.left(t, ch); got != nothing {
				t.Errorf("of channel %d there is %s", i, got)
			}
			if _, err := e.Send(e.join(t, ch).ctx, e.sendRequest(ch, "late")); !errs.Is(err, "channel_not_found") {
				t.Errorf("sent to channel %d: %v", i, err)
			}
		}
	})
}

// Whoever was let in before the deletion and gets to the commit after it is turned away, and the others
// of the batch are not.
func TestDelete_BetweenCheckAndCommit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		gone, stays := id.New[id.Channel](), id.New[id.Channel]()
		inGone, inStays := e.join(t, gone), e.join(t, stays)
		e.send(t, inGone, gone, "before")
		e.afterAccess = func() {
			e.deleteChannel(t, gone)
			e.waitErased(t)
		}
		if _, err := e.Send(inGone.ctx, e.sendRequest(gone, "after")); !errs.Is(err, "channel_not_found") {
			t.Errorf("sent into a deleted channel: %v", err)
		}
		draftFor := func(ch id.Channel, p person) *draft {
			d := &draft{message: Message{WorkspaceID: e.ws, ChannelID: ch, Content: "text", ClientMessageCorrelationID: ch.String()}}
			d.message.Author.ID = p.User
			return d
		}
		out, err := e.local.lanes.committer.commit([]*draft{draftFor(gone, inGone), draftFor(stays, inStays)})
		if err != nil || !errs.Is(out[0].err, "channel_not_found") || out[1].err != nil || out[1].result.Message.MessageNo != 1 {
			t.Errorf("one batch for both channels: %+v, %v", out, err)
		}
		if got := e.left(t, gone); got != nothing {
			t.Errorf("of the deleted channel there is %s", got)
		}
	})
}

// Senders, readers and newcomers at work while the channel is deleted: whoever comes before is erased,
// whoever comes after is turned away.
func TestDelete_InTheMiddleOfEverything(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		first := e.join(t, ch)
		for range 20 {
			e.send(t, first, ch, "before")
		}
		turnedAway := func(call func() error) {
			for deadline := time.Now().Add(30 * time.Second); ; {
				switch err := call(); {
				case errs.Is(err, "channel_not_found"):
					return
				case err != nil:
					t.Error(err)
					return
				case time.Now().After(deadline):
					t.Error("never turned away")
					return
				}
			}
		}
		var wg sync.WaitGroup
		for i := range 8 {
			sender, reader, newcomer := e.join(t, ch), e.join(t, ch), e.joinedEvent(t, ch, e.join(t, ch))
			wg.Go(func() {
				turnedAway(func() error { _, err := e.Send(sender.ctx, e.sendRequest(ch, "text")); return err })
			})
			wg.Go(func() {
				var no int64
				turnedAway(func() error { no++; _, err := e.MarkRead(reader.ctx, MarkReadRequest{e.ws, ch, no}); return err })
			})
			wg.Go(func() {
				if err := e.local.follow(t.Context(), newcomer); err != nil {
					t.Error(err)
				}
				if i == 0 {
					e.deleteChannel(t, ch)
				}
			})
		}
		wg.Wait()
		e.waitErased(t)
		if got := e.left(t, ch); got != nothing {
			t.Errorf("of the deleted channel there is %s", got)
		}
	})
}

// Whoever marks read holds the channel against its deletion, and holds up no sender.
func TestHoldChannel(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldbtest.Open(t, sqldb.Postgres, Migrate)) // SQLite has one writer, who holds everything
	ch := id.New[id.Channel]()
	p := e.join(t, ch)
	e.send(t, p, ch, "before")
	deleted := make(chan error, 1)
	err := e.db.Tx(t.Context(), func(tx *sqldb.Tx) error {
		if there, err := holdChannel(t.Context(), tx, ch); err != nil || !there {
			t.Errorf("hold: %v, %v", there, err)
		}
		e.send(t, p, ch, "meanwhile")
		go func() {
			deleted <- e.local.follow(t.Context(), e.deletedEvent(t, workspace.EventChannelDeleted, map[string]any{"channelId": ch}))
		}()
		for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); runtime.Gosched() {
			if e.count(t, `SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0 {
				return advanceReceipts(t.Context(), tx, []Receipt{{ChannelID: ch, UserID: id.New[id.User](), LastReadMessageNo: 1}}, e.clock.Now())
			}
			if len(deleted) > 0 {
				t.Error("deleted while it was held")
				return nil
			}
		}
		return errors.New("nobody waited for the channel")
	})
	if err := errors.Join(err, <-deleted); err != nil {
		t.Fatal(err)
	}
	e.waitErased(t)
	if got := e.left(t, ch); got != nothing {
		t.Errorf("of the deleted channel there is %s", got)
	}
}

// Erasing takes few rows at a time, and lets senders of other channels through between any two steps.
func TestErase_SendersGoOn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch, other := id.New[id.Channel](), id.New[id.Channel]()
		p := e.join(t, other)
		const messages = 4*eraseRows + 1
		e.seed(t, ch, messages)
		e.local.eraser.close()
		steps, before := 0, messages
		e.local.eraser = newEraser(e.db, e.clock, slog.New(slog.DiscardHandler))
		e.local.eraser.step = func() {
			steps++
			now := e.count(t, `SELECT COUNT(*) FROM messages WHERE channel_id = $1`, ch)
			if before-now > eraseRows {
				t.Errorf("%d messages went in one step", before-now)
			}
			before = now
			if _, err := e.Send(p.ctx, e.sendRequest(other, "meanwhile")); err != nil {
				t.Errorf("send between two steps: %v", err)
			}
		}
		e.local.eraser.start()
		e.deleteChannel(t, ch)
		e.waitErased(t)
		if steps != 5 {
			t.Errorf("%d steps for %d messages", steps, messages)
		}
		assertDense(t, e, other, steps)
	})
}

// seed puts a history in place without sending it.
func (e *env) seed(t testing.TB, ch id.Channel, messages int) {
	t.Helper()
	c := SeedChannel{WorkspaceID: e.ws, ChannelID: ch}
	author := id.New[id.User]()
	for i := range messages {
		c.Messages = append(c.Messages, SeedMessage{Author: author, Content: fmt.Sprintf("Message %d of a long history.", i), At: e.clock.Now()})
	}
	if err := Seed(t.Context(), e.db, []SeedChannel{c}); err != nil {
		t.Fatal(err)
	}
}

// What a process left that died while it erased, the next one finishes.
func TestErase_TakesUpAfterCrash(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		e.send(t, p, ch, "text")
		e.local.eraser.close()
		e.deleteChannel(t, ch)
		if got := e.left(t, ch); got != "1 messages, 1 receipts, 1 events" {
			t.Errorf("with no eraser there is %s", got)
		}
		newEnv(t, e.db)
		e.waitErased(t)
		if got := e.left(t, ch); got != nothing {
			t.Errorf("after the next start there is %s", got)
		}
	})
}

func TestErase_TombstonesGoInTheEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.deleteChannel(t, id.New[id.Channel]())
		e.waitErased(t)
		e.clock.Advance(keepTombstone + time.Second)
		e.deleteChannel(t, id.New[id.Channel]())
		e.waitErased(t)
		if n := e.count(t, `SELECT COUNT(*) FROM channel_heads`); n != 1 {
			t.Errorf("%d tombstones, want the new one", n)
		}
	})
}
