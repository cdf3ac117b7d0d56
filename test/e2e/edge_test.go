package e2e_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// ask sends a request as it is, and returns the answer with its body read. Headers come in pairs.
func ask(t *testing.T, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatalf("%s %s: %v", method, url, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(raw)
}

func codeOf(text string) string {
	var p struct{ Code string }
	_ = json.Unmarshal([]byte(text), &p)
	return p.Code
}

// operations returns every operation of the contract, with ids that are nobody's in its address.
func operations(t *testing.T, s *echotest.Server) (out [][2]string) {
	t.Helper()
	_, text := ask(t, "GET", s.URL+"/api/openapi.json", "")
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths {
		for strings.Contains(path, "{") {
			from, to := strings.Index(path, "{"), strings.Index(path, "}")
			path = path[:from] + "01932f6e-7b1a-7c3d-8e4f-0123456789ab" + path[to+1:]
		}
		for method := range item {
			out = append(out, [2]string{strings.ToUpper(method), path})
		}
	}
	if len(out) < 30 {
		t.Fatalf("the contract has %d operations", len(out))
	}
	return out
}

// TestHeaders_OnEveryAnswer walks all routes, each with answers of several kinds, and what is not a route.
func TestHeaders_OnEveryAnswer(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t, "ECHO_PUBLIC_URL=https://chat.example.org")
		maya := s.Register(t, "maya")
		token := "Bearer " + maya.Token
		type answer struct {
			name string
			res  *http.Response
		}
		var answers []answer
		note := func(method, path, body string, headers ...string) {
			res, _ := ask(t, method, s.URL+path, body, headers...)
			answers = append(answers, answer{method + " " + path + " " + res.Status, res})
		}
		for _, op := range operations(t, s) {
			note(op[0], op[1], "")
			note(op[0], op[1], `{"a`, "Authorization", token)
			note(op[0], op[1], "", "Authorization", "Bearer rubbish")
			if op[1] != "/api/auth/logout" && op[1] != "/api/users/me" || op[0] == "GET" {
				note(op[0], op[1], "", "Authorization", token)
			}
		}
		for _, path := range []string{
			"/", "/no/page", "/assets/none.js", "/index.html", "/theme-boot.js", "/icon.svg", "/healthz", "/readyz", "/metrics", "/avatars/none.png", "/custom-emoji/none.png",
			"/socket.io/", "/socket.io/?EIO=4&transport=polling", "/api/", "/api/nothing", "/api/docs", "/api/openapi.json", "/api/openapi.yaml",
			"/api/version?" + strings.Repeat("x", 5000), "/api/" + strings.Repeat("x", 2000), "/" + strings.Repeat("x", 2000),
		} {
			note("GET", path, "")
			note("GET", path, "", "Accept", "text/html")
			note("POST", path, "{}")
			note("TRACE", path, "")
		}
		note("POST", "/api/auth/login", strings.Repeat("x", 1<<20))
		note("POST", "/api/auth/login", "{}", "Sec-Fetch-Site", "cross-site")
		note("POST", "/api/auth/login", "{}", "Content-Type", "text/plain")
		for _, a := range answers {
			h := a.res.Header
			for name, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
				"Strict-Transport-Security": "max-age=31536000; includeSubDomains",
			} {
				if h.Get(name) != want {
					t.Errorf("%s: %s is %q", a.name, name, h.Get(name))
				}
			}
			policy := h.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
				strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'self' 'unsafe") {
				t.Errorf("%s: policy %q", a.name, policy)
			}
			if !strings.Contains(strings.Join(h.Values("Vary"), ","), "Origin") {
				t.Errorf("%s: Vary is %q", a.name, h.Values("Vary"))
			}
			if strings.Contains(a.name, " /api/") {
				if h.Get("Cache-Control") != "no-store" || strings.Contains(policy, "script-src") {
					t.Errorf("%s: %q, %q", a.name, h.Get("Cache-Control"), policy)
				}
			}
			if a.res.StatusCode >= 500 {
				t.Errorf("%s", a.name)
			}
		}
		t.Logf("%d answers", len(answers))
	})
}

