package contract_test

// adminRules are those of /api/admin: there for the operator, who is foreigner, and for nobody else.
func adminRules() map[string]rule {
	forOperator := func(word string, ask func(*cell) request) rule {
		row := row("404 404 404 404 404 404 404 404 " + word + " I U")
		return rule{about: anywhere, rows: rows{nowhere: row}, ask: ask}
	}
	say := func(body map[string]any) func(*cell) request {
		return func(*cell) request { return request{body: body} }
	}
	const nobody = "no.such.consumer"
	return map[string]rule{
		"GET /api/admin/events": forOperator("ok", nil),
		"GET /api/admin/events/{eventId}": forOperator("noEvent", func(c *cell) request {
			return request{path: map[string]string{"eventId": c.target.id}}
		}),
		"POST /api/admin/events/replay":        forOperator("none", say(map[string]any{"consumer": nobody, "since": "2026-01-01T00:00:00Z"})),
		"GET /api/admin/consumers":             forOperator("ok", nil),
		"GET /api/admin/parked-events":         forOperator("ok", nil),
		"POST /api/admin/parked-events/replay": forOperator("ok", say(map[string]any{"all": true})),
		"POST /api/admin/parked-events/drop":   forOperator("none", say(map[string]any{"consumer": nobody, "all": true})),
	}
}
