package fetch

import (
	"net/netip"
	"slices"
)

// special are the IPv4 networks of IANA's registry of special purposes that are not reached over the public
// internet, and those whose addresses lead somewhere else.
var special = prefixes(
	"0.0.0.0/8",        // this network
	"10.0.0.0/8",       // private
	"100.64.0.0/10",    // shared with a provider's customers (CGNAT)
	"127.0.0.0/8",      // loopback
	"169.254.0.0/16",   // link-local; the clouds' metadata live here
	"172.16.0.0/12",    // private
	"192.0.0.0/24",     // protocol assignments, more metadata
	"192.0.2.0/24",     // documentation
	"192.31.196.0/24",  // AS112
	"192.52.193.0/24",  // AMT relays
	"192.88.99.0/24",   // 6to4 relays
	"192.168.0.0/16",   // private
	"192.175.48.0/24",  // AS112
	"198.18.0.0/15",    // benchmarks
	"198.51.100.0/24",  // documentation
	"203.0.113.0/24",   // documentation
	"224.0.0.0/4",      // multicast
	"240.0.0.0/4",      // reserved, broadcast
	"168.63.129.16/32", // a cloud's own agent, though it is a public address
)

// public6 is what of IPv6 is handed out to the internet. Outside of it are loopback, link-local, unique local
// and multicast addresses, and IPv4 in the clothes of IPv6: mapped, compatible, NAT64.
var public6 = netip.MustParsePrefix("2000::/3")

// special6 is what lies in public6 and is something else.
var special6 = prefixes(
	"2001::/23",         // protocol assignments: Teredo carries IPv4 addresses, ORCHID and benchmarks lead nowhere
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4 carries IPv4 addresses
	"2620:4f:8000::/48", // AS112
	"3fff::/20",         // documentation
)

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		out[i] = netip.MustParsePrefix(t)
	}
	return out
}

// isPublic tells whether an address is a machine's on the public internet.
func isPublic(a netip.Addr) bool {
	if a.Zone() != "" {
		return false
	}
	if a.Is4() {
		return !within(special, a)
	}
	return public6.Contains(a) && !within(special6, a)
}

func within(networks []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(networks, func(p netip.Prefix) bool { return p.Contains(a) })
}
