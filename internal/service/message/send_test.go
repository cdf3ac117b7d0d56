package message

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestSend_NumbersDenselyByChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		a, b := id.New[id.Channel](), id.New[id.Channel]()
		inA, inB := e.join(t, a), e.join(t, b)
		for want := int64(1); want <= 3; want++ {
			if got := e.send(t, inA, a, "hi").MessageNo; got != want {
				t.Errorf("message %d of a has number %d", want, got)
			}
		}
		if got := e.send(t, inB, b, "hi").MessageNo; got != 1 {
			t.Errorf("first message of b has number %d", got)
		}
	})
}

func TestSend_RepeatReturnsTheFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p, other := e.join(t, ch), e.join(t, ch)
		req := e.sendRequest(ch, "it's “quoted” \\ 漢字 🧡")
		first, err := e.Send(p.ctx, req)
		if err != nil {
			t.Fatal(err)
		}
		req.Content = "another text"
		again, err := e.Send(p.ctx, req)
		if err != nil {
			t.Fatal(err)
		}
		if !again.Repeated || first.Repeated {
			t.Errorf("repeated: first %v, again %v", first.Repeated, again.Repeated)
		}
		if !reflect.DeepEqual(again.Message, first.Message) {
			t.Errorf("repeat returned %+v, first was %+v", again.Message, first.Message)
		}
		// The same correlation id of somebody else is a message of its own.
		theirs, err := e.Send(other.ctx, req)
		if err != nil || theirs.Repeated || theirs.Message.MessageNo != 2 {
			t.Errorf("somebody else's message: %+v, %v", theirs, err)
		}
	})
}

func TestSend_ManyAtOnceWithRepeats(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		const senders, messages = 16, 20
		var wg sync.WaitGroup
		for range senders {
			p := e.join(t, ch)
			for range messages {
				req := e.sendRequest(ch, "hello")
				for range 2 { // each message twice, side by side
					wg.Go(func() {
						_, err := e.Send(p.ctx, req)
						for errs.Is(err, "unavailable") && t.Context().Err() == nil { // the machine has too much to do
							_, err = e.Send(p.ctx, req)
						}
						if err != nil {
							t.Error(err)
						}
					})
				}
			}
		}
		wg.Wait()
		assertDense(t, e, ch, senders*messages)
	})
}

