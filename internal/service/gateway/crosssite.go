package gateway

import (
	"net/http"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// sameSite refuses changes that another site's page asks a browser for. The one thing a browser adds by
// itself is the cookie of a refresh token, and it counts only together with X-Echo-Client, a header
// that pages of other origins cannot add; this is the second lock on the same door, and keeps other
// sites from signing somebody in as somebody else.
//
// A browser says in Sec-Fetch-Site where a request comes from, older ones and those on plain HTTP only in
// Origin. What sends neither is no browser, and has no cookies of one.
func (g *Gateway) sameSite(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isAPI(r) && changes(r) && !g.fromHere(r) {
			writeProblem(w, r, errs.Forbidden("cross_site_request", "This request came from another site."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func changes(r *http.Request) bool {
	return !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, r.Method)
}

func (g *Gateway) fromHere(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	case "":
		if g.allowOrigin(r) {
			return r.Header.Get(clientHeader) == "" || !slices.Contains(g.allowedOrigins, r.Header.Get("Origin"))
		}
		return false
	}
	// A listed origin has tokens of its own. It never acts on a cookie.
	return slices.Contains(g.allowedOrigins, r.Header.Get("Origin")) && r.Header.Get(clientHeader) == ""
}
