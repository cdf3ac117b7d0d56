package contract_test

import "time"

// unsentRules are those of link previews, and of what people have written and not sent: each has their own, where they may write.
func unsentRules() map[string]rule {
	const drafts, scheduled = "/api/drafts", "/api/scheduled"
	ofWorkspace := func(c *cell) request { return request{query: "?workspaceId=" + c.place.workspace} }
	later := func(c *cell, channel string) map[string]any {
		return map[string]any{
			"workspaceId": c.place.workspace, "channelId": channel, "content": canary, "clientMessageCorrelationId": c.next("later"),
			"sendAt": time.Now().Add(time.Hour).UTC().Format(time.RFC3339),
		}
	}
	// own is about a message that the actor has scheduled or, for those who cannot, about one of somebody else.
	own := func(body any) func(*cell) request {
		return func(c *cell) request {
			var made struct{ ID string }
			in := c.places[public]
			what := map[string]any{
				"workspaceId": in.workspace, "channelId": in.channel, "content": canary, "clientMessageCorrelationId": c.next("own"),
				"sendAt": time.Now().Add(time.Hour).UTC().Format(time.RFC3339),
			}
			if _, err := c.who.Call(c.t.Context(), "POST", scheduled, what, &made); err != nil {
				c.target.Must(c.t, "POST", scheduled, what, &made)
			}
			return request{path: map[string]string{"scheduledId": made.ID}, body: body}
		}
	}
	const ownRow = row("ok H ok ok H H H H H I U")
	return map[string]rule{
		// The messages are the owner's.
		"DELETE /api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/previews": {
			about: inChannel, rows: manageChannel().but(rows{direct: inside("ok C F C C C C"), group: inside("ok C F F C C C")}),
		},
		"GET " + drafts: {about: inWorkspace, rows: readWorkspace(), ask: ofWorkspace},
		"PUT " + drafts + "/{channelId}": {
			about: inChannel, rows: readChannel(), ask: func(c *cell) request {
				return request{body: map[string]any{"workspaceId": c.place.workspace, "content": canary, "revision": 0}}
			},
		},
		"GET " + scheduled: {about: inWorkspace, rows: readWorkspace(), ask: ofWorkspace},
		"POST " + scheduled: {
			about: inChannel, rows: postInChannel(), ask: func(c *cell) request { return request{body: later(c, c.place.channel)} },
		},
		"PATCH " + scheduled + "/{scheduledId}":     {about: anywhere, rows: rows{nowhere: ownRow}, ask: own(map[string]string{"content": canary})},
		"DELETE " + scheduled + "/{scheduledId}":    {about: anywhere, rows: rows{nowhere: ownRow}, ask: own(nil)},
		"POST " + scheduled + "/{scheduledId}/send": {about: anywhere, rows: rows{nowhere: ownRow}, ask: own(nil)},
	}
}
