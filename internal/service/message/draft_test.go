package message

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) saveDraft(t testing.TB, p person, ch id.Channel, content string, revision int64) Draft {
	t.Helper()
	d, err := e.SaveDraft(p.ctx, e.draftRequest(ch, content, revision))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (e *env) draftRequest(ch id.Channel, content string, revision int64) SaveDraftRequest {
	return SaveDraftRequest{DraftRequest: DraftRequest{WorkspaceID: e.ws, ChannelID: ch}, Content: content, Revision: revision}
}

func (e *env) drafts(t testing.TB, p person) []string {
	t.Helper()
	e.allow(id.Channel{}, p.User, workspace.Access{MayRead: true}) // the workspace itself
	list, err := e.Drafts(p.ctx, DraftsRequest{WorkspaceID: e.ws})
	if err != nil {
		t.Fatal(err)
	}
	contents := make([]string, len(list.Items))
	for i, d := range list.Items {
		contents[i] = d.Content
	}
	return contents
}

// announced returns how many events of a type there were.
func (e *env) announced(eventType string) (found []bus.Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, ev := range e.events {
		if ev.Type == eventType {
			found = append(found, ev)
		}
	}
	return found
}

func TestDraft(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch, other := id.New[id.Channel](), id.New[id.Channel]()
		maya, tomas := e.join(t, ch), e.join(t, ch)
		e.allow(other, maya.User, member())
		root := e.send(t, tomas, ch, "a question")
		first := e.saveDraft(t, maya, ch, "Dear ", 0)
		e.clock.Advance(time.Second)
		second := e.saveDraft(t, maya, ch, "Dear all,  ", first.Revision)
		e.clock.Advance(time.Second)
		inThread := e.draftRequest(ch, "an answer", 0)
		inThread.ThreadRootID = &root.ID
		if _, err := e.SaveDraft(maya.ctx, inThread); err != nil {
			t.Fatal(err)
		}
		if got, err := e.Draft(maya.ctx, DraftRequest{WorkspaceID: e.ws, ChannelID: ch}); err != nil || got != second || got.Revision != 2 {
			t.Errorf("%+v, %v, want %+v", got, err, second)
		}
		if got := e.drafts(t, maya); strings.Join(got, "|") != "an answer|Dear all,  " {
			t.Errorf("drafts %q", got)
		}
		if got := e.drafts(t, tomas); len(got) != 0 {
			t.Errorf("somebody else's drafts: %q", got)
		}
		// Of what was written on two devices the later does not silently win.
		if _, err := e.SaveDraft(maya.ctx, e.draftRequest(ch, "Hello", first.Revision)); !errs.Is(err, "draft_conflict") {
			t.Errorf("an old revision: %v", err)
		}
		if again := e.saveDraft(t, maya, ch, "Dear all,  ", first.Revision); again != second {
			t.Errorf("a repeat: %+v, want %+v", again, second)
		}
		// Nor does a device that was away bring back what was sent.
		gone := e.saveDraft(t, maya, ch, " \n", second.Revision)
		if gone.Content != "" || len(e.drafts(t, maya)) != 1 {
			t.Errorf("after the end: %+v, drafts %q", gone, e.drafts(t, maya))
		}
		if _, err := e.SaveDraft(maya.ctx, e.draftRequest(ch, "Dear all, and", second.Revision)); !errs.Is(err, "draft_conflict") {
			t.Errorf("brought back: %v", err)
		}
		if n := len(e.announced(EventDraftUpdated)); n != 4 {
			t.Errorf("%d events, want 4", n)
		}
		for _, ev := range e.announced(EventDraftUpdated) {
			if strings.Contains(string(ev.Data), "Dear") || strings.Contains(string(ev.Data), "answer") || ev.Subject != maya.User.String() {
				t.Errorf("the event tells what nobody has sent: %s", ev.Data)
			}
		}
	})
}

