package message

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func decode[T any](t testing.TB, e bus.Event) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(e.Data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestNamesIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"hello @Maya, and @tomas.b!":             "[@maya @tomas.b]",
		"@maya @MAYA @maya":                      "[@maya]",
		"mail maya@harbour.example or /@maya":    "[]",
		"see #launch. (#design-reviews)":         "[#launch. #design-reviews]",
		"`@maya` and ``a ` @maya`` but @tomas":   "[@tomas]",
		"```\n@maya\n```\n@tomas":                "[@tomas]",
		"~~~ go\n@maya\n```\n@maya\n~~~\n@tomas": "[@tomas]",
		"```\nnever closed @maya":                "[]",
		"an open ` tick, @maya":                  "[@maya]",
		"> @maya said\n> ```\n> @tomas\n> ```":   "[@maya]",
		"@ # @@ ## @":                            "[]",
		"日本@maya":                                "[@maya]",
		"**@maya**, _@tomas_":                    "[@maya]", // an underscore is of a name
		"# Heading":                              "[]",
		"\\@maya":                                "[]",
	} {
		if got := fmt.Sprint(namesIn(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestNamesIn_IsBounded(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&text, "@n%d ", i)
	}
	if got := len(namesIn(text.String())); got != maxMentions {
		t.Errorf("%d names", got)
	}
	_ = namesIn(strings.Repeat("`", 12_000) + strings.Repeat("@`", 6_000))
}

func TestEndings_OfALineOfDots(t *testing.T) {
	t.Parallel()
	all := endings("@a" + strings.Repeat(".", 12_000))
	if len(all) != workspace.MaxName || all[0] != "@a"+strings.Repeat(".", workspace.MaxName-1) || all[len(all)-1] != "@a" {
		t.Errorf("%d endings", len(all))
	}
}

func TestMentions_AreCountedAndFound(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		group := id.New[id.Group]()
		e.named["@ben"] = workspace.Named{Kind: workspace.NamedUser, ID: ben.String()}
		e.named["@crew"] = workspace.Named{Kind: workspace.NamedGroup, ID: group.String()}
		e.named["#docks"] = workspace.Named{Kind: workspace.NamedLink, ID: id.New[id.Channel]().String()}
		e.groups[ben.User] = []id.Group{group}
		first := e.send(t, ada, ch, "nobody is meant, not even @someone")
		if _, err := e.MarkRead(ben.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 1}); err != nil {
			t.Fatal(err)
		}
		twice := e.send(t, ada, ch, "@Ben. @ben! See #docks.")
		if len(first.Mentions) != 0 || len(twice.Mentions) != 2 || twice.Mentions[0].Name != "ben" || twice.Mentions[1].Kind != MentionLink {
			t.Errorf("mentions: %+v, %+v", first.Mentions, twice.Mentions)
		}
		e.send(t, ada, ch, "@crew @ben")
		e.send(t, ada, ch, "@channel")
		e.send(t, ben, ch, "I said @here") // marks read, and one's own calls nobody
		if u := e.unreadIn(t, ben, ch); u.MentionCount != 0 {
			t.Errorf("all read: %+v", u)
		}
		root := e.send(t, ada, ch, "@here")
		e.send(t, ada, ch, "nobody")
		e.reply(t, ada, root, "@ben in a thread", false)
		if u := e.unreadIn(t, ben, ch); u.UnreadCount != 2 || u.MentionCount != 1 {
			t.Errorf("after: %+v", u)
		}
		if u := e.unreadIn(t, ada, ch); u.MentionCount != 0 {
			t.Errorf("who wrote them: %+v", u)
		}
		var found []string
		req := MentionsRequest{WorkspaceID: e.ws, Limit: 2}
		for {
			page, err := e.Mentions(ben.ctx, req)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range page.Items {
				found = append(found, m.Content)
			}
			if page.NextCursor == nil {
				break
			}
			req.Cursor = *page.NextCursor
		}
		if want := []string{"@ben in a thread", "@here", "@channel", "@crew @ben", "@Ben. @ben! See #docks."}; !slices.Equal(found, want) {
			t.Errorf("mentions: %q", found)
		}
	})
}
