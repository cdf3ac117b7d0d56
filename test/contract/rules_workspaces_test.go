package contract_test

// workspaceRules are those of /api/workspaces.
func workspaceRules() map[string]rule {
	const base, one = "/api/workspaces", "/api/workspaces/{workspaceId}"
	say := func(body any) func(*cell) request { return func(*cell) request { return request{body: body} } }
	onlyOwner := readWorkspace().but(rows{
		live: inside("ok F F F F F F"), archivedWorkspace: inside("ok F F F F F F"),
	})
	toTarget := func(c *cell) request { return request{body: map[string]string{"userId": c.target.id}} }
	return map[string]rule{
		"POST " + base: {
			about: anywhere, rows: rows{nowhere: everyone},
			ask: func(c *cell) request { return request{body: map[string]string{"name": c.next("new")}} },
		},
		"GET " + base + "/me/memberships": {
			about: anywhere, rows: rows{nowhere: everyone}, ask: func(*cell) request { return request{query: "?includeChannels=true"} },
		},
		"GET " + base + "/check-name/{name}": {
			about: anywhere, rows: rows{nowhere: everyone}, ask: func(*cell) request { return request{path: map[string]string{"name": "free"}} },
		},
		"GET " + one: {about: inWorkspace, rows: readWorkspace()},
		"PATCH " + one: {
			about: inWorkspace, rows: inLiveWorkspace("ok ok F F F F F", "Z Z F F F F F"), ask: say(map[string]string{"description": canary}),
		},
		"DELETE " + one:              {about: inWorkspace, rows: onlyOwner, fresh: true},
		"POST " + one + "/archive":   {about: inWorkspace, rows: onlyOwner, fresh: true},
		"POST " + one + "/unarchive": {about: inWorkspace, rows: onlyOwner, fresh: true},
		"POST " + one + "/transfer": {
			about: inWorkspace, rows: inLiveWorkspace("ok F F F F F F", "Z F F F F F F"), ask: toTarget, fresh: true,
		},
		"GET " + one + "/members": {about: inWorkspace, rows: readWorkspace()},
		"PATCH " + one + "/members/{userId}": {
			about: inWorkspace, rows: inLiveWorkspace("ok ok F F F F F", "Z Z F F F F F"), ask: say(map[string]string{"role": "guest"}), fresh: true,
		},
		"DELETE " + one + "/members/{userId}": {
			about: inWorkspace, rows: inLiveWorkspace("ok ok F F F F F", "Z Z F F F F F"), fresh: true,
		},
		"DELETE " + one + "/members/me": {
			about: inWorkspace, rows: inLiveWorkspace("L ok ok ok ok ok ok", "L ok ok ok ok ok ok"), fresh: true,
		},
		"GET " + one + "/unread-counts": {about: inWorkspace, rows: readWorkspace()},
		"GET " + one + "/audit":         {about: inWorkspace, rows: onlyOwner},
	}
}

// inviteRules are those of invites: members see and end their own, owners and admins all.
func inviteRules() map[string]rule {
	const base, one = "/api/workspaces/invites", "/api/workspaces/{workspaceId}/invites"
	tokenOf := func(c *cell) request { return request{body: map[string]string{"token": c.places[live].inviteToken}} }
	return map[string]rule{
		"POST " + base + "/preview": {about: anywhere, rows: rows{nowhere: anyone}, ask: tokenOf},
		"POST " + base + "/accept": {
			about: anywhere, rows: rows{nowhere: everyone},
			ask: func(c *cell) request {
				// A link to a workspace of its own: the actors stay who they are in theirs.
				return request{body: map[string]string{"token": c.spareToken}}
			},
		},
		"POST " + one: {
			about: inWorkspace, rows: inLiveWorkspace("ok ok ok F ok ok F", "Z Z Z F Z Z F"), ask: func(*cell) request { return request{body: map[string]string{}} },
		},
		"GET " + one: {
			about: inWorkspace, rows: inLiveWorkspace("ok ok ok F ok ok F", "ok ok ok F ok ok F"),
		},
		"DELETE " + one + "/{inviteId}": {
			about: inWorkspace, rows: inLiveWorkspace("ok ok V F V V F", "Z Z Z F Z Z F"), fresh: true,
		},
		"POST " + one + "/{inviteId}/resend": {
			about: inWorkspace, rows: inLiveWorkspace("ok ok V F V V F", "Z Z Z F Z Z F"), fresh: true,
			ask: func(c *cell) request { return request{path: map[string]string{"inviteId": c.place.mailInvite}} },
		},
	}
}
