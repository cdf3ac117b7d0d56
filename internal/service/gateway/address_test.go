package gateway

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestClientAddress_BelievesTrustedProxiesOnly(t *testing.T) {
	t.Parallel()
	g := &Gateway{trustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}}
	for name, c := range map[string]struct {
		remote    string
		forwarded []string
		want      string
	}{
		"no proxy":                    {"203.0.113.7:5000", nil, "203.0.113.7"},
		"no proxy, made up":           {"203.0.113.7:5000", []string{"198.51.100.1"}, "203.0.113.7"},
		"one proxy":                   {"10.0.0.2:5000", []string{"203.0.113.7"}, "203.0.113.7"},
		"one proxy, made up before":   {"10.0.0.2:5000", []string{"198.51.100.1, 203.0.113.7"}, "203.0.113.7"},
		"made up as a proxy":          {"10.0.0.2:5000", []string{"10.9.9.9, 203.0.113.7"}, "203.0.113.7"},
		"two proxies":                 {"10.0.0.2:5000", []string{"198.51.100.1, 203.0.113.7, 10.0.0.3"}, "203.0.113.7"},
		"two proxies, two headers":    {"10.0.0.2:5000", []string{"203.0.113.7", "10.0.0.3"}, "203.0.113.7"},
		"an unknown proxy between":    {"10.0.0.2:5000", []string{"203.0.113.7, 198.51.100.1, 10.0.0.3"}, "198.51.100.1"},
		"a proxy that says nothing":   {"10.0.0.2:5000", nil, "10.0.0.2"},
		"rubbish":                     {"10.0.0.2:5000", []string{"203.0.113.7, unknown"}, "10.0.0.2"},
		"rubbish further left":        {"10.0.0.2:5000", []string{"<script>, 203.0.113.7"}, "203.0.113.7"},
		"only proxies":                {"10.0.0.2:5000", []string{"10.0.0.4, 10.0.0.3"}, "10.0.0.4"},
		"IPv6":                        {"[fd00::2]:5000", []string{"2001:db8::7"}, "2001:db8::7"},
		"IPv4 within IPv6 is a proxy": {"[::ffff:10.0.0.2]:5000", []string{"203.0.113.7"}, "203.0.113.7"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.RemoteAddr, r.Header["X-Forwarded-For"] = c.remote, c.forwarded
		if got := g.clientAddress(r); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	seen := map[string]bool{}
	for i := range 1000 {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.RemoteAddr = "10.0.0.2:5000"
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.%d.%d, 203.0.113.7", i/250, i%250))
		seen[g.clientAddress(r)] = true
	}
	if len(seen) != 1 {
		t.Errorf("1000 made-up addresses are %d clients", len(seen))
	}
}

func TestNetwork_IPv6IsLimitedAsItsNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "203.0.113.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::1": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "@": "@",
	} {
		if got := network(address); got != want {
			t.Errorf("%s is limited as %s, want %s", address, got, want)
		}
	}
}
