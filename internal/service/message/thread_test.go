package message

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// reply sends a reply, and returns it.
func (e *env) reply(t testing.TB, p person, parent Message, content string, also bool) Message {
	t.Helper()
	req := e.sendRequest(parent.ChannelID, content)
	req.ParentMessageID, req.AlsoSendToChannel = &parent.ID, also
	res, err := e.Send(p.ctx, req)
	if err != nil {
		t.Fatalf("reply: %v", err)
	}
	return res.Message
}

func (e *env) thread(t testing.TB, p person, m Message) Thread {
	t.Helper()
	thread, err := e.Replies(p.ctx, RepliesRequest{WorkspaceID: e.ws, ChannelID: m.ChannelID, MessageID: m.ID})
	if err != nil {
		t.Fatalf("replies: %v", err)
	}
	return thread
}

func (e *env) unreadIn(t testing.TB, p person, ch id.Channel) Unread {
	t.Helper()
	u, err := e.UnreadIn(p.ctx, ChannelRequest{WorkspaceID: e.ws, ChannelID: ch})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func numbers(messages []Message) []int64 {
	out := make([]int64, len(messages))
	for i, m := range messages {
		out[i] = m.MessageNo
	}
	return out
}

func TestThread_RootKnowsItsReplies(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		root := e.send(t, ada, ch, "root")
		first := e.reply(t, ben, root, "first", false)
		second := e.reply(t, ada, first, "to the reply", true)
		if *first.ThreadRootID != root.ID || *second.ThreadRootID != root.ID || *second.ParentMessageID != first.ID || !second.AlsoSentToChannel {
			t.Errorf("a reply to a reply is in the same thread: %+v", second)
		}
		got := e.thread(t, ada, second)
		if got.Root.ID != root.ID || got.Root.ReplyCount != 2 || got.Root.ChangeNo != 2 || !got.Root.LastReplyAt.Equal(second.CreatedAt) {
			t.Errorf("root: %+v", got.Root)
		}
		if a := got.Root.ReplyAuthors; len(a) != 2 || a[0].ID != ada.User || a[1].ID != ben.User || a[0].DisplayName == "" {
			t.Errorf("who replied: %+v", a)
		}
		if fmt.Sprint(numbers(got.Items)) != "[2 3]" || got.NextCursor != nil || got.PrevCursor != nil {
			t.Errorf("replies: %v", numbers(got.Items))
		}
		changes, err := e.Changes(ben.ctx, ChangesRequest{WorkspaceID: e.ws, ChannelID: ch, After: 1})
		if err != nil || len(changes.Items) != 1 || changes.Items[0].ID != root.ID || changes.LastChangeNo != 2 {
			t.Errorf("what changed: %+v, %v", changes, err)
		}
		missing := e.sendRequest(ch, "to nothing")
		nowhere := id.New[id.Message]()
		missing.ParentMessageID = &nowhere
		if _, err := e.Send(ada.ctx, missing); !errs.Is(err, "message_not_found") {
			t.Errorf("reply to nothing: %v", err)
		}
	})
}

func TestThread_HiddenRepliesDoNotCountInTheChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		root := e.send(t, ben, ch, "root")
		if _, err := e.MarkRead(ben.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 1}); err != nil {
			t.Fatal(err)
		}
		hidden := e.reply(t, ada, root, "hidden", false)
		if u := e.unreadIn(t, ben, ch); u.UnreadCount != 0 {
			t.Errorf("a hidden reply counts: %+v", u)
		}
		shown := e.reply(t, ada, root, "shown", true)
		u := e.unreadIn(t, ben, ch)
		page, err := e.History(ben.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch})
		if u.UnreadCount != 1 || err != nil || page.FirstUnreadMessageNo == nil || *page.FirstUnreadMessageNo != shown.MessageNo || len(page.Items) != 3 {
			t.Errorf("unread %+v, page %+v, %v; the hidden one is %d", u, page, err, hidden.MessageNo)
		}
	})
}

