package e2e_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

type draft struct {
	Content  string
	Revision int64
}

// saveDraft keeps what somebody has begun to write, and returns it, or the code that refused it.
func saveDraft(t *testing.T, c *echotest.Client, w echotest.Workspace, content string, revision int64) (draft, string) {
	t.Helper()
	var d draft
	_, err := c.Call(t.Context(), "PUT", "/api/drafts/"+w.Channel, map[string]any{"workspaceId": w.ID, "content": content, "revision": revision}, &d)
	if err != nil && code(err) == "" {
		t.Fatal(err)
	}
	return d, code(err)
}

// TestDrafts_FollowFromDeviceToDevice begins a message on one device and ends it on another.
func TestDrafts_FollowFromDeviceToDevice(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		phone := enter(t, s, maya, w)
		shown := func(content string) {
			t.Helper()
			waitUntil(t, "the phone shows "+content, func() bool {
				var change struct{ Draft draft }
				phone.Expect(t, "draft:updated", &change)
				return change.Draft.Content == content
			})
		}
		first, _ := saveDraft(t, maya, w, "Dear all", 0)
		shown("Dear all")
		second, _ := saveDraft(t, maya, w, "Dear all, come", first.Revision)
		shown("Dear all, come")
		if _, refused := saveDraft(t, maya, w, "Dear both", first.Revision); refused != "draft_conflict" {
			t.Errorf("a device that missed a change: %q", refused)
		}
		send(t, maya, w.Messages(), "Dear all, come aboard")
		if _, refused := saveDraft(t, maya, w, "", second.Revision); refused != "" {
			t.Errorf("ending the draft: %s", refused)
		}
		shown("")
		if _, refused := saveDraft(t, maya, w, "Dear all, come", second.Revision); refused != "draft_conflict" {
			t.Errorf("a device that was away brings it back: %q", refused)
		}
		for _, c := range []*echotest.Client{maya, tomas} {
			var list struct{ Items []draft }
			if c.Must(t, "GET", "/api/drafts?workspaceId="+w.ID, nil, &list); len(list.Items) != 0 {
				t.Errorf("drafts after sending: %+v", list.Items)
			}
		}
	})
}

type scheduled struct{ ID, Content, State string }

func schedule(t *testing.T, c *echotest.Client, w echotest.Workspace, content string) scheduled {
	t.Helper()
	var made scheduled
	c.Must(t, "POST", "/api/scheduled", map[string]any{
		"workspaceId": w.ID, "channelId": w.Channel, "content": content, "clientMessageCorrelationId": content, "sendAt": time.Now().Add(time.Hour).UTC(),
	}, &made)
	return made
}

// TestScheduled_IsChangedAndSent writes messages for later, changes one, and sends one at once.
func TestScheduled_IsChangedAndSent(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		own, other := enter(t, s, maya, w), enter(t, s, tomas, w)
		kept, gone := schedule(t, maya, w, "kept"), schedule(t, maya, w, "gone")
		var changed scheduled
		maya.Must(t, "PATCH", "/api/scheduled/"+kept.ID, map[string]string{"content": "kept and changed"}, &changed)
		maya.Must(t, "DELETE", "/api/scheduled/"+gone.ID, nil, nil)
		if _, err := tomas.Call(t.Context(), "POST", "/api/scheduled/"+kept.ID+"/send", nil, nil); code(err) != "scheduled_not_found" {
			t.Errorf("another sends it: %v", err)
		}
		maya.Must(t, "POST", "/api/scheduled/"+kept.ID+"/send", nil, nil)
		var got sent
		if other.Expect(t, "message:created", &got); got.Content != "kept and changed" || got.ClientMessageCorrelationID != "kept" || got.MessageNo != 1 {
			t.Errorf("came as %+v", got)
		}
		waitUntil(t, "her devices hear that it is sent", func() bool {
			var change struct {
				Scheduled scheduled
				IsGone    bool
				MessageID *string
			}
			own.Expect(t, "scheduled:updated", &change)
			return change.Scheduled.ID == kept.ID && change.IsGone && change.MessageID != nil && *change.MessageID == got.ID
		})
		var list struct{ Items []scheduled }
		if maya.Must(t, "GET", "/api/scheduled?workspaceId="+w.ID, nil, &list); len(list.Items) != 0 {
			t.Errorf("still to be sent: %+v", list.Items)
		}
	})
}

// TestScheduled_OnceOverAKill kills what would send messages, which come due meanwhile: who runs next sends each once.
func TestScheduled_OnceOverAKill(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		maya := s.Register(t, "maya")
		w := echotest.Found(t, maya)
		const messages = 10
		for i := range messages {
			schedule(t, maya, w, fmt.Sprint("later ", i))
		}
		s.Kill(syscall.SIGKILL)
		s.OpenDatabase(t, "message_db").Exec(t, `UPDATE scheduled_messages SET send_at = $1`, time.Now().UnixMicro())
		s.Restart()
		var list struct{ Items []scheduled }
		waitUntil(t, "all are sent", func() bool {
			maya.Must(t, "GET", "/api/scheduled?workspaceId="+w.ID, nil, &list)
			return len(list.Items) == 0
		})
		s.Kill(syscall.SIGKILL) // what is sent is sent
		s.Restart()
		assertHistory(t, maya, w, nil)
		if last := send(t, maya, w.Messages(), "and on"); last.MessageNo != messages+1 {
			t.Errorf("%d messages were sent of %d", last.MessageNo-1, messages)
		}
	})
}

// TestPreviews_ComeAndGo links to a page, which everybody is shown, and takes its preview away again.
func TestPreviews_ComeAndGo(t *testing.T) {
	t.Parallel()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprint(w, `<title>Tide tables</title><meta property="og:description" content="High water at noon">`)
	}))
	t.Cleanup(page.Close)
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		live := enter(t, s, tomas, w)
		type linking struct {
			ID       string
			Previews []struct{ URL, Title, Description string }
		}
		var m, seen linking
		link := page.URL + "/" + s.Name("tides") // a page of its own: what was looked up is kept
		maya.Must(t, "POST", w.Messages(), map[string]string{"content": "See " + link, "clientMessageCorrelationId": "1"}, &m)
		live.Expect(t, "message:updated", &seen)
		if seen.ID != m.ID || len(seen.Previews) != 1 || seen.Previews[0].Title != "Tide tables" || seen.Previews[0].Description != "High water at noon" ||
			!strings.HasSuffix(seen.Previews[0].URL, s.Name("tides")) {
			t.Errorf("shown %+v", seen)
		}
		if _, err := tomas.Call(t.Context(), "DELETE", w.Messages()+"/"+m.ID+"/previews", nil, nil); code(err) != "forbidden" {
			t.Errorf("another takes it away: %v", err)
		}
		maya.Must(t, "DELETE", w.Messages()+"/"+m.ID+"/previews", nil, nil)
		if live.Expect(t, "message:updated", &seen); len(seen.Previews) != 0 {
			t.Errorf("still shown %+v", seen)
		}
	})
}
