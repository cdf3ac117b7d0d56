package contract_test

// groupRules are those of the groups of a workspace: all members see them, owners and admins change them.
func groupRules() map[string]rule {
	const base, one = "/api/workspaces/{workspaceId}/groups", "/api/workspaces/{workspaceId}/groups/{groupId}"
	change := inLiveWorkspace("ok ok F F F F F", "Z Z F F F F F")
	members := func(c *cell) request { return request{body: map[string][]string{"userIds": {c.target.id}}} }
	return map[string]rule{
		"GET " + base: {about: inWorkspace, rows: readWorkspace()},
		"POST " + base: {
			about: inWorkspace, rows: change,
			ask: func(c *cell) request { return request{body: map[string]string{"handle": c.next("group")}} },
		},
		"PATCH " + one: {
			about: inWorkspace, rows: change, ask: func(*cell) request { return request{body: map[string]string{"description": canary}} },
		},
		"DELETE " + one:           {about: inWorkspace, rows: change, fresh: true},
		"PUT " + one + "/members": {about: inWorkspace, rows: change, ask: members},
	}
}
