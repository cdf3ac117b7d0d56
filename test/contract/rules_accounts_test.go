package contract_test

import "github.com/echo-chat/echo/test/echotest"

// accountRules are those of /api/auth and of the server itself.
func accountRules() map[string]rule {
	open := func(ask func(*cell) request) rule {
		return rule{about: anywhere, rows: rows{nowhere: anyone}, ask: ask}
	}
	return map[string]rule{
		"GET /api/version": open(nil),
		"POST /api/auth/register": open(func(c *cell) request {
			name := c.next("fresh")
			return request{body: map[string]string{"email": name + "@example.org", "username": name, "password": echotest.Password}}
		}),
		"POST /api/auth/login": {
			about: anywhere, rows: rows{nowhere: "ok ok ok ok ok ok ok ok ok D ok"},
			ask: func(c *cell) request {
				name := c.who.name
				if c.actor == signedOut {
					name = c.target.name
				}
				return request{body: map[string]string{"identifier": name, "password": echotest.Password}}
			},
		},
		"POST /api/auth/refresh": {
			about: anywhere, rows: rows{nowhere: "E E E E E E E E E E E"},
			ask: func(*cell) request { return request{body: map[string]string{"refreshToken": "made-up"}} },
		},
		"POST /api/auth/logout":  {about: anywhere, rows: rows{nowhere: everyone}, own: true},
		"GET /api/auth/sessions": {about: anywhere, rows: rows{nowhere: everyone}},
		"DELETE /api/auth/sessions/{sessionId}": {
			about: anywhere, rows: rows{nowhere: "S S S S S S S S S I U"}, // another's session
			ask: func(c *cell) request { return request{path: map[string]string{"sessionId": c.foreignSession}} },
		},
		"POST /api/auth/forgot-password": open(func(c *cell) request {
			return request{body: map[string]string{"email": c.next("nobody") + "@example.org"}}
		}),
		"POST /api/auth/validate-reset-token": open(func(*cell) request {
			return request{body: map[string]string{"token": "made-up"}}
		}),
		"POST /api/auth/reset-password": {
			about: anywhere, rows: rows{nowhere: "T T T T T T T T T T T"},
			ask: func(*cell) request {
				return request{body: map[string]string{"token": "made-up", "password": newPassword}}
			},
		},
		"POST /api/auth/verify-email": {
			about: anywhere, rows: rows{nowhere: "X X X X X X X X X X X"},
			ask: func(*cell) request { return request{body: map[string]string{"token": "made-up"}} },
		},
	}
}

// userRules are those of /api/users.
func userRules() map[string]rule {
	mine := func(body any) rule {
		return rule{about: anywhere, rows: rows{nowhere: everyone}, ask: func(*cell) request { return request{body: body} }}
	}
	own := func(body func(*cell) any) rule {
		return rule{about: anywhere, rows: rows{nowhere: everyone}, own: true, ask: func(c *cell) request { return request{body: body(c)} }}
	}
	return map[string]rule{
		"GET /api/users/me":       mine(nil),
		"PATCH /api/users/me":     mine(map[string]string{"title": "Pilot"}),
		"GET /api/users/{userId}": {about: anywhere, rows: rows{nowhere: "ok ok ok ok ok ok ok N N I U"}},
		"POST /api/users/me/avatar": {
			about: anywhere, rows: rows{nowhere: everyone},
			ask: func(*cell) request { return request{raw: onePixel, media: "image/png"} },
		},
		"DELETE /api/users/me/avatar":   mine(nil),
		"GET /api/users/me/preferences": mine(nil),
		"PUT /api/users/me/preferences": mine(map[string]any{
			"theme": "system", "density": "comfortable", "enterToSend": true, "timeFormat": "auto", "emailNotifications": "all", "showReadReceipts": true,
		}),
		"PUT /api/users/me/presence": mine(map[string]string{"presence": "active"}),
		"POST /api/users/me/password": own(func(*cell) any {
			return map[string]string{"currentPassword": echotest.Password, "newPassword": newPassword}
		}),
		"POST /api/users/me/email": own(func(c *cell) any {
			return map[string]string{"email": c.next("moved") + "@example.org", "password": echotest.Password}
		}),
		"POST /api/users/me/email/resend": own(func(*cell) any { return nil }),
		"DELETE /api/users/me":            own(func(*cell) any { return map[string]string{"password": echotest.Password} }),
	}
}

// onePixel is the smallest of pictures.
var onePixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82")