func TestCORS_ExactOriginsOnly(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t, "ECHO_PUBLIC_URL=https://chat.example.org", "ECHO_ALLOWED_ORIGINS=https://app.example.org,https://b.example:8443")
		for origin, allowed := range map[string]bool{
			"https://app.example.org": true, "https://b.example:8443": true,
			"http://app.example.org": false, "https://app.example.org:443": false, "https://app.example.org:8443": false, "https://b.example": false,
			"https://app.example.org.evil.example": false, "https://evilapp.example.org": false, "https://sub.app.example.org": false,
			"https://APP.example.org": false, "https://app.example.org/": false, "https://app.example.orgx": false, "null": false, "*": false,
			"https://chat.example.org": false, // its own pages need no leave
			"":                         false,
		} {
			for _, method := range []string{"OPTIONS", "GET"} {
				headers := []string{"Access-Control-Request-Method", "DELETE"}
				if origin != "" {
					headers = append(headers, "Origin", origin)
				}
				res, _ := ask(t, method, s.URL+"/api/version", "", headers...)
				got := res.Header.Get("Access-Control-Allow-Origin")
				if allowed && got != origin || !allowed && got != "" {
					t.Errorf("%s from %q: allows %q", method, origin, got)
				}
				if res.Header.Get("Access-Control-Allow-Credentials") != "" || strings.Contains(res.Header.Get("Access-Control-Allow-Headers"), "Echo") {
					t.Errorf("%s from %q: allows cookies", method, origin)
				}
				if res.Header.Get("Vary") == "" {
					t.Errorf("%s from %q: no Vary", method, origin)
				}
			}
		}
	})
}

// TestCrossSite_ChangesNothing tries what a page of another site can make a browser do.
func TestCrossSite_ChangesNothing(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t, "ECHO_PUBLIC_URL=https://chat.example.org", "ECHO_ALLOWED_ORIGINS=https://app.example.org")
		s.Register(t, "maya")
		res, _ := ask(t, "POST", s.URL+"/api/auth/login", `{"identifier":"maya","password":"`+echotest.Password+`"}`, "X-Echo-Client", "web")
		cookie, _, _ := strings.Cut(res.Header.Get("Set-Cookie"), ";")
		if !strings.HasPrefix(cookie, "__Host-echo_refresh=") {
			t.Fatalf("cookie %q", res.Header.Get("Set-Cookie"))
		}
		for _, want := range []string{"HttpOnly", "Secure", "SameSite=Strict", "Path=/"} {
			if !strings.Contains(res.Header.Get("Set-Cookie"), want) {
				t.Errorf("cookie %q is not %s", res.Header.Get("Set-Cookie"), want)
			}
		}
		login := `{"identifier":"maya","password":"` + echotest.Password + `"}`
		register := `{"email":"eve@example.org","username":"eve","password":"Horse-of-another-colour"}`
		for path, body := range map[string]string{"refresh": "", "login": login, "register": register, "logout": ""} {
			for name, headers := range map[string][]string{
				"cross-site":             {"Sec-Fetch-Site", "cross-site"},
				"same-site":              {"Sec-Fetch-Site", "same-site"},
				"a made-up value":        {"Sec-Fetch-Site", "same-origin, none"},
				"cross-site, own origin": {"Sec-Fetch-Site", "cross-site", "Origin", "https://chat.example.org"},
				"another origin":         {"Origin", "https://evil.example"},
				"the null origin":        {"Origin", "null"},
				"a longer origin":        {"Origin", "https://chat.example.org.evil.example"},
				"a listed origin":        {"Origin", "https://app.example.org"},
				"a listed origin, fetch": {"Origin", "https://app.example.org", "Sec-Fetch-Site", "cross-site"},
			} {
				res, text := ask(t, "POST", s.URL+"/api/auth/"+path, body, append(headers, "Cookie", cookie, "X-Echo-Client", "web")...)
				if res.StatusCode != http.StatusForbidden || codeOf(text) != "cross_site_request" || res.Header.Get("Set-Cookie") != "" {
					t.Errorf("%s by %s: %d %s", path, name, res.StatusCode, text)
				}
			}
		}
		for name, c := range map[string]struct {
			body    string
			headers []string
			status  int
		}{
			"without the header the cookie is nothing": {"", []string{"Cookie", cookie}, 401},
			"a form":                      {"a=b", []string{"Cookie", cookie, "Content-Type", "application/x-www-form-urlencoded"}, 415},
			"a form that looks like JSON": {`{"a":"="}`, []string{"Cookie", cookie, "Content-Type", "text/plain"}, 415},
			"a listed origin with a token of its own": {`{"refreshToken":"x"}`, []string{"Origin", "https://app.example.org", "Sec-Fetch-Site", "cross-site"}, 401},
			"its own page": {"", []string{"Cookie", cookie, "X-Echo-Client", "web", "Sec-Fetch-Site", "same-origin", "Origin", "https://chat.example.org"}, 200},
		} {
			if res, text := ask(t, "POST", s.URL+"/api/auth/refresh", c.body, c.headers...); res.StatusCode != c.status {
				t.Errorf("%s: %d %s", name, res.StatusCode, text)
			}
		}
	})
}

