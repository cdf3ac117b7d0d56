package e2e_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// TestMarkUnread_OnEveryDevice marks what was read as unread, and reads it again.
func TestMarkUnread_OnEveryDevice(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		phone := enter(t, s, tomas, w)
		send(t, maya, w.Messages(), "one")
		second := send(t, maya, w.Messages(), "two")
		send(t, maya, w.Messages(), "three")
		type receipt struct{ LastReadMessageNo, Revision int64 }
		channel := "/api/workspaces/" + w.ID + "/channels/" + w.Channel
		var kept receipt
		hears := func(want receipt) {
			t.Helper()
			waitUntil(t, "the phone has the newest receipt", func() bool {
				var r receipt
				if phone.Expect(t, "read-receipt:updated", &r); r.Revision > kept.Revision {
					kept = r
				}
				return kept == want
			})
		}
		unread := func(want int64) {
			t.Helper()
			var at struct{ UnreadCount, ReadRevision int64 }
			tomas.Must(t, "GET", channel+"/unread-count", nil, &at)
			if at.UnreadCount != want || at.ReadRevision != kept.Revision {
				t.Errorf("%+v, want %d unread at revision %d", at, want, kept.Revision)
			}
		}
		var now receipt
		tomas.Must(t, "POST", channel+"/read-receipt", map[string]int64{"messageNo": 3}, &now)
		hears(now)
		unread(0)
		tomas.Must(t, "POST", w.Messages()+"/"+second.ID+"/mark-unread", nil, &now)
		if now.LastReadMessageNo != 1 {
			t.Errorf("marked unread: %+v", now)
		}
		hears(now)
		unread(2)
		tomas.Must(t, "POST", channel+"/read-receipt", map[string]int64{"messageNo": 2}, &now)
		hears(now)
		unread(1)
	})
}

// TestGroupsAndEmoji_OfAWorkspace makes a group and an emoji, which all hear of, and uses both in a message.
func TestGroupsAndEmoji_OfAWorkspace(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		live := enter(t, s, tomas, w)
		workspace := "/api/workspaces/" + w.ID

		var crew struct{ ID string }
		maya.Must(t, "POST", workspace+"/groups", map[string]any{"handle": "crew", "displayName": "Crew", "userIds": []string{idOf(t, tomas)}}, &crew)
		var told struct {
			Group     struct{ ID, Handle string }
			IsDeleted bool
		}
		if live.Expect(t, "group:updated", &told); told.Group.ID != crew.ID || told.IsDeleted {
			t.Errorf("group:updated is %+v", told)
		}
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 64, 64))); err != nil {
			t.Fatal(err)
		}
		res, body := ask(t, "POST", s.URL+workspace+"/emoji?name=crane", picture.String(), "Content-Type", "image/png", "Authorization", "Bearer "+maya.Token)
		if res.StatusCode != http.StatusCreated {
			t.Fatalf("emoji: %d %s", res.StatusCode, body)
		}
		live.Expect(t, "emoji:updated", nil)
		var list struct{ Items []struct{ Name, URL string } }
		tomas.Must(t, "GET", workspace+"/emoji", nil, &list)
		if len(list.Items) != 1 || list.Items[0].Name != "crane" {
			t.Fatalf("emoji: %+v", list)
		}
		if res, _ := ask(t, "GET", s.At(s.Live).URL+list.Items[0].URL, ""); res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "image/png" {
			t.Errorf("its picture, at any gateway: %d %s", res.StatusCode, res.Header.Get("Content-Type"))
		}

		var m struct {
			ID       string
			Mentions []struct{ Kind, Name string }
		}
		maya.Must(t, "POST", w.Messages(), map[string]string{"content": "Lift it, @crew :crane:", "clientMessageCorrelationId": "1"}, &m)
		if len(m.Mentions) != 1 || m.Mentions[0].Kind != "group" || m.Mentions[0].Name != "crew" {
			t.Errorf("mentions %+v", m.Mentions)
		}
		var unread struct{ MentionCount int64 }
		tomas.Must(t, "GET", workspace+"/channels/"+w.Channel+"/unread-count", nil, &unread)
		if unread.MentionCount != 1 {
			t.Errorf("the group's member has %+v", unread)
		}
		tomas.Must(t, "PUT", w.Messages()+"/"+m.ID+"/reactions/:crane:", nil, nil)
		maya.Must(t, "DELETE", workspace+"/emoji/crane", nil, nil)
		live.Expect(t, "emoji:updated", nil)
		if _, err := maya.Call(t.Context(), "PUT", w.Messages()+"/"+m.ID+"/reactions/:crane:", nil, nil); code(err) != "unknown_emoji" {
			t.Errorf("an emoji that is gone: %v", err)
		}
	})
}