// assertDense checks the table: numbers 1..n, one event for each message.
func assertDense(t testing.TB, e *env, ch id.Channel, n int) {
	t.Helper()
	var count, lowest, highest, events, head int
	ctx := t.Context()
	err := e.db.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MIN(message_no), 0), COALESCE(MAX(message_no), 0) FROM messages WHERE channel_id = $1`, ch).
		Scan(&count, &lowest, &highest)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.db.QueryRow(ctx, `SELECT COUNT(*) FROM outbox WHERE subject = $1 AND type = $2`, ch.String(), EventCreated).Scan(&events); err != nil {
		t.Fatal(err)
	}
	if err := e.db.QueryRow(ctx, `SELECT last_message_no FROM channel_heads WHERE channel_id = $1`, ch).Scan(&head); err != nil {
		t.Fatal(err)
	}
	if count != n || lowest != 1 || highest != n || events != n || head != n {
		t.Errorf("%d messages numbered %d to %d, %d events, head %d; want %d of each", count, lowest, highest, events, head, n)
	}
}

func TestSend_Refused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		viewer, guest, stranger := e.join(t, ch), e.join(t, ch), e.join(t, id.New[id.Channel]())
		e.allow(ch, viewer.User, workspace.Access{ChannelRole: workspace.ChannelViewer, MayRead: true})
		e.allow(ch, guest.User, workspace.Access{ChannelRole: workspace.ChannelMember, MayRead: true, IsArchived: true})
		for name, c := range map[string]struct {
			by   person
			edit func(*SendRequest)
			code string
		}{
			"not a member":           {stranger, func(*SendRequest) {}, "channel_not_found"},
			"viewer":                 {viewer, func(*SendRequest) {}, "channel_read_only"},
			"archived":               {guest, func(*SendRequest) {}, "channel_archived"},
			"signed out":             {person{ctx: t.Context()}, func(*SendRequest) {}, "missing_token"},
			"other workspace":        {p, func(r *SendRequest) { r.WorkspaceID = id.New[id.Workspace]() }, "channel_not_found"},
			"only space":             {p, func(r *SendRequest) { r.Content = " \n\t " }, "validation_failed"},
			"12,001 characters":      {p, func(r *SendRequest) { r.Content = strings.Repeat("å", 12_001) }, "validation_failed"},
			"binary":                 {p, func(r *SendRequest) { r.Content = "a\x00b" }, "validation_failed"},
			"no correlation id":      {p, func(r *SendRequest) { r.ClientMessageCorrelationID = "" }, "validation_failed"},
			"long correlation id":    {p, func(r *SendRequest) { r.ClientMessageCorrelationID = strings.Repeat("x", 65) }, "validation_failed"},
			"correlation id of NULs": {p, func(r *SendRequest) { r.ClientMessageCorrelationID = "\x00" }, "validation_failed"},
		} {
			req := e.sendRequest(ch, "hello")
			c.edit(&req)
			if _, err := e.Send(c.by.ctx, req); !errs.Is(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		// The longest message there may be, in the widest characters.
		if _, err := e.Send(p.ctx, e.sendRequest(ch, strings.Repeat("🧡", MaxContent))); err != nil {
			t.Errorf("12,000 characters: %v", err)
		}
		assertDense(t, e, ch, 1)
	})
}

func TestSend_RefusedAfterClose(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		e.local.Close()
		if _, err := e.Send(p.ctx, e.sendRequest(ch, "too late")); !errs.Is(err, "unavailable") {
			t.Errorf("after close: %v", err)
		}
	})
}

func TestUnread_IsExact(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		me, other := e.join(t, ch), e.join(t, ch)
		for range 5 {
			e.send(t, other, ch, "before I came")
		}
		e.clock.Advance(time.Second)
		joined := e.joinedEvent(t, ch, me)
		e.clock.Advance(time.Second)
		e.send(t, other, ch, "6, while the event was under way")
		for range 2 { // it may come twice
			if err := e.local.follow(t.Context(), joined); err != nil {
				t.Fatal(err)
			}
		}
		expect := func(when string, unread, lastRead, last int64) {
			t.Helper()
			got, err := e.UnreadIn(me.ctx, ChannelRequest{WorkspaceID: e.ws, ChannelID: ch})
			if err != nil {
				t.Fatal(err)
			}
			if got.UnreadCount != unread || got.LastReadMessageNo != lastRead || got.LastMessageNo != last {
				t.Errorf("%s: %+v, want %d unread, read to %d of %d", when, got, unread, lastRead, last)
			}
		}
		expect("joined", 1, 5, 6)
		e.send(t, other, ch, "7")
		expect("one more", 2, 5, 7)
		if _, err := e.db.Exec(t.Context(), `UPDATE messages SET deleted_at = 1, counts = 0 WHERE channel_id = $1 AND message_no = 7`, ch); err != nil {
			t.Fatal(err)
		}
		expect("the last was deleted", 1, 5, 7)
		e.send(t, me, ch, "8, mine")
		expect("sending reads", 0, 8, 8)
		e.send(t, other, ch, "9")
		e.send(t, other, ch, "10")
		receipt, err := e.MarkRead(me.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 9})
		if err != nil || receipt.LastReadMessageNo != 9 {
			t.Fatalf("mark read: %+v, %v", receipt, err)
		}
		expect("read to 9", 1, 9, 10)
		if receipt, err = e.MarkRead(me.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 3}); err != nil || receipt.LastReadMessageNo != 9 {
			t.Errorf("a receipt moved back: %+v, %v", receipt, err)
		}
		if receipt, err = e.MarkRead(me.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 1 << 40}); err != nil || receipt.LastReadMessageNo != 10 {
			t.Errorf("a receipt passed the end: %+v, %v", receipt, err)
		}
		all, err := e.Unread(me.ctx, UnreadRequest{})
		if err != nil || len(all) != 1 || all[0].UnreadCount != 0 {
			t.Errorf("all channels: %+v, %v", all, err)
		}
	})
}
