package message

import (
	"slices"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) read(t testing.TB, p person, ch id.Channel, no int64) {
	t.Helper()
	if _, err := e.MarkRead(p.ctx, MarkReadRequest{e.ws, ch, no}); err != nil {
		t.Fatal(err)
	}
}

// seenBy follows the cursors and returns who is shown.
func (e *env) seenBy(t testing.TB, p person, m Message, limit int) []id.User {
	t.Helper()
	var out []id.User
	req := SeenByRequest{WorkspaceID: e.ws, ChannelID: m.ChannelID, MessageID: m.ID, Limit: limit}
	for range 1000 {
		list, err := e.SeenBy(p.ctx, req)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list.Items {
			if r.User.DisplayName == "" || r.LastReadAt.IsZero() {
				t.Errorf("reader %+v", r)
			}
			out = append(out, r.User.ID)
		}
		if list.NextCursor == nil {
			return out
		}
		if len(list.Items) != limit {
			t.Errorf("%d readers on a page of %d that is not the last", len(list.Items), limit)
		}
		req.Cursor = *list.NextCursor
	}
	t.Fatal("the cursors do not end")
	return nil
}

func TestSeenBy(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		author, reader, ahead, behind, hides, left := e.join(t, ch), e.join(t, ch), e.join(t, ch), e.join(t, ch), e.join(t, ch), e.join(t, ch)
		looksIn := e.join(t, ch)
		e.allow(ch, looksIn.User, workspace.Access{ChannelType: workspace.Public, MayRead: true})
		e.hides[hides.User] = true
		e.send(t, author, ch, "1")
		m := e.send(t, author, ch, "2")
		e.send(t, author, ch, "3")
		e.read(t, reader, ch, 2)
		e.read(t, ahead, ch, 3)
		e.read(t, behind, ch, 1)
		e.read(t, hides, ch, 3)
		e.read(t, left, ch, 3)
		e.read(t, looksIn, ch, 3)
		gone := e.joinedEvent(t, ch, left)
		gone.Type, gone.Time = workspace.EventChannelMemberLeft, e.clock.Now().Add(time.Second)
		if err := e.local.follow(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
		for _, by := range []person{author, behind, looksIn} {
			if got := e.seenBy(t, by, m, 0); len(got) != 2 || !slices.Contains(got, reader.User) || !slices.Contains(got, ahead.User) {
				t.Errorf("seen by %v, want %v and %v", got, reader.User, ahead.User)
			}
		}
		stranger, elsewhere := e.join(t, id.New[id.Channel]()), id.New[id.Channel]()
		inElsewhere := e.join(t, elsewhere)
		for name, c := range map[string]struct {
			by   person
			req  SeenByRequest
			code string
		}{
			"missing":              {reader, SeenByRequest{ChannelID: ch, MessageID: id.New[id.Message]()}, "message_not_found"},
			"of another channel":   {inElsewhere, SeenByRequest{ChannelID: elsewhere, MessageID: m.ID}, "message_not_found"},
			"a stranger":           {stranger, SeenByRequest{ChannelID: ch, MessageID: m.ID}, "channel_not_found"},
			"a cursor of nonsense": {reader, SeenByRequest{ChannelID: ch, MessageID: m.ID, Cursor: "x"}, "bad_cursor"},
		} {
			c.req.WorkspaceID = e.ws
			if _, err := e.SeenBy(c.by.ctx, c.req); !errs.Is(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
	})
}

// Pages are full whoever hides among their readers, and together hold each reader once.
func TestSeenBy_Pages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		author := e.join(t, ch)
		m := e.send(t, author, ch, "hello")
		const readers = 450
		var receipts []Receipt
		for i := range readers {
			who := id.New[id.User]()
			receipts = append(receipts, Receipt{ChannelID: ch, UserID: who, LastReadMessageNo: 1})
			e.hides[who] = i < 300 && i%100 != 0 // only 3 of the first 300 show themselves
		}
		if err := e.db.Tx(t.Context(), func(tx *sqldb.Tx) error { return advanceReceipts(t.Context(), tx, receipts, e.clock.Now()) }); err != nil {
			t.Fatal(err)
		}
		got := e.seenBy(t, author, m, 10)
		slices.SortFunc(got, func(a, b id.User) int { return slices.Compare(a[:], b[:]) })
		if n := len(slices.Compact(slices.Clone(got))); n != 153 || len(got) != 153 {
			t.Errorf("%d readers, %d different ones, want 153", len(got), n)
		}
	})
}