func TestSizes_AreBounded(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya := s.Register(t, "maya")
		token := "Bearer " + maya.Token
		deep := func(n int) string {
			return `{"name":"x","displayName":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`
		}
		for name, c := range map[string]struct {
			method, path, body string
			status             int
			code               string
		}{
			"a long path":               {"GET", "/api/workspaces/check-name/" + strings.Repeat("x", 2000), "", 400, "address_too_long"},
			"a long query":              {"GET", "/api/workspaces/me/memberships?x=" + strings.Repeat("x", 5000), "", 400, "address_too_long"},
			"a long body":               {"POST", "/api/workspaces", `{"name":"` + strings.Repeat("x", 200_000) + `"}`, 413, "body_too_large"},
			"a deep body":               {"POST", "/api/workspaces", deep(50), 400, "too_deep"},
			"a very deep body":          {"POST", "/api/workspaces", strings.Repeat("[", 150_000), 400, "too_deep"},
			"a body deep as allowed":    {"POST", "/api/workspaces", deep(31), 400, "validation_failed"},
			"a field in another case":   {"POST", "/api/workspaces", `{"name":"good","Name":"Bad Name"}`, 400, "validation_failed"},
			"a field of another object": {"POST", "/api/workspaces", `{"name":"good","__proto__":{}}`, 400, "validation_failed"},
		} {
			res, text := ask(t, c.method, s.URL+c.path, c.body, "Authorization", token)
			if res.StatusCode != c.status || codeOf(text) != c.code {
				t.Errorf("%s: %d %.300s", name, res.StatusCode, text)
			}
		}
		if res, _ := ask(t, "GET", s.URL+"/api/version", "", "X-Long", strings.Repeat("x", 64<<10)); res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("64 kB of headers: %d", res.StatusCode)
		}
		if res, text := ask(t, "POST", s.URL+"/api/workspaces", `{"name":"good"}`, "Authorization", token, "Content-Type", "text/json"); res.StatusCode != http.StatusUnsupportedMediaType || codeOf(text) != "unsupported_media_type" {
			t.Errorf("text/json: %d %s", res.StatusCode, text)
		}
		if res, text := ask(t, "POST", s.URL+"/api/workspaces", `{"name":"`+s.Name("good")+`"}`, "Authorization", token, "Content-Type", "application/json; charset=utf-8"); res.StatusCode != http.StatusCreated {
			t.Errorf("JSON with a charset: %d %s", res.StatusCode, text)
		}
	})
}

// TestLimits_HoldWhateverAddressIsMadeUp signs in from 1,000 made-up addresses behind a proxy that is believed.
func TestLimits_HoldWhateverAddressIsMadeUp(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t, "ECHO_TRUSTED_PROXIES=127.0.0.0/8", "ECHO_LIMIT_ANONYMOUS=off", "ECHO_LIMIT_AUTH=100/15m", "ECHO_LIMIT_USER=50/s,200")
		let := func(n int, forwarded func(i int) string) (through int) {
			for i := range n {
				res, _ := ask(t, "POST", s.URL+"/api/auth/login", `{}`, "X-Forwarded-For", forwarded(i))
				switch res.StatusCode {
				case http.StatusTooManyRequests:
					if res.Header.Get("Retry-After") == "" {
						t.Fatal("no Retry-After")
					}
				case http.StatusBadRequest:
					through++
				default:
					t.Fatal(res.Status)
				}
			}
			return through
		}
		// The server lets one more through every nine seconds; however slow the machine, these are not many.
		if n := let(1000, func(i int) string { return "198.51.100." + string(rune('0'+i%10)) + ", 203.0.113.7" }); n < 100 || n > 200 {
			t.Errorf("%d of 1000 let through", n)
		}
		if n := let(10, func(int) string { return "203.0.113.8" }); n != 10 {
			t.Errorf("%d of 10 of another client let through", n)
		}
	})
}
