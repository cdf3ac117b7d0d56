package contract_test

// channelRules are those of channels, their members and what each member prefers.
func channelRules() map[string]rule {
	const base, one = "/api/workspaces/{workspaceId}/channels", "/api/workspaces/{workspaceId}/channels/{channelId}"
	say := func(body any) func(*cell) request { return func(*cell) request { return request{body: body} } }
	ofTarget := func(body any) func(*cell) request {
		return func(c *cell) request { return request{body: body, path: map[string]string{"userId": c.target.id}} }
	}
	return map[string]rule{
		"GET " + base: {about: inWorkspace, rows: readWorkspace()},
		"POST " + base: {
			about: inWorkspace, rows: inLiveWorkspace("ok ok ok F ok ok F", "Z Z Z F Z Z F"),
			ask: func(c *cell) request {
				return request{body: map[string]string{"type": "public", "name": c.next("made")}}
			},
		},
		"GET " + base + "/check-name/{name}": {
			about: inWorkspace, rows: inLiveWorkspace("ok ok ok F ok ok F", "ok ok ok F ok ok F"),
			ask: func(*cell) request { return request{path: map[string]string{"name": "free"}} },
		},
		"GET " + one: {about: inChannel, rows: readChannel()},
		"PATCH " + one: {
			about: inChannel, ask: say(map[string]string{"topic": canary}),
			rows: manageChannel().but(rows{
				public: inside("ok ok ok ok F F C"), private: inside("ok C ok ok F C C"),
				archived: inside("A A A A F F C"), frozen: inside("Z Z Z Z F F C"),
			}),
		},
		"DELETE " + one:              {about: inChannel, rows: evenArchived(), fresh: true},
		"POST " + one + "/archive":   {about: inChannel, rows: evenArchived(), fresh: true},
		"POST " + one + "/unarchive": {about: inChannel, rows: evenArchived(), fresh: true},
		"POST " + one + "/join": {
			about: inChannel, fresh: true,
			rows: readChannel().but(rows{archived: inside("ok A ok ok ok A C"), frozen: inside("ok Z ok ok ok Z C")}),
		},
		"POST " + one + "/leave": {
			about: inChannel, fresh: true,
			rows: readChannel().but(rows{direct: inside("F C F C C C C"), group: inside("F C F F C C C")}),
		},
		"GET " + one + "/members": {about: inChannel, rows: readChannel()},
		"POST " + one + "/members": {
			about: inChannel, fresh: true,
			ask: func(c *cell) request { return request{body: map[string]string{"userId": c.newcomer.id}} },
			rows: manageChannel().but(rows{
				public: inside("ok F ok F F F C"), private: inside("ok C ok F F C C"),
				archived: inside("A F A F F F C"), frozen: inside("Z F Z F F F C"),
			}),
		},
		"PATCH " + one + "/members/{userId}":  {about: inChannel, rows: manageChannel(), ask: ofTarget(map[string]string{"role": "admin"}), fresh: true},
		"DELETE " + one + "/members/{userId}": {about: inChannel, rows: evenArchived(), ask: ofTarget(nil), fresh: true},
		"PUT " + one + "/preferences": {
			about: inChannel, ask: say(map[string]any{"isMuted": true, "notificationLevel": "mentions", "isStarred": true, "section": "Docks"}),
			rows: readChannel().but(rows{
				public: inside("ok B ok ok ok B C"), archived: inside("ok B ok ok ok B C"), frozen: inside("ok B ok ok ok B C"),
			}),
		},
	}
}

// messageRules are those of messages and of what was read.
func messageRules() map[string]rule {
	const one = "/api/workspaces/{workspaceId}/channels/{channelId}"
	const messages = one + "/messages"
	return map[string]rule{
		"GET " + messages:                  {about: inChannel, rows: readChannel()},
		"GET " + messages + "/{messageId}": {about: inChannel, rows: readChannel()},
		"POST " + messages: {
			about: inChannel, rows: postInChannel(),
			ask: func(c *cell) request {
				return request{body: map[string]string{"content": canary, "clientMessageCorrelationId": c.next("sent")}}
			},
		},
		"GET " + messages + "/{messageId}/seen-by": {about: inChannel, rows: readChannel()},
		"GET " + one + "/read-receipt":             {about: inChannel, rows: readChannel()},
		"POST " + one + "/read-receipt": {
			about: inChannel, rows: readChannel(), ask: func(*cell) request { return request{body: map[string]int{"messageNo": 1}} },
		},
		"GET " + one + "/unread-count": {about: inChannel, rows: readChannel()},
	}
}
