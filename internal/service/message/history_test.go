package message

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
)

func TestHistory_Pages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		me, other := e.join(t, ch), e.join(t, ch)
		if err := e.local.follow(t.Context(), e.joinedEvent(t, ch, me)); err != nil {
			t.Fatal(err)
		}
		for i := range 30 {
			e.send(t, other, ch, fmt.Sprint(i+1))
		}
		if _, err := e.MarkRead(me.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 20}); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			req        HistoryRequest
			from, to   int64
			prev, next string
		}{
			"around the first unread":  {HistoryRequest{Limit: 6}, 18, 23, "18", "23"},
			"first unread, whole":      {HistoryRequest{Limit: 200}, 1, 30, "", ""},
			"before":                   {HistoryRequest{Before: new(int64(11)), Limit: 5}, 6, 10, "6", "10"},
			"before the first":         {HistoryRequest{Before: new(int64(1))}, 0, 0, "", ""},
			"before, from the end":     {HistoryRequest{Before: new(int64(1000)), Limit: 3}, 28, 30, "28", ""},
			"after":                    {HistoryRequest{After: new(int64(11)), Limit: 5}, 12, 16, "12", "16"},
			"after the last":           {HistoryRequest{After: new(int64(30))}, 0, 0, "", ""},
			"after nothing":            {HistoryRequest{After: new(int64(0)), Limit: 2}, 1, 2, "", "2"},
			"around":                   {HistoryRequest{Around: new(int64(15)), Limit: 4}, 13, 16, "13", "16"},
			"around the first":         {HistoryRequest{Around: new(int64(1)), Limit: 4}, 1, 4, "", "4"},
			"around the last":          {HistoryRequest{Around: new(int64(30)), Limit: 4}, 27, 30, "27", ""},
			"around what is not there": {HistoryRequest{Around: new(int64(99)), Limit: 4}, 27, 30, "27", ""},
		} {
			c.req.WorkspaceID, c.req.ChannelID = e.ws, ch
			page, err := e.History(me.ctx, c.req)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			assertRun(t, name, page, c.from, c.to)
			if text(page.PrevCursor) != c.prev || text(page.NextCursor) != c.next {
				t.Errorf("%s: cursors %q %q, want %q %q", name, text(page.PrevCursor), text(page.NextCursor), c.prev, c.next)
			}
			if page.LastMessageNo != 30 || page.FirstUnreadMessageNo == nil || *page.FirstUnreadMessageNo != 21 {
				t.Errorf("%s: last %d, first unread %v", name, page.LastMessageNo, page.FirstUnreadMessageNo)
			}
		}
		// Who has read all sees the end.
		page, err := e.History(other.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch, Limit: 4})
		if err != nil {
			t.Fatal(err)
		}
		assertRun(t, "all read", page, 27, 30)
		if page.FirstUnreadMessageNo != nil {
			t.Errorf("first unread %d of who wrote it all", *page.FirstUnreadMessageNo)
		}
	})
}

func assertRun(t *testing.T, name string, page Page, from, to int64) {
	t.Helper()
	if from == 0 {
		if len(page.Items) != 0 {
			t.Errorf("%s: %d messages, want none", name, len(page.Items))
		}
		return
	}
	if int64(len(page.Items)) != to-from+1 {
		t.Errorf("%s: %d messages, want %d to %d", name, len(page.Items), from, to)
		return
	}
	for i, m := range page.Items {
		if m.MessageNo != from+int64(i) || m.Content != fmt.Sprint(m.MessageNo) || m.Author.DisplayName == "" {
			t.Errorf("%s: at %d is %+v", name, i, m)
		}
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func TestHistory_Refused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		me, stranger := e.join(t, ch), e.join(t, id.New[id.Channel]())
		m := e.send(t, me, ch, "1")
		for name, c := range map[string]struct {
			by   person
			req  HistoryRequest
			code string
		}{
			"negative":    {me, HistoryRequest{Before: new(int64(-1))}, "bad_cursor"},
			"two places":  {me, HistoryRequest{Before: new(int64(1)), After: new(int64(1))}, "bad_cursor"},
			"a stranger":  {stranger, HistoryRequest{}, "channel_not_found"},
			"signed out":  {person{ctx: t.Context()}, HistoryRequest{}, "missing_token"},
			"far too far": {me, HistoryRequest{After: new(int64(-1 << 62))}, "bad_cursor"},
		} {
			c.req.WorkspaceID, c.req.ChannelID = e.ws, ch
			if _, err := e.History(c.by.ctx, c.req); !errs.Is(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		if _, err := e.Get(me.ctx, GetRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: id.New[id.Message]()}); !errs.Is(err, "message_not_found") {
			t.Errorf("missing message: %v", err)
		}
		if _, err := e.Get(stranger.ctx, GetRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID}); !errs.Is(err, "channel_not_found") {
			t.Errorf("message for a stranger: %v", err)
		}
		if got, err := e.Get(me.ctx, GetRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID}); err != nil || !reflect.DeepEqual(got, m) {
			t.Errorf("message: %+v, %v", got, err)
		}
	})
}