// Who is in a thread follows it, with an exact count; who turns it off hears nothing until they are in it again.
func TestThread_Following(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben, eva, other := e.join(t, ch), e.join(t, ch), e.join(t, ch), e.join(t, ch)
		e.named["@eva"] = workspace.Named{Kind: workspace.NamedUser, ID: eva.String()}
		root := e.send(t, ada, ch, "root")
		e.reply(t, ben, root, "one", false)
		last := e.reply(t, ben, root, "two, @eva", false)
		want := func(who string, p person, following bool, unread, mentions int64) {
			t.Helper()
			at := e.thread(t, p, root).State
			if at.IsFollowing != following || at.UnreadCount != unread || at.MentionCount != mentions {
				t.Errorf("%s: %+v, want following %v, %d unread, %d mentions", who, at, following, unread, mentions)
			}
		}
		want("who started it", ada, true, 2, 0)
		want("who replied", ben, true, 0, 0)
		want("who is meant", eva, true, 1, 1)
		want("another", other, false, 0, 0)

		in := func(p person, fn func(person) (ThreadState, error)) ThreadState {
			t.Helper()
			state, err := fn(p)
			if err != nil {
				t.Fatal(err)
			}
			return state
		}
		at := GetRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: last.ID}
		read := func(no int64) func(person) (ThreadState, error) {
			return func(p person) (ThreadState, error) {
				return e.MarkThreadRead(p.ctx, MarkThreadReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: root.ID, MessageNo: no})
			}
		}
		if s := in(ada, read(99)); s.UnreadCount != 0 || s.LastReadMessageNo != last.MessageNo {
			t.Errorf("read beyond the end: %+v", s)
		}
		if s := in(ada, read(1)); s.LastReadMessageNo != last.MessageNo {
			t.Errorf("read back: %+v", s)
		}
		in(ada, func(p person) (ThreadState, error) { return e.Unfollow(p.ctx, at) })
		in(other, func(p person) (ThreadState, error) { return e.Follow(p.ctx, at) })
		e.reply(t, ben, root, "three", false)
		want("who turned it off", ada, false, 0, 0)
		want("who chose it", other, true, 1, 0)
		e.reply(t, ada, root, "back", false)
		want("who replied again", ada, true, 0, 0)

		onlooker := e.join(t, ch)
		looks := member()
		looks.ChannelRole, looks.MayPost = workspace.NoMember, false
		e.allow(ch, onlooker.User, looks)
		if _, err := e.Follow(onlooker.ctx, at); !errs.Is(err, "forbidden") {
			t.Errorf("an onlooker follows: %v", err)
		}
		states, err := e.ThreadStates(ada.ctx, ThreadStatesRequest{WorkspaceID: e.ws, ThreadRootID: root.ID})
		if err != nil || len(states) != 4 {
			t.Errorf("followers: %+v, %v", states, err)
		}
		for _, p := range []person{ada, ben, eva, other} {
			own := e.thread(t, p, root).State
			if !slices.Contains(states, FollowerState{UserID: p.User, ThreadState: own}) {
				t.Errorf("of %+v followers are told %+v", own, states)
			}
		}
	})
}

