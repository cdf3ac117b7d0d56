package message

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
)

func (e *env) at(m Message) GetRequest {
	return GetRequest{WorkspaceID: e.ws, ChannelID: m.ChannelID, MessageID: m.ID}
}

func (e *env) react(p person, m Message, emoji string) (Message, error) {
	return e.React(p.ctx, ReactionRequest{WorkspaceID: e.ws, ChannelID: m.ChannelID, MessageID: m.ID, Emoji: emoji})
}

func (e *env) edit(p person, m Message, content string) (Message, error) {
	return e.Edit(p.ctx, EditRequest{WorkspaceID: e.ws, ChannelID: m.ChannelID, MessageID: m.ID, Content: content})
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if code == "" && err != nil || code != "" && !errs.Is(err, code) {
		t.Errorf("%v, want %q", err, code)
	}
}

func TestActs_OneAfterTheOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		m := e.send(t, ada, ch, "first")
		edited, err := e.edit(ada, m, "second")
		if err != nil || edited.Content != "second" || !edited.IsEdited || edited.ChangeNo != 1 {
			t.Fatalf("%+v, %v", edited, err)
		}
		if again, err := e.edit(ada, m, "second"); err != nil || again.ChangeNo != 1 {
			t.Errorf("the same again is change %d, %v", again.ChangeNo, err)
		}
		edits, err := e.Edits(ada.ctx, e.at(m))
		if err != nil || len(edits) != 1 || edits[0].Content != "first" {
			t.Errorf("edits %+v, %v", edits, err)
		}
		_, err = e.edit(ben, m, "mine")
		wantCode(t, err, "forbidden")
		_, err = e.Edits(ben.ctx, e.at(m))
		wantCode(t, err, "forbidden")

		got, err := e.react(ben, m, "❤")
		if err != nil || len(got.Reactions) != 1 || got.Reactions[0].Emoji != "❤️" || !got.Reactions[0].Reacted || got.ChangeNo != 2 {
			t.Errorf("%+v, %v", got.Reactions, err)
		}
		for emoji, code := range map[string]string{"x": "unknown_emoji", ":winch:": "unknown_emoji", ":crane:": ""} {
			_, err := e.react(ada, m, emoji)
			wantCode(t, err, code)
		}
		pinned, err := e.Pin(ada.ctx, e.at(m))
		if err != nil || !pinned.IsPinned || *pinned.PinnedBy != ada.User {
			t.Errorf("%+v, %v", pinned, err)
		}
		at := e.clock.Now().Add(time.Hour)
		saved, err := e.Save(ben.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, SetReminder: true, RemindAt: &at})
		if err != nil || !saved.Message.IsSaved || saved.RemindAt == nil {
			t.Errorf("%+v, %v", saved, err)
		}
		list, err := e.SavedMessages(ben.ctx, SavedRequest{WorkspaceID: e.ws})
		if err != nil || len(list.Items) != 1 || list.Items[0].Message.Content != "second" {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

// Of what is deleted nothing is left but its place; its thread counts anew.
func TestDelete_LeavesATombstone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		m := e.send(t, ada, ch, "first")
		_, err := e.edit(ada, m, "second")
		wantCode(t, err, "")
		_, err = e.react(ben, m, "👍")
		wantCode(t, err, "")
		_, err = e.Pin(ben.ctx, e.at(m))
		wantCode(t, err, "")
		_, err = e.Save(ben.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID})
		wantCode(t, err, "")
		reply, err := e.Send(ben.ctx, SendRequest{
			WorkspaceID: e.ws, ChannelID: ch, Content: "reply", ClientMessageCorrelationID: "r", ParentMessageID: &m.ID,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Delete(ben.ctx, e.at(reply.Message)); err != nil {
			t.Error(err)
		}
		if root, err := e.Get(ada.ctx, e.at(m)); err != nil || root.ReplyCount != 0 || root.LastReplyAt != nil || len(root.ReplyAuthors) != 0 {
			t.Errorf("%+v, %v", root, err)
		}
		_, err = e.Delete(ben.ctx, e.at(m))
		wantCode(t, err, "forbidden")
		for range 2 {
			_, err = e.Delete(ada.ctx, e.at(m))
			wantCode(t, err, "")
		}
		gone, err := e.Get(ben.ctx, e.at(m))
		if err != nil || !gone.IsDeleted || gone.Content != "" || len(gone.Reactions) != 0 || gone.IsPinned || gone.IsSaved {
			t.Errorf("%+v, %v", gone, err)
		}
		_, err = e.react(ben, m, "👍")
		wantCode(t, err, "message_deleted")
		for _, table := range []string{"reactions", "message_edits", "saved_messages"} {
			var n int
			if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil || n != 0 {
				t.Errorf("%d rows are left in %s: %v", n, table, err)
			}
		}
	})
}

// A reminder comes once, however many look for it.
func TestRemind_Once(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada := e.join(t, ch)
		m := e.send(t, ada, ch, "later")
		at := e.clock.Now().Add(time.Hour)
		if _, err := e.Save(ada.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, SetReminder: true, RemindAt: &at}); err != nil {
			t.Fatal(err)
		}
		due := func() (n int) {
			e.mu.Lock()
			defer e.mu.Unlock()
			for _, ev := range e.events {
				if ev.Type == EventReminderDue {
					n++
				}
			}
			return n
		}
		if err := e.local.remindDue(t.Context()); err != nil || due() != 0 {
			t.Errorf("%d came early, %v", due(), err)
		}
		e.clock.Advance(time.Hour)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if err := e.local.remindDue(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if due() != 1 {
			t.Errorf("%d reminders", due())
		}
	})
}

// Many react to and edit one message while others send: each change has the next number, and what the row says
// is what the table of reactions says.
func TestActs_AtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada := e.join(t, ch)
		m := e.send(t, ada, ch, "start")
		var wg sync.WaitGroup
		for i := range 20 {
			p := e.join(t, ch)
			wg.Go(func() {
				if _, err := e.react(p, m, "👍"); err != nil {
					t.Error(err)
				}
				if i%2 == 0 {
					_, err := e.Unreact(p.ctx, ReactionRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, Emoji: "👍"})
					wantCode(t, err, "")
				}
				if _, err := e.edit(ada, m, fmt.Sprintf("edit %d", i)); err != nil {
					t.Error(err)
				}
				if _, err := e.Send(p.ctx, e.sendRequest(ch, "beside")); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		got, err := e.Get(ada.ctx, e.at(m))
		if err != nil || got.ChangeNo != 50 || len(got.Reactions) != 1 || got.Reactions[0].Count != 10 {
			t.Errorf("change %d, %+v, %v", got.ChangeNo, got.Reactions, err)
		}
		assertDense(t, e, ch, 21)
	})
}
