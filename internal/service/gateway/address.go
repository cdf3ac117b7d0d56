package gateway

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

type clientAddressKey struct{}

var errPanic = errors.New("panic while answering")

// clientAddress returns the address of the client as found by the middleware.
func clientAddress(ctx context.Context) string {
	addr, _ := ctx.Value(clientAddressKey{}).(string)
	return addr
}

// clientAddress finds the client: the other end of the connection or, when that is a trusted proxy, the
// last address in X-Forwarded-For that is not. What stands further left may be made up.
func (g *Gateway) clientAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !g.trusted(addr) {
		return host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		hop, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		addr = hop
		if !g.trusted(hop) {
			break
		}
	}
	return addr.String()
}

func (g *Gateway) trusted(addr netip.Addr) bool {
	addr = addr.Unmap()
	for _, proxies := range g.trustedProxies {
		if proxies.Contains(addr) {
			return true
		}
	}
	return false
}
