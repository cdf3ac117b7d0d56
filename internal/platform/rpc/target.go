package rpc

import (
	"bytes"
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/platform/resilience"
)

// place is where instances of a service are, by name.
type place struct{ scheme, host string }

// target is one instance of a service.
type target struct {
	conn *Conn
	place
	addr    string // of the several that the name has; "" for what the name leads to
	http    *http.Client
	breaker *resilience.Breaker

	mu      sync.Mutex
	err     error // why it is not well
	asked   bool  // it has been asked whether it is well
	asking  bool
	nextAsk time.Time
}

var errUnknown = errors.New("it has not been asked yet whether it is well")

// The connections to an instance. As many stay open as calls may be under way: opening one for each call
// would cost more than the call.
func (c *Conn) newTarget(p place, addr string) *target {
	dialer := &net.Dialer{Timeout: time.Second, KeepAlive: 15 * time.Second}
	return &target{
		conn: c, place: p, addr: addr, breaker: resilience.NewBreaker(c.clock),
		http: &http.Client{
			Transport: &http.Transport{
				MaxIdleConnsPerHost: places, IdleConnTimeout: 90 * time.Second, TLSHandshakeTimeout: 2 * time.Second,
				DisableCompression: true,
				DialContext: func(ctx context.Context, network, named string) (net.Conn, error) {
					if addr != "" {
						named = addr
					}
					return dialer.DialContext(ctx, network, named)
				},
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (t *target) name() string {
	if t.addr != "" {
		return t.addr
	}
	return t.host
}

// try makes one attempt. An *errs.Error is the service's own answer; any other error is that there was none.
func (t *target) try(ctx context.Context, another bool, send func(context.Context) error) error {
	tryCtx := ctx
	if another {
		var cancel context.CancelFunc
		tryCtx, cancel = context.WithTimeout(ctx, tryTimeout)
		defer cancel()
	}
	err := send(context.WithValue(tryCtx, targetKey{}, t))
	if err == nil {
		t.breaker.Succeeded()
		return nil
	}
	if answered := decodeError(err); answered != nil {
		t.breaker.Succeeded()
		return answered
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		t.breaker.Abandoned()
		return err
	}
	t.breaker.Failed()
	if notSent(err) {
		t.found(err) // nobody is there: what asks whether it is well need not find out
	}
	return err
}

// notSent tells whether nothing of a call left this process.
func notSent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

type targetKey struct{}

// transport sends a call to the instance that call picked.
type transport struct{ conn *Conn }

// Do sends what connect has made of a call, signed, and checks that Echo answered.
func (h transport) Do(r *http.Request) (*http.Response, error) {
	t, ok := r.Context().Value(targetKey{}).(*target)
	if !ok {
		return nil, errNobody
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read what to send: %w", err)
	}
	res, answer, err := t.send(r, body)
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(answer))
	return res, nil
}

var (
	errRefused = errors.New("it refuses calls of this process")
	errNotEcho = errors.New("what answers there is not a service of this Echo")
)

func (t *target) send(r *http.Request, body []byte) (*http.Response, []byte, error) {
	r.URL.Scheme, r.URL.Host, r.Host = t.scheme, t.host, ""
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	call := t.conn.credential.sign(r, body)
	res, err := t.http.Do(r) //nolint:gosec // the operator's settings say where neighbours are
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxMessage+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read answer: %w", err)
	}
	signature := res.Header.Get(signatureHeader)
	if res.StatusCode == http.StatusUnauthorized && signature == "" {
		return nil, nil, fmt.Errorf("%w: %s", errRefused, firstLine(answer))
	}
	if !hmac.Equal([]byte(signature), []byte(call.answer(res.StatusCode, res.Header, answer))) {
		return nil, nil, fmt.Errorf("%w: %s", errNotEcho, res.Status)
	}
	return res, answer, nil
}

// firstLine is as much of somebody else's text as a log needs.
func firstLine(text []byte) string {
	line, _, _ := strings.Cut(string(text[:min(len(text), 300)]), "\n")
	return line
}
