package e2e_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// code returns the code of an error answer.
func code(err error) string {
	if p, ok := errors.AsType[*echotest.Problem](err); ok {
		return p.Code
	}
	return ""
}

// TestBadInput_IsRefusedClearly sends what should not be sent; each gets a status and a stable code, in
// the shape of RFC 9457, and nothing of the inside of Echo.
func TestBadInput_IsRefusedClearly(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, eve := s.Register(t, "maya"), s.Register(t, "eve")
		w, other := echotest.Found(t, maya), echotest.Workspace{}
		eve.Must(t, "POST", "/api/workspaces", map[string]string{"name": s.Name("elsewhere")}, &other)
		client := s.HTTP(t)
		base := "/api/workspaces/" + w.ID
		channel := base + "/channels/" + w.Channel
		mixed := "/api/workspaces/" + other.ID + "/channels/" + w.Channel + "/messages"
		message := func(content, correlation string) string {
			raw, err := json.Marshal(map[string]string{"content": content, "clientMessageCorrelationId": correlation})
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
		none := "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwMTkzMmY2ZS03YjFhLTdjM2QtOGU0Zi0wMTIzNDU2Nzg5YWIifQ."
		for name, c := range map[string]struct {
			method, path, token, body string
			status                    int
			code                      string
		}{
			"no JSON":                     {"POST", "/api/auth/login", "", `{"identifier":`, 400, "malformed_json"},
			"no body":                     {"POST", "/api/auth/login", "", ``, 400, "malformed_json"},
			"an array":                    {"POST", "/api/auth/login", "", `[]`, 400, "validation_failed"},
			"an operator for a string":    {"POST", "/api/auth/login", "", `{"identifier":{"$ne":1},"password":["x"]}`, 400, "validation_failed"},
			"an unknown field":            {"POST", "/api/auth/login", "", `{"identifier":"a","password":"b","admin":true}`, 400, "validation_failed"},
			"a missing field":             {"POST", "/api/auth/login", "", `{"identifier":"a"}`, 400, "validation_failed"},
			"a wrong password":            {"POST", "/api/auth/login", "", `{"identifier":"` + s.Name("maya") + `","password":"not it, sorry"}`, 401, "wrong_credentials"},
			"nobody":                      {"POST", "/api/auth/login", "", `{"identifier":"nobody","password":"not it, sorry"}`, 401, "wrong_credentials"},
			"a password of 1 MB":          {"POST", "/api/auth/login", "", `{"identifier":"maya","password":"` + strings.Repeat("x", 1<<20) + `"}`, 413, "body_too_large"},
			"a password of 100 kB":        {"POST", "/api/auth/register", "", `{"email":"a@b.example","username":"abc","password":"` + strings.Repeat("x", 100_000) + `"}`, 400, "validation_failed"},
			"a name that is taken":        {"POST", "/api/auth/register", "", `{"email":"new@example.org","username":"` + strings.ToUpper(s.Name("maya")) + `","password":"long enough 1"}`, 409, "username_taken"},
			"an address that is taken":    {"POST", "/api/auth/register", "", `{"email":"` + strings.ToUpper(s.Address("maya")) + `","username":"maya2","password":"long enough 1"}`, 409, "email_taken"},
			"a made-up refresh token":     {"POST", "/api/auth/refresh", "", `{"refreshToken":"AAAA"}`, 401, "session_ended"},
			"signed out":                  {"GET", base, "", "", 401, "missing_token"},
			"signed out, and garbage":     {"POST", channel + "/messages", "", `{`, 401, "missing_token"},
			"a token of alg none":         {"GET", base, none, "", 401, "invalid_token"},
			"a token of rubbish":          {"GET", base, "rubbish", "", 401, "invalid_token"},
			"a malformed id":              {"GET", "/api/workspaces/1", maya.Token, "", 400, "malformed_id"},
			"an id of a traversal":        {"GET", "/api/workspaces/..%2f..%2fetc", maya.Token, "", 400, "malformed_id"},
			"a malformed id in a body":    {"POST", channel + "/members", maya.Token, `{"userId":"x"}`, 400, "malformed_id"},
			"somebody else's workspace":   {"GET", base, eve.Token, "", 404, "workspace_not_found"},
			"somebody else's channel":     {"GET", channel, eve.Token, "", 404, "workspace_not_found"},
			"a channel by another place":  {"GET", mixed, eve.Token, "", 404, "channel_not_found"},
			"sending to another place":    {"POST", mixed, eve.Token, message("x", "1"), 404, "channel_not_found"},
			"nothing here":                {"GET", "/api/nothing", maya.Token, "", 404, "route_not_found"},
			"a wrong method":              {"PUT", base, maya.Token, "{}", 404, "route_not_found"},
			"12,001 characters":           {"POST", channel + "/messages", maya.Token, message(strings.Repeat("å", 12_001), "1"), 400, "validation_failed"},
			"only space":                  {"POST", channel + "/messages", maya.Token, message(" \n ", "1"), 400, "validation_failed"},
			"no correlation id":           {"POST", channel + "/messages", maya.Token, message("x", ""), 400, "validation_failed"},
			"a made-up number":            {"POST", channel + "/messages", maya.Token, `{"content":"x","clientMessageCorrelationId":"1","messageNo":7}`, 400, "validation_failed"},
			"a cursor of letters":         {"GET", channel + "/messages?before=abc", maya.Token, "", 400, "bad_cursor"},
			"a negative cursor":           {"GET", channel + "/messages?after=-1", maya.Token, "", 400, "bad_cursor"},
			"a cursor beyond 64 bits":     {"GET", channel + "/messages?after=99999999999999999999", maya.Token, "", 400, "bad_cursor"},
			"two cursors":                 {"GET", channel + "/messages?after=1&before=2", maya.Token, "", 400, "bad_cursor"},
			"a page of 201":               {"GET", channel + "/messages?limit=201", maya.Token, "", 400, "validation_failed"},
			"a cursor of another list":    {"GET", base + "/members?cursor=W10", maya.Token, "", 400, "bad_cursor"},
			"a channel of no type":        {"POST", base + "/channels", maya.Token, `{"type":"secret","name":"abc"}`, 400, "validation_failed"},
			"a channel name of spaces":    {"POST", base + "/channels", maya.Token, `{"type":"public","name":"a b"}`, 400, "validation_failed"},
			"a made-up invite":            {"POST", "/api/workspaces/invites/accept", maya.Token, `{"token":"AAAAAAAAAAAAAAAAAAAAAA"}`, 404, "invite_not_found"},
			"an invite as owner":          {"POST", base + "/invites", maya.Token, `{"role":"owner"}`, 400, "validation_failed"},
			"leaving #general":            {"POST", channel + "/leave", maya.Token, "", 409, "cannot_leave_general"},
			"the last owner leaving":      {"DELETE", base + "/members/me", maya.Token, "", 409, "last_owner"},
			"a receipt of a negative":     {"POST", channel + "/read-receipt", maya.Token, `{"messageNo":-1}`, 400, "validation_failed"},
			"a body over the limit":       {"POST", channel + "/messages", maya.Token, message(strings.Repeat("x", 200_000), "1"), 413, "body_too_large"},
			"a body that is no JSON type": {"POST", channel + "/messages", maya.Token, `"x"`, 400, "validation_failed"},
		} {
			req, err := http.NewRequestWithContext(t.Context(), c.method, s.URL+c.path, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if c.body != "" {
				req.Header.Set("Content-Type", "application/json")
			}
			if c.token != "" {
				req.Header.Set("Authorization", "Bearer "+c.token)
			}
			res, err := client.Do(req)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			raw, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			var p struct {
				Type, Title, Detail, Code, TraceID string
				Status                             int
			}
			if err != nil || json.Unmarshal(raw, &p) != nil || res.StatusCode != c.status || p.Code != c.code || p.Status != c.status {
				t.Errorf("%s: %d %s", name, res.StatusCode, raw)
				continue
			}
			if res.Header.Get("Content-Type") != "application/problem+json" || p.Detail == "" || p.Title == "" || p.TraceID == "" {
				t.Errorf("%s: not a whole problem: %s (%s)", name, raw, res.Header.Get("Content-Type"))
			}
			for _, leak := range []string{"sql", "panic", ".go:", "goroutine", "json:", "unmarshal"} {
				if bytes.Contains(bytes.ToLower(raw), []byte(leak)) {
					t.Errorf("%s: leaks %q: %s", name, leak, raw)
				}
			}
			if res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: may be cached", name)
			}
		}
	})
}
