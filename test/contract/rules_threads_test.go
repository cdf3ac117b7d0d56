package contract_test

// threadRules are those of threads, of what changed, and of what means the caller.
func threadRules() map[string]rule {
	const messages = "/api/workspaces/{workspaceId}/channels/{channelId}/messages"
	const one = messages + "/{messageId}"
	ofWorkspace := func(c *cell) request { return request{query: "?workspaceId=" + c.place.workspace} }
	followed := readChannel().but(rows{
		public: inside("ok F ok ok ok F C"), archived: inside("ok F ok ok ok F C"), frozen: inside("ok F ok ok ok F C"),
	})
	return map[string]rule{
		"GET " + messages + "/changes": {about: inChannel, rows: readChannel()},
		"GET " + one + "/replies":      {about: inChannel, rows: readChannel()},
		"POST " + one + "/replies/read": {
			about: inChannel, rows: readChannel(), ask: func(*cell) request { return request{body: map[string]int{"messageNo": 1}} },
		},
		"PUT " + one + "/follow":    {about: inChannel, rows: followed},
		"DELETE " + one + "/follow": {about: inChannel, rows: followed},
		"GET /api/threads":          {about: inWorkspace, rows: readWorkspace(), ask: ofWorkspace},
		"GET /api/threads/unread":   {about: inWorkspace, rows: readWorkspace(), ask: ofWorkspace},
		"POST /api/threads/read": {
			about: inWorkspace, rows: readWorkspace(),
			ask: func(c *cell) request { return request{body: map[string]string{"workspaceId": c.place.workspace}} },
		},
		"GET /api/mentions": {about: inWorkspace, rows: readWorkspace(), ask: ofWorkspace},
	}
}
