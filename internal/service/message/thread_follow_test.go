package message

import (
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Of a reply hear those who follow and are in the channel: not who left it, nor who was meant there without
// being in it.
func TestThreadStates_OnlyOfMembers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben, eva := e.join(t, ch), e.join(t, ch), e.join(t, ch)
		outside := id.New[id.User]()
		e.named["@outside"] = workspace.Named{Kind: workspace.NamedUser, ID: outside.String()}
		root := e.send(t, ada, ch, "root")
		e.reply(t, ben, root, "@outside should see this", false)
		e.reply(t, eva, root, "so they should", false)
		looksOn := member()
		looksOn.ChannelRole = workspace.NoMember
		e.allow(ch, eva.User, looksOn)
		e.mu.Lock()
		delete(e.access, seat{ch, ben.User})
		e.mu.Unlock()
		states, err := e.ThreadStates(ada.ctx, ThreadStatesRequest{WorkspaceID: e.ws, ThreadRootID: root.ID})
		if err != nil || len(states) != 1 || states[0].UserID != ada.User {
			t.Errorf("%+v, %v", states, err)
		}
	})
}

// Who wants to hear of no replies says so before there are any.
func TestUnfollow_BeforeTheFirstReply(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		root := e.send(t, ada, ch, "root")
		for range 2 {
			if state, err := e.Unfollow(ada.ctx, e.at(root)); err != nil || state.IsFollowing || state.Revision != 1 {
				t.Errorf("%+v, %v", state, err)
			}
		}
		e.reply(t, ben, root, "reply", false)
		if state := e.thread(t, ada, root).State; state.IsFollowing || state.UnreadCount != 0 {
			t.Errorf("%+v", state)
		}
	})
}

// A page has no more than was asked for, wherever it is.
func TestReplies_Limit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada := e.join(t, ch)
		root := e.send(t, ada, ch, "root")
		for range 8 {
			e.reply(t, ada, root, "reply", false)
		}
		for limit := 1; limit <= 5; limit++ {
			around := int64(5)
			got, err := e.Replies(ada.ctx, RepliesRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: root.ID, Around: &around, Limit: limit})
			if err != nil || len(got.Items) != limit || got.NextCursor == nil || got.PrevCursor == nil {
				t.Errorf("limit %d: %v, %v", limit, numbers(got.Items), err)
			}
		}
	})
}