func TestThreadInbox_SortsAndPages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		var roots []Message
		for i := range 5 {
			e.clock.Advance(1e9)
			roots = append(roots, e.send(t, ada, ch, fmt.Sprint("root ", i)))
			e.reply(t, ben, roots[i], "first", false)
			e.reply(t, ben, roots[i], "last", false)
		}
		e.send(t, ada, ch, "without a reply")
		e.reply(t, ada, roots[4], "mine", false) // so that nothing is unread in the newest
		list := func(req ThreadInboxRequest) (found []string) {
			t.Helper()
			req.WorkspaceID, req.Limit = e.ws, 2
			for {
				page, err := e.ThreadInbox(ada.ctx, req)
				if err != nil {
					t.Fatal(err)
				}
				for _, entry := range page.Items {
					if len(entry.LastReplies) != 2 || entry.Root.Author.DisplayName == "" || entry.LastReplies[1].Author.DisplayName == "" {
						t.Errorf("entry: %+v", entry)
					}
					found = append(found, entry.Root.Content[5:])
				}
				if page.NextCursor == nil {
					return found
				}
				req.Cursor = *page.NextCursor
			}
		}
		for name, c := range map[string]struct {
			req  ThreadInboxRequest
			want string
		}{
			"newest first": {ThreadInboxRequest{}, "[4 3 2 1 0]"},
			"unread first": {ThreadInboxRequest{UnreadFirst: true}, "[3 2 1 0 4]"},
			"unread only":  {ThreadInboxRequest{UnreadOnly: true}, "[3 2 1 0]"},
		} {
			if got := fmt.Sprint(list(c.req)); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
		of := ThreadsRequest{WorkspaceID: e.ws}
		if sum, err := e.UnreadThreads(ada.ctx, of); err != nil || sum.UnreadThreads != 4 {
			t.Errorf("unread threads: %+v, %v", sum, err)
		}
		if _, err := e.MarkThreadsRead(ada.ctx, of); err != nil {
			t.Fatal(err)
		}
		if sum, err := e.UnreadThreads(ada.ctx, of); err != nil || sum.UnreadThreads != 0 {
			t.Errorf("all read: %+v, %v", sum, err)
		}
		// Who left the channel sees its threads no more.
		e.mu.Lock()
		delete(e.access, seat{ch, ada.User})
		e.mu.Unlock()
		if page, err := e.ThreadInbox(ada.ctx, ThreadInboxRequest{WorkspaceID: e.ws}); err != nil || len(page.Items) != 0 {
			t.Errorf("threads of a channel that was left: %+v, %v", page, err)
		}
	})
}

// Many reply at once to some threads: the roots count all, change numbers have no holes, and what was
// announced last is what is there.
func TestThread_RepliesSideBySide(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		const people, each = 8, 12
		ch := id.New[id.Channel]()
		starter := e.join(t, ch)
		roots := []Message{e.send(t, starter, ch, "a"), e.send(t, starter, ch, "b")}
		var wg sync.WaitGroup
		for range people {
			p := e.join(t, ch)
			wg.Go(func() {
				for i := range each {
					e.reply(t, p, roots[i%2], "reply", i%3 == 0)
				}
			})
		}
		wg.Wait()
		head, err := e.Head(starter.ctx, ChannelRequest{WorkspaceID: e.ws, ChannelID: ch})
		if err != nil || head.LastMessageNo != 2+people*each {
			t.Fatalf("head: %+v, %v", head, err)
		}
		announced := map[int64]ThreadUpdate{}
		e.mu.Lock()
		for _, event := range e.events {
			if event.Type == EventThreadUpdated {
				update := decode[ThreadUpdate](t, event)
				announced[update.Message.ChangeNo] = update
			}
		}
		e.mu.Unlock()
		if int64(len(announced)) != head.LastChangeNo || announced[head.LastChangeNo].Message.ID == (id.Message{}) {
			t.Errorf("%d changes announced, the last has number %d", len(announced), head.LastChangeNo)
		}
		for _, root := range roots {
			now := e.thread(t, starter, root).Root
			if now.ReplyCount != people*each/2 || announced[now.ChangeNo].Message.ReplyCount != now.ReplyCount {
				t.Errorf("root: %d replies, announced %d", now.ReplyCount, announced[now.ChangeNo].Message.ReplyCount)
			}
		}
	})
}

func TestTakeReplies_ShowsTheLastThree(t *testing.T) {
	t.Parallel()
	people := []user.Author{{ID: id.New[id.User]()}, {ID: id.New[id.User]()}, {ID: id.New[id.User]()}, {ID: id.New[id.User]()}}
	var root Message
	for i, who := range []int{0, 1, 2, 1, 3} {
		takeReplies(&root, []Message{{Author: people[who], MessageNo: int64(i + 2)}}, int64(i+1))
	}
	if a := root.ReplyAuthors; len(a) != 3 || a[0] != people[3] || a[1] != people[1] || a[2] != people[2] || root.ReplyCount != 5 {
		t.Errorf("%d replies by %v", root.ReplyCount, a)
	}
}
