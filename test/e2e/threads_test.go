package e2e_test

import (
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// threadState is where somebody stands in a thread.
type threadState struct {
	IsFollowing                                  bool
	LastReadMessageNo, UnreadCount, MentionCount int64
}

type talk struct {
	ID                              string
	MessageNo, ChangeNo, ReplyCount int64
	ThreadRootID                    *string
	Mentions                        []struct{ Kind, Name string }
	ReplyAuthors                    []struct{ Username string }
}

func reply(t *testing.T, c *echotest.Client, path, parent, content string, also bool) talk {
	t.Helper()
	var m talk
	c.Must(t, "POST", path, map[string]any{
		"content": content, "clientMessageCorrelationId": content, "parentMessageId": parent, "alsoSendToChannel": also,
	}, &m)
	return m
}

// TestThreads_AreFollowedLive tells of a thread from both sides: the channel sees the root change, who
// follows it sees where they stand, and who was away fetches what changed.
func TestThreads_AreFollowedLive(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		live := enter(t, s, maya, w)
		root := send(t, maya, w.Messages(), "who takes the early ferry?")
		first := reply(t, tomas, w.Messages(), root.ID, "I do, @"+s.Name("maya"), false)
		if len(first.Mentions) != 1 || first.Mentions[0].Kind != "user" || first.ThreadRootID == nil {
			t.Errorf("reply: %+v", first)
		}
		var updated struct{ Message talk }
		live.Expect(t, "thread:updated", &updated)
		if m := updated.Message; m.ID != root.ID || m.ReplyCount != 1 || m.ChangeNo != 1 || len(m.ReplyAuthors) != 1 || m.ReplyAuthors[0].Username != s.Name("tomas") {
			t.Errorf("thread:updated: %+v", m)
		}
		thread := w.Messages() + "/" + root.ID
		waitUntil(t, "maya follows her thread, with one unread reply that means her", func() bool {
			var page struct{ State threadState }
			maya.Must(t, "GET", thread+"/replies", nil, &page)
			return page.State.IsFollowing && page.State.UnreadCount == 1 && page.State.MentionCount == 1
		})
		of := "?workspaceId=" + w.ID
		var sum struct{ UnreadThreads, MentionCount int64 }
		maya.Must(t, "GET", "/api/threads/unread"+of, nil, &sum)
		var inbox struct {
			Items []struct {
				Root        talk
				LastReplies []talk
			}
		}
		maya.Must(t, "GET", "/api/threads"+of, nil, &inbox)
		if sum.UnreadThreads != 1 || sum.MentionCount != 1 || len(inbox.Items) != 1 || inbox.Items[0].Root.ID != root.ID || len(inbox.Items[0].LastReplies) != 1 {
			t.Errorf("sum %+v, inbox %+v", sum, inbox)
		}
		var meant struct{ Items []talk }
		maya.Must(t, "GET", "/api/mentions"+of, nil, &meant)
		if len(meant.Items) != 1 || meant.Items[0].ID != first.ID {
			t.Errorf("mentions: %+v", meant)
		}

		maya.Must(t, "POST", thread+"/replies/read", map[string]int64{"messageNo": first.MessageNo}, nil)
		waitUntil(t, "her other devices hear that she has read it", func() bool {
			var state threadState
			live.Expect(t, "thread:state", &state)
			return state.LastReadMessageNo == first.MessageNo && state.UnreadCount == 0
		})
		reply(t, tomas, w.Messages(), root.ID, "and in the channel", true)
		var changes struct {
			Items        []talk
			LastChangeNo int64
		}
		tomas.Must(t, "GET", w.Messages()+"/changes?after=1", nil, &changes)
		if changes.LastChangeNo != 2 || len(changes.Items) != 1 || changes.Items[0].ReplyCount != 2 {
			t.Errorf("what changed: %+v", changes)
		}
		var unread struct{ UnreadCount, MentionCount, LastMessageNo int64 }
		maya.Must(t, "GET", "/api/workspaces/"+w.ID+"/channels/"+w.Channel+"/unread-count", nil, &unread)
		if unread.UnreadCount != 1 || unread.LastMessageNo != 3 {
			t.Errorf("unread in the channel: %+v", unread)
		}
	})
}
