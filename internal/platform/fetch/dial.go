package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// usual are the ports of web servers.
var usual = []uint16{80, 443}

// tries is how many addresses of a name are tried.
const tries = 3

func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
}

// checkURL refuses what can be told from the address alone, before any name is asked for.
func (f *Fetcher) checkURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refused("it is neither http nor https")
	case u.User != nil:
		return refused("it has a name and a password in it")
	case u.Opaque != "" || u.Hostname() == "":
		return refused("it names no machine")
	}
	if text := u.Port(); text != "" {
		if port, err := strconv.ParseUint(text, 10, 16); err != nil || !f.mayUse(uint16(port)) {
			return refused("port %s is not a web server's", text)
		}
	}
	_, err := literal(u.Hostname())
	return err
}

// mayUse tells whether there is a machine that may be asked on this port.
func (f *Fetcher) mayUse(port uint16) bool {
	return len(f.allow) > 0 || port == usual[0] || port == usual[1]
}

// literal returns the address that host is, or the zero address for a name. Numbers in the forms that some
// resolvers take for addresses (2130706433, 0177.0.0.1, 0x7f.1, 127.1) are refused.
func literal(host string) (netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		if a.Is4In6() {
			return a, refused("an IPv4 address in the form of IPv6")
		}
		return a, nil
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := labels[len(labels)-1]
	if isNumber(last) {
		return netip.Addr{}, refused("%q is no name", host)
	}
	return netip.Addr{}, nil
}

// isNumber is what the URL standard calls a host that ends in a number.
func isNumber(label string) bool {
	digits, hex := strings.CutPrefix(strings.ToLower(label), "0x")
	if hex {
		return strings.Trim(digits, "0123456789abcdef") == ""
	}
	return strings.Trim(digits, "0123456789") == ""
}

// dial connects to the address of a host that was checked. It is the only way out of this package.
func (f *Fetcher) dial(ctx context.Context, network, hostport string) (net.Conn, error) {
	host, portText, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, refused("port %q", portText)
	}
	addresses, err := f.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, a := range addresses {
		if err := f.checkAddress(netip.AddrPortFrom(a, uint16(port))); err != nil {
			return nil, err // a name with one address of ours is not to be trusted with its others
		}
	}
	// The last look is at what the system is about to connect to.
	d := net.Dialer{Timeout: f.timeout / 2, KeepAlive: -1 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return refused("%s", address)
		}
		return f.checkAddress(netip.AddrPortFrom(to.Addr().Unmap(), to.Port()))
	}}
	var failed error
	for _, a := range addresses[:min(tries, len(addresses))] {
		conn, err := d.DialContext(ctx, network, netip.AddrPortFrom(a, uint16(port)).String())
		if err == nil {
			return conn, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, failed
}

// resolve returns the addresses of a host: at least one.
func (f *Fetcher) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	a, err := literal(host)
	if err != nil {
		return nil, err
	}
	if a.IsValid() {
		return []netip.Addr{a}, nil
	}
	addresses, err := f.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, fmt.Errorf("look up %s: %w", host, err)
	}
	if len(addresses) == 0 {
		return nil, fmt.Errorf("look up %s: it has no address", host)
	}
	for i, a := range addresses {
		addresses[i] = a.Unmap() // resolvers write IPv4 like that
	}
	return addresses, nil
}

// checkAddress tells whether a machine may be asked on a port.
func (f *Fetcher) checkAddress(to netip.AddrPort) error {
	if within(f.allow, to.Addr()) {
		return nil
	}
	if !isPublic(to.Addr()) {
		return refused("it leads to %s", to.Addr())
	}
	if to.Port() != usual[0] && to.Port() != usual[1] {
		return refused("port %d is not a web server's", to.Port())
	}
	return nil
}
