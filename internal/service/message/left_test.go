package message

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Whoever leaves a channel and comes back begins anew, but nothing that their devices still hold goes before it.
func TestFollow_LeavingAndComingBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		in := ChannelRequest{WorkspaceID: e.ws, ChannelID: ch}
		for range 3 {
			m := e.send(t, ada, ch, "something")
			if _, err := e.MarkRead(ben.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: m.MessageNo}); err != nil {
				t.Fatal(err)
			}
		}
		held, err := e.Receipt(ben.ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		begun := DraftRequest{WorkspaceID: e.ws, ChannelID: ch}
		draft, err := e.SaveDraft(ben.ctx, SaveDraftRequest{DraftRequest: begun, Content: "begun", Revision: 4})
		if err != nil {
			t.Fatal(err)
		}
		e.clock.Advance(time.Minute)
		left := e.joinedEvent(t, ch, ben)
		left.Type = workspace.EventChannelMemberLeft
		e.clock.Advance(time.Minute)
		for _, ev := range []func() error{
			func() error { return e.local.follow(t.Context(), left) },
			func() error { return e.local.follow(t.Context(), e.joinedEvent(t, ch, ben)) },
		} {
			if err := ev(); err != nil {
				t.Fatal(err)
			}
		}
		if now, err := e.Receipt(ben.ctx, in); err != nil || now.Revision <= held.Revision {
			t.Errorf("revision %d after %d, %v", now.Revision, held.Revision, err)
		}
		if now, err := e.Draft(ben.ctx, begun); err != nil || now.Content != "" || now.Revision <= draft.Revision {
			t.Errorf("draft %+v after revision %d, %v", now, draft.Revision, err)
		}
	})
}

// Of an account that is gone nobody counts what it followed.
func TestFollow_AccountIsGone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		e.reply(t, ben, e.send(t, ada, ch, "root"), "reply", false)
		if err := e.local.follow(t.Context(), e.deletedEvent(t, user.EventDeleted, map[string]any{"userId": ben.User})); err != nil {
			t.Fatal(err)
		}
		var follows int
		if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM thread_follows`).Scan(&follows); err != nil || follows != 1 {
			t.Errorf("%d follow, %v", follows, err)
		}
	})
}

// Where one reminder cannot be given the others come.
func TestRemind_WhenOneFails(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.local.reminder.close() // the test says when
		shut, open := id.New[id.Channel](), id.New[id.Channel]()
		ada := e.join(t, shut)
		e.allow(open, ada.User, member())
		for i, ch := range []id.Channel{shut, open} {
			at := e.clock.Now().Add(time.Duration(i+1) * time.Minute)
			m := e.send(t, ada, ch, "remind me")
			if _, err := e.Save(ada.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, SetReminder: true, RemindAt: &at}); err != nil {
				t.Fatal(err)
			}
		}
		e.clock.Advance(time.Hour)
		e.mu.Lock()
		e.closed = map[id.Channel]error{shut: errs.Unavailable(nil)}
		e.mu.Unlock()
		if err := e.local.remindDue(t.Context()); errs.KindOf(err) != errs.KindUnavailable {
			t.Errorf("the first: %v", err)
		}
		if due := e.announced(EventReminderDue); len(due) != 1 || due[0].Subject != open.String() {
			t.Errorf("%d came", len(due))
		}
		e.mu.Lock()
		e.closed = nil
		e.mu.Unlock()
		if err := e.local.remindDue(t.Context()); err != nil || len(e.announced(EventReminderDue)) != 2 {
			t.Errorf("%d came in all, %v", len(e.announced(EventReminderDue)), err)
		}
	})
}

// One's own reaction is known where more people used an emoji than are listed.
func TestReacted_BeyondTheList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada := e.join(t, ch)
		messages := []Message{e.send(t, ada, ch, "one"), e.send(t, ada, ch, "two")}
		var last person
		for range maxReactorsListed + 1 {
			e.clock.Advance(time.Second)
			last = e.join(t, ch)
			for _, m := range messages {
				if _, err := e.react(last, m, "👍"); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := e.Unreact(last.ctx, ReactionRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: messages[1].ID, Emoji: "👍"}); err != nil {
			t.Fatal(err)
		}
		if _, err := e.react(e.join(t, ch), messages[1], "👍"); err != nil {
			t.Fatal(err)
		}
		for _, p := range []person{last, ada} {
			page, err := e.History(p.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch})
			if err != nil {
				t.Fatal(err)
			}
			for i, m := range page.Items {
				if r := m.Reactions[0]; r.Reacted != (p.User == last.User && i == 0) || len(r.UserIDs) != maxReactorsListed || r.Count <= maxReactorsListed {
					t.Errorf("message %d: reacted %v, %d of %d listed", i, r.Reacted, len(r.UserIDs), r.Count)
				}
			}
		}
	})
}