func TestDraft_Refused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		nowhere := id.New[id.Message]()
		thread := e.draftRequest(ch, "x", 0)
		thread.ThreadRootID = &nowhere
		for name, c := range map[string]struct {
			req  SaveDraftRequest
			code string
		}{
			"too long":        {e.draftRequest(ch, strings.Repeat("ä", MaxContent+1), 0), "validation_failed"},
			"no text":         {e.draftRequest(ch, "a\x00b", 0), "validation_failed"},
			"no revision":     {e.draftRequest(ch, "a", -1), "validation_failed"},
			"far too late":    {e.draftRequest(ch, "a", maxRevision), "validation_failed"},
			"no such channel": {e.draftRequest(id.New[id.Channel](), "a", 0), "channel_not_found"},
			"no such thread":  {thread, "message_not_found"},
		} {
			if _, err := e.SaveDraft(p.ctx, c.req); !errs.Is(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		e.saveDraft(t, p, ch, strings.Repeat("ä", MaxContent), 0)
	})
}

func TestDraft_AtMost(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		for range MaxDrafts {
			_, err := e.db.Exec(t.Context(), `
				INSERT INTO drafts (user_id, channel_id, thread_root_id, workspace_id, content, revision, updated_at)
				VALUES ($1, $2, '', $3, 'text', 1, 1)`, p.User, id.New[id.Channel](), e.ws)
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := e.SaveDraft(p.ctx, e.draftRequest(ch, "one more", 0)); !errs.Is(err, "too_many_drafts") {
			t.Errorf("%v", err)
		}
		e.saveDraft(t, p, ch, "", 0)
		e.saveDraft(t, e.join(t, ch), ch, "mine", 0)
	})
}

// Of devices that write at once on the same draft, one does, and the others learn it.
func TestDraft_SideBySide(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		var wg sync.WaitGroup
		outcomes := make(chan error, 8)
		for i := range cap(outcomes) {
			wg.Go(func() {
				_, err := e.SaveDraft(p.ctx, e.draftRequest(ch, strings.Repeat("x", i+1), 0))
				outcomes <- err
			})
		}
		wg.Wait()
		close(outcomes)
		saved := 0
		for err := range outcomes {
			if err == nil {
				saved++
			} else if !errs.Is(err, "draft_conflict") {
				t.Error(err)
			}
		}
		if saved != 1 {
			t.Errorf("%d were saved", saved)
		}
	})
}

// Drafts and what waits go with the channel, with whoever leaves (what waits stays, to fail), and with the
// account.
func TestUnsent_Goes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		gone, left, stays := id.New[id.Channel](), id.New[id.Channel](), id.New[id.Channel]()
		p, other := e.join(t, gone), e.join(t, stays)
		for _, ch := range []id.Channel{gone, left, stays} {
			e.allow(ch, p.User, member())
			e.saveDraft(t, p, ch, "draft", 0)
			e.schedule(t, p, ch, "later", time.Hour)
		}
		e.saveDraft(t, other, stays, "draft", 0)
		e.schedule(t, other, stays, "later", time.Hour)
		have := func(drafts, waiting int) {
			t.Helper()
			if d, w := e.count(t, `SELECT COUNT(*) FROM drafts WHERE content <> ''`), e.count(t, `SELECT COUNT(*) FROM scheduled_messages`); d != drafts || w != waiting {
				t.Errorf("%d drafts and %d messages wait, want %d and %d", d, w, drafts, waiting)
			}
		}
		have(4, 4)
		e.deleteChannel(t, gone)
		e.waitErased(t)
		have(3, 3)
		if _, err := e.SaveDraft(p.ctx, e.draftRequest(gone, "late", 5)); !errs.Is(err, "channel_not_found") {
			t.Errorf("a draft in a deleted channel: %v", err)
		}
		leaving := e.joinedEvent(t, left, p)
		leaving.Type = workspace.EventChannelMemberLeft
		if err := e.local.follow(t.Context(), leaving); err != nil {
			t.Fatal(err)
		}
		have(2, 3)
		account := e.deletedEvent(t, user.EventDeleted, map[string]any{"userId": p.User})
		for range 2 {
			if err := e.local.follow(t.Context(), account); err != nil {
				t.Fatal(err)
			}
		}
		have(1, 1)
	})
}
