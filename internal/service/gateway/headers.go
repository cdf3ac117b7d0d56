package gateway

import (
	"net/http"
	"slices"
	"strings"
)

// What a page, an answer of the API and a file that people uploaded may do in a browser.
const (
	// The web app runs its own scripts and talks to its own server, nothing else. Styles may be inline:
	// its component libraries set some.
	pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
		"media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
		"require-trusted-types-for 'script'; connect-src 'self'"
	apiPolicy      = "default-src 'none'; frame-ancestors 'none'"
	docsPolicy     = apiPolicy + "; style-src 'unsafe-inline'"
	uploadedPolicy = apiPolicy + "; sandbox"
)

// secure puts on every answer what keeps browsers careful with it. What a handler knows better, it sets
// again.
func (g *Gateway) secure(next http.Handler) http.Handler {
	page := pagePolicy
	if rest, ok := strings.CutPrefix(g.publicURL, "http"); ok {
		page += " ws" + rest // older browsers do not count sockets as 'self'
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", page)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if strings.HasPrefix(g.publicURL, "https://") {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if isAPI(r) {
			h.Set("Content-Security-Policy", apiPolicy)
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// cors lets the listed origins in, by exact match. Their requests carry tokens, never cookies.
func (g *Gateway) cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Add("Vary", "Origin") // also without: a cache must not hand this answer to a listed origin
		origin := r.Header.Get("Origin")
		if origin == "" || !slices.Contains(g.allowedOrigins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}
