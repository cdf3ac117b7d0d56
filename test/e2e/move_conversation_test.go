package e2e_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// converse leaves something of everything that people do with messages, in a channel of its own.
func converse(t *testing.T, s *echotest.Server, c *echotest.Client, w echotest.Workspace) {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 400, 200))); err != nil {
		t.Fatal(err)
	}
	page := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".png") {
			out.Header().Set("Content-Type", "image/png")
			_, _ = out.Write(picture.Bytes())
			return
		}
		out.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprint(out, `<title>Tide tables</title><meta property="og:image" content="/tides.png">`)
	}))
	defer page.Close()

	workspace := "/api/workspaces/" + w.ID
	channel := makeChannel(t, c, w, "public", "deck")
	at := channel + "/messages"
	c.Must(t, "POST", workspace+"/groups", map[string]any{"handle": "crew", "userIds": []string{idOf(t, c)}}, nil)
	if res, text := ask(t, "POST", s.URL+workspace+"/emoji?name=crane", picture.String(), "Content-Type", "image/png", "Authorization", "Bearer "+c.Token); res.StatusCode != http.StatusCreated {
		t.Fatalf("emoji: %d %s", res.StatusCode, text)
	}
	linking := send(t, c, at, "for @crew: "+page.URL+"/tides")
	waitUntil(t, "the link has a preview with a picture", func() bool {
		var m struct {
			Previews []struct{ ImageURL *string }
		}
		c.Must(t, "GET", at+"/"+linking.ID, nil, &m)
		return len(m.Previews) == 1 && m.Previews[0].ImageURL != nil
	})
	root, gone := send(t, c, at, "a question"), send(t, c, at, "gone")
	one := at + "/" + root.ID
	c.Must(t, "PATCH", one, map[string]string{"content": "a better question"}, nil)
	for _, emoji := range []string{"🎉", ":crane:"} {
		c.Must(t, "PUT", one+"/reactions/"+url.PathEscape(emoji), nil, nil)
	}
	c.Must(t, "PUT", one+"/pin", nil, nil)
	c.Must(t, "PUT", one+"/saved", map[string]any{"remindAt": time.Now().Add(24 * time.Hour).UTC()}, nil)
	c.Must(t, "DELETE", at+"/"+gone.ID, nil, nil)
	reply(t, c, at, root.ID, "an answer", true)
	deck := echotest.Workspace{ID: w.ID, Channel: channel[len(channel)-36:]}
	saveDraft(t, c, deck, "and then", 0)
	schedule(t, c, deck, "tomorrow")
}
