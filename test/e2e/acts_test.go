package e2e_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// acted is what an act on a message says, live.
type acted struct {
	MessageID string      `json:"messageId"`
	Emoji     string      `json:"emoji"`
	Message   changedItem `json:"message"`
}

type changedItem struct {
	ID        string
	ChangeNo  int64
	Content   string
	IsDeleted bool
	IsPinned  bool
	Reactions []struct {
		Emoji string
		Count int
	}
}

// What one person does with messages the other sees at once and, after an absence, finds by what changed.
func TestActs_SeenLiveAndFoundAgain(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		var first, second struct{ ID string }
		for content, to := range map[string]any{"first": &first, "second": &second} {
			maya.Must(t, "POST", w.Messages(), map[string]string{"content": content, "clientMessageCorrelationId": content}, to)
		}
		live, own := enter(t, s, tomas, w), enter(t, s, maya, w)
		one := w.Messages() + "/" + first.ID

		maya.Must(t, "PATCH", one, map[string]string{"content": "edited"}, nil)
		var edited changedItem
		if live.Expect(t, "message:updated", &edited); edited.Content != "edited" || edited.ChangeNo != 1 {
			t.Errorf("edited: %+v", edited)
		}
		maya.Must(t, "PUT", one+"/reactions/"+url.PathEscape("❤"), nil, nil)
		var got acted
		if live.Expect(t, "reaction:added", &got); got.Emoji != "❤️" || len(got.Message.Reactions) != 1 || got.Message.ChangeNo != 2 {
			t.Errorf("reacted: %+v", got)
		}
		maya.Must(t, "PUT", one+"/pin", nil, nil)
		if live.Expect(t, "pin:added", &got); !got.Message.IsPinned || got.Message.ChangeNo != 3 {
			t.Errorf("pinned: %+v", got)
		}
		maya.Must(t, "DELETE", w.Messages()+"/"+second.ID, nil, nil)
		if live.Expect(t, "message:deleted", &got); got.MessageID != second.ID || !got.Message.IsDeleted || got.Message.Content != "" {
			t.Errorf("deleted: %+v", got)
		}
		// What is kept is told to nobody else; the reminder comes by itself.
		maya.Must(t, "PUT", one+"/saved", map[string]any{"remindAt": time.Now().UTC().Format(time.RFC3339Nano)}, nil)
		own.Expect(t, "saved:updated", nil)
		own.Expect(t, "reminder:due", nil)

		var changes struct{ Items []changedItem }
		tomas.Must(t, "GET", w.Messages()+"/changes?after=0", nil, &changes)
		if want := "[{first 3 edited} {second 4 }]"; fmt.Sprint(short(changes.Items, first.ID)) != want {
			t.Errorf("changed: %+v, want %s", short(changes.Items, first.ID), want)
		}
		var saved struct {
			Items []struct{ RemindedAt *time.Time }
		}
		maya.Must(t, "GET", "/api/saved?workspaceId="+w.ID, nil, &saved)
		if len(saved.Items) != 1 || saved.Items[0].RemindedAt == nil {
			t.Errorf("kept: %+v", saved)
		}
		tomas.Must(t, "GET", "/api/saved", nil, &saved)
		if len(saved.Items) != 0 {
			t.Errorf("another keeps %+v", saved)
		}
	})
}

type shortChange struct {
	which   string
	no      int64
	content string
}

func short(items []changedItem, first string) []shortChange {
	var out []shortChange
	for _, m := range items {
		which := "second"
		if m.ID == first {
			which = "first"
		}
		out = append(out, shortChange{which, m.ChangeNo, m.Content})
	}
	return out
}
