package contract_test

import (
	"bytes"
	"net/http"
	"testing"
)

// emojiRules are those of a workspace's own emoji.
func emojiRules() map[string]rule {
	const base = "/api/workspaces/{workspaceId}/emoji"
	return map[string]rule{
		"GET " + base: {about: inWorkspace, rows: readWorkspace()},
		"POST " + base: {
			about: inWorkspace, rows: inLiveWorkspace("ok ok ok F ok ok F", "Z Z Z F Z Z F"),
			ask: func(c *cell) request {
				return request{query: "?name=" + c.next("emoji"), raw: onePixel, media: "image/png"}
			},
		},
		// Of a member who is in no channel.
		"DELETE " + base + "/{name}": {
			about: inWorkspace, rows: inLiveWorkspace("ok ok F F F ok F", "Z Z Z F Z Z F"),
			ask: func(c *cell) request {
				name := c.next("emoji")
				if c.kind == live {
					c.addEmoji(c.t, c.place, name)
				}
				return request{path: map[string]string{"name": name}}
			},
		},
	}
}

// addEmoji makes an emoji of the bystander's in a workspace.
func (w *world) addEmoji(t *testing.T, to place, name string) {
	t.Helper()
	who := w.people[bystander]
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+to.path()+"/emoji?name="+name, bytes.NewReader(onePixel))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "image/png")
	req.Header.Set("Authorization", "Bearer "+who.Token)
	res, err := who.HTTP.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusCreated {
		t.Errorf("add emoji %s: %s", name, res.Status)
	}
}
