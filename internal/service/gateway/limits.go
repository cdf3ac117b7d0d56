package gateway

import (
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/kv"
)

// Limits is how often clients may ask (SPEC §12). They are shared by all instances.
type Limits struct {
	Anonymous kv.Rate // without a valid token, by address
	Auth      kv.Rate // of these also the routes by which one becomes somebody
	User      kv.Rate // with a token, by user; refreshes and new sockets, by address
}

// authRoutes are those where a guess may hit. Refreshing is not among them: nobody guesses 256 bits, and
// an office whose browsers all come back at once is behind one address.
var guessable = map[string]bool{
	"/api/auth/login": true, "/api/auth/register": true, "/api/auth/forgot-password": true,
	"/api/auth/validate-reset-token": true, "/api/auth/reset-password": true, "/api/auth/verify-email": true,
}

// limit is a rate that a request counts against, and whose.
type limit struct {
	scope string
	rate  kv.Rate
	of    string
}

// limitsOf says what a request counts against. Files are free, and so is what goes over a socket: that
// has limits of its own.
func (g *Gateway) limitsOf(r *http.Request) []limit {
	address := network(clientAddress(r.Context()))
	switch {
	case strings.HasPrefix(r.URL.Path, "/socket.io/"):
		if r.URL.Query().Get("sid") != "" {
			return nil
		}
		return []limit{{"socket", g.limits.User, address}}
	case !isAPI(r):
		return nil
	case guessable[r.URL.Path]:
		// A token is no way around this: whoever has an account may still be after another.
		return []limit{{"anonymous", g.limits.Anonymous, address}, {"auth", g.limits.Auth, address}}
	case r.URL.Path == "/api/auth/refresh":
		return []limit{{"refresh", g.limits.User, address}}
	}
	if caller, err := auth.CallerFrom(r.Context()); err == nil {
		return []limit{{"user", g.limits.User, caller.UserID.String()}}
	}
	return []limit{{"anonymous", g.limits.Anonymous, address}}
}

// limitRates answers 429 to who asks too often. When the counters cannot be reached, everybody may ask.
func (g *Gateway) limitRates(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, l := range g.limitsOf(r) {
			wait := g.take(r, l)
			if wait == 0 {
				continue
			}
			g.limited.With(prometheus.Labels{"scope": l.scope}).Inc()
			writeProblem(w, r, errs.TooMany(wait))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (g *Gateway) take(r *http.Request, l limit) time.Duration {
	if l.rate.Off() {
		return 0
	}
	wait, err := g.counters.Take(r.Context(), l.scope+":"+l.of, l.rate)
	if err != nil {
		g.log.WarnContext(r.Context(), "count requests", "scope", l.scope, "error", err)
		return 0
	}
	return wait
}

// network is what an address is limited as: of IPv6, where one customer has 2^64 addresses, the /64.
func network(address string) string {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if addr = addr.Unmap().WithZone(""); addr.Is6() {
		return netip.PrefixFrom(addr, 64).Masked().String()
	}
	return addr.String()
}
