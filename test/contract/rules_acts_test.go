package contract_test

import "net/url"

// actRules are those of what is done with messages. The messages of the world are the owner's.
func actRules() map[string]rule {
	const channel = "/api/workspaces/{workspaceId}/channels/{channelId}"
	const one = channel + "/messages/{messageId}"
	thumb := func(*cell) request { return request{path: map[string]string{"emoji": url.PathEscape("👍")}} }
	say := func(*cell) request { return request{body: map[string]string{"content": canary}} }
	// Members of the channel, viewers too.
	react := readChannel().but(rows{
		public: inside("ok F ok ok ok F C"), archived: inside("A A A A A A C"), frozen: inside("Z Z Z Z Z Z C"),
	})
	edit := postInChannel().but(rows{
		public: inside("ok F F F R F C"), private: inside("ok C F F R C C"),
		direct: inside("ok C F C C C C"), group: inside("ok C F F C C C"),
	})
	remove := manageChannel().but(rows{
		direct: inside("ok C F C C C C"), group: inside("ok C F F C C C"),
		archived: inside("A A A A A A C"), frozen: inside("Z Z Z Z Z Z C"),
	})
	edits := readChannel().but(rows{
		public: inside("ok ok F F F F C"), private: inside("ok C F F F C C"), direct: inside("ok C F C C C C"),
		group: inside("ok C F F C C C"), archived: inside("ok ok F F F F C"), frozen: inside("ok ok F F F F C"),
	})
	return map[string]rule{
		"PATCH " + one:                         {about: inChannel, rows: edit, ask: say},
		"DELETE " + one:                        {about: inChannel, rows: remove, fresh: true},
		"GET " + one + "/edits":                {about: inChannel, rows: edits},
		"PUT " + one + "/reactions/{emoji}":    {about: inChannel, rows: react, ask: thumb},
		"DELETE " + one + "/reactions/{emoji}": {about: inChannel, rows: react, ask: thumb},
		"PUT " + one + "/pin":                  {about: inChannel, rows: postInChannel()},
		"DELETE " + one + "/pin":               {about: inChannel, rows: postInChannel()},
		"GET " + channel + "/pins":             {about: inChannel, rows: readChannel()},
		"POST " + one + "/mark-unread":         {about: inChannel, rows: readChannel()},
		"PUT " + one + "/saved": {
			about: inChannel, rows: readChannel(), ask: func(*cell) request { return request{body: map[string]any{"remindAt": nil}} },
		},
		"DELETE " + one + "/saved": {about: inChannel, rows: readChannel()},
		"GET /api/saved": {
			about: inWorkspace, rows: readWorkspace(), ask: func(c *cell) request { return request{query: "?workspaceId=" + c.place.workspace} },
		},
	}
}
