// Package fetch gets pages and pictures of addresses that strangers choose, and nothing that they should not
// have: only http and https, on the usual ports, of machines that the public internet reaches.
//
// A name is resolved once for each connection, every address that it has must be allowed, and the connection
// goes to the very address that was checked: what the name says a moment later changes nothing. Each
// redirect is a new request under the same rules. No cookies, no credentials, no referrer and no proxy of the
// environment are involved, and time, size and headers are bounded.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Limits of a request (the first three are those of the security requirements).
const (
	Timeout      = 5 * time.Second // for all of it: names, redirects and the body
	MaxBody      = 1 << 20         // bytes after decompression, where a request does not say
	maxRedirects = 3
	maxHeaders   = 32 << 10 // bytes of an answer's headers
	maxURL       = 2048     // characters; what browsers and proxies agree on
)

// What is wrong with an address or its answer. Everything else is a fault of the network, which may pass.
var (
	ErrRefused  = errors.New("this address must not be fetched")
	ErrTooLarge = errors.New("the answer is too large")
	ErrType     = errors.New("the answer is of another type")
)

// StatusError is an answer that is not 200.
type StatusError struct{ Status int }

// Error tells the status.
func (e *StatusError) Error() string { return fmt.Sprintf("answered with status %d", e.Status) }

// Resolver finds the addresses of a name; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Config says what a fetcher may do.
type Config struct {
	// Allow are networks that may be fetched though they are not public, on every port.
	Allow []netip.Prefix
	// UserAgent is what the fetcher says it is.
	UserAgent string
	Resolver  Resolver      // nil: the system's
	Timeout   time.Duration // 0: Timeout
}

// Fetcher gets what is at addresses. It is safe for concurrent use.
type Fetcher struct {
	allow    []netip.Prefix
	agent    string
	resolver Resolver
	timeout  time.Duration
	client   *http.Client
}

// New makes a fetcher.
func New(cfg Config) *Fetcher {
	f := &Fetcher{allow: cfg.Allow, agent: cfg.UserAgent, resolver: cfg.Resolver, timeout: cfg.Timeout}
	if f.resolver == nil {
		f.resolver = net.DefaultResolver
	}
	if f.timeout == 0 {
		f.timeout = Timeout
	}
	f.client = &http.Client{
		CheckRedirect: f.checkRedirect,
		Transport: &http.Transport{
			Proxy:       nil, // not even the environment's: it would connect for us, to whatever
			DialContext: f.dial,
			// A connection that is kept would be used without asking again.
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: maxHeaders,
			TLSHandshakeTimeout:    f.timeout,
			ResponseHeaderTimeout:  f.timeout,
		},
	}
	return f
}

// Request is what to get.
type Request struct {
	URL string
	// Types are the media types that will do; image/* takes all that begin so.
	Types []string
	// Max bounds the body in bytes, after decompression; 0 is MaxBody. What is longer is ErrTooLarge, or
	// with Cut, its beginning.
	Max int64
	Cut bool
}

// Answer is what was there.
type Answer struct {
	URL         string // after redirects
	ContentType string // with its parameters, as it came
	Body        []byte
}

// Get fetches. Errors: ErrRefused, ErrTooLarge, ErrType, *StatusError, or what the network said.
func (f *Fetcher) Get(ctx context.Context, req Request) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	if len(req.URL) > maxURL {
		return Answer{}, fmt.Errorf("%w: it is too long", ErrRefused)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, req.URL, nil)
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err := f.checkURL(r.URL); err != nil {
		return Answer{}, err
	}
	r.Header.Set("User-Agent", f.agent)
	r.Header.Set("Accept", strings.Join(req.Types, ", "))
	res, err := f.client.Do(r)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return Answer{}, &StatusError{res.StatusCode}
	}
	answer := Answer{URL: res.Request.URL.String(), ContentType: res.Header.Get("Content-Type")}
	if !fits(answer.ContentType, req.Types) {
		return Answer{}, fmt.Errorf("%w: %q", ErrType, answer.ContentType)
	}
	// The transport has asked for gzip and undone it. It was not asked for anything else.
	if encoding := res.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return Answer{}, fmt.Errorf("%w: encoded as %q", ErrType, encoding)
	}
	answer.Body, err = readBody(res.Body, req)
	return answer, err
}

// readBody reads what the request allows, and not a byte more of what a compressed body would become.
func readBody(from io.Reader, req Request) ([]byte, error) {
	most := req.Max
	if most == 0 {
		most = MaxBody
	}
	body, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	if int64(len(body)) <= most {
		return body, nil
	}
	if !req.Cut {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, most)
	}
	return body[:most], nil
}

func fits(contentType string, types []string) bool {
	given, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(types, func(t string) bool {
		return given == t || strings.HasSuffix(t, "/*") && strings.HasPrefix(given, t[:len(t)-1])
	})
}

// checkRedirect lets the client go on to where an answer leads.
func (f *Fetcher) checkRedirect(next *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: it redirects more than %d times", ErrRefused, maxRedirects)
	}
	next.Header.Del("Referer")
	return f.checkURL(next.URL)
}
