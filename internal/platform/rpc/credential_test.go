package rpc_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

const secret = "what the services of this test share"

var tell = rpc.Unary[question, answer]("Tell")

// inner is an inner port whose last call can be changed and sent again.
type inner struct {
	*httptest.Server

	clock *clock.Manual // of the called
	mu    sync.Mutex
	last  *http.Request
	body  []byte // of the last call
	hits  int
}

func newInner(t *testing.T, secrets ...string) *inner {
	t.Helper()
	in := &inner{clock: clock.NewManual(clock.System{}.Now())}
	keys := make([][]byte, len(secrets))
	for i, s := range secrets {
		keys[i] = []byte(s)
	}
	fn := func(ctx context.Context, q question) (answer, error) {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.hits++
		caller, _ := auth.CallerFrom(ctx)
		return answer{Text: q.Text, Caller: caller}, nil
	}
	s := rpc.Handler("oracle", &rpc.Door{Credential: rpc.NewCredential(in.clock, keys[0], keys[1:]...), Log: slog.New(slog.DiscardHandler)},
		rpc.Serve(ask, fn), rpc.Serve(tell, fn))
	in.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if r.Header.Get("Again") == "" {
			in.mu.Lock()
			in.last, in.body = r.Clone(context.WithoutCancel(r.Context())), body
			in.mu.Unlock()
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(in.Close)
	return in
}

func (in *inner) dial(t *testing.T, secret string) *rpc.Conn {
	t.Helper()
	conn, err := rpc.Dial(rpc.Config{
		Service: "oracle", URLs: []string{in.URL}, Credential: rpc.NewCredential(clock.System{}, []byte(secret)),
		Clock: clock.System{}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// again sends the last call once more, as change leaves it, and returns the status.
func (in *inner) again(t *testing.T, change func(r *http.Request, body []byte) []byte) int {
	t.Helper()
	in.mu.Lock()
	last, body := in.last, in.body
	in.mu.Unlock()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, in.URL+last.URL.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = last.Header.Clone()
	r.Header.Set("Again", "yes")
	r.Body = io.NopCloser(bytes.NewReader(change(r, body)))
	res, err := in.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

func TestCredential_NothingOfACallCanBeChanged(t *testing.T) {
	t.Parallel()
	in := newInner(t, secret)
	ctx := auth.WithCaller(t.Context(), auth.Caller{UserID: id.New[id.User](), SessionID: id.New[id.Session]()})
	if _, err := rpc.Caller(in.dial(t, secret), ask)(ctx, question{Text: "may I?"}); err != nil {
		t.Fatal(err)
	}
	signature := func(r *http.Request) []string {
		return strings.Split(strings.TrimPrefix(r.Header.Get("Authorization"), "Echo "), " ")
	}
	set := func(r *http.Request, part int, to string) {
		parts := signature(r)
		parts[part] = to
		r.Header.Set("Authorization", "Echo "+strings.Join(parts, " "))
	}
	if got := in.again(t, func(_ *http.Request, body []byte) []byte { return body }); got != http.StatusOK {
		t.Fatalf("the call itself, which may be repeated: %d", got)
	}
	hits := in.hits
	for name, change := range map[string]func(r *http.Request, body []byte) []byte{
		"another caller": func(r *http.Request, body []byte) []byte {
			r.Header.Set("Echo-Caller", `{"userId":"`+id.New[id.User]().String()+`"}`)
			return body
		},
		"no caller":       func(r *http.Request, body []byte) []byte { r.Header.Del("Echo-Caller"); return body },
		"another method":  func(r *http.Request, body []byte) []byte { r.URL.Path = "/oracle/Tell"; return body },
		"another service": func(r *http.Request, body []byte) []byte { r.URL.Path = "/other/Ask"; return body },
		"another body":    func(_ *http.Request, body []byte) []byte { return bytes.ToUpper(body) },
		"no body":         func(*http.Request, []byte) []byte { return nil },
		"another time":    func(r *http.Request, body []byte) []byte { set(r, 0, signature(r)[0]+"0"); return body },
		"another number":  func(r *http.Request, body []byte) []byte { set(r, 1, "AAAAAAAAAAAAAAAAAAAAAA"); return body },
		"another hash":    func(r *http.Request, body []byte) []byte { set(r, 2, "AAAA"); return body },
		"no signature":    func(r *http.Request, body []byte) []byte { set(r, 3, ""); return body },
		"half of it":      func(r *http.Request, body []byte) []byte { set(r, 3, signature(r)[3][:20]); return body },
		"nothing":         func(r *http.Request, body []byte) []byte { r.Header.Del("Authorization"); return body },
		"the secret": func(r *http.Request, body []byte) []byte {
			r.Header.Set("Authorization", "Bearer "+secret)
			return body
		},
	} {
		if got := in.again(t, change); got != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, got)
		}
	}
	if in.hits != hits {
		t.Error("a forged call was carried out")
	}
}

func TestCredential_AnOldCallIsRefused(t *testing.T) {
	t.Parallel()
	in := newInner(t, secret)
	if _, err := rpc.Caller(in.dial(t, secret), ask)(t.Context(), question{}); err != nil {
		t.Fatal(err)
	}
	same := func(_ *http.Request, body []byte) []byte { return body }
	in.clock.Advance(50 * time.Second)
	if got := in.again(t, same); got != http.StatusOK {
		t.Errorf("after 50 s: %d", got)
	}
	in.clock.Advance(20 * time.Second)
	if got := in.again(t, same); got != http.StatusUnauthorized {
		t.Errorf("after 70 s: %d", got)
	}
	in.clock.Advance(-3 * time.Minute)
	if got := in.again(t, same); got != http.StatusUnauthorized {
		t.Errorf("two minutes before it was made: %d", got)
	}
}

func TestCredential_WhatMustNotBeRepeatedIsNot(t *testing.T) {
	t.Parallel()
	in := newInner(t, secret)
	conn := in.dial(t, secret)
	for range 2 { // two calls that are alike are two calls
		if _, err := rpc.Caller(conn, tell)(t.Context(), question{Text: "the same"}); err != nil {
			t.Fatal(err)
		}
	}
	for range 8 { // over the time in which its signature holds
		if got := in.again(t, func(_ *http.Request, body []byte) []byte { return body }); got != http.StatusUnauthorized {
			t.Errorf("repeated: %d", got)
		}
		in.clock.Advance(7 * time.Second)
	}
	if in.hits != 2 {
		t.Errorf("carried out %d times", in.hits)
	}
}

func TestCredential_RotatesWithoutAPause(t *testing.T) {
	t.Parallel()
	const next = "what they will share from tomorrow on"
	for _, c := range []struct {
		signs    string
		accepts  []string
		accepted bool
	}{
		{secret, []string{secret}, true},
		{secret, []string{next, secret}, true}, // the called has it already
		{next, []string{next, secret}, true},
		{next, []string{secret, next}, true}, // the caller has it already
		{secret, []string{next}, false},
		{"", []string{secret}, false},
	} {
		_, err := rpc.Caller(newInner(t, c.accepts...).dial(t, c.signs), ask)(t.Context(), question{})
		if (err == nil) != c.accepted {
			t.Errorf("%+v: %v", c, err)
		}
		if err != nil && !errs.Is(err, "unavailable") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// An answer that Echo did not sign for this call is none.
func TestCredential_AnswersCannotBeMadeUp(t *testing.T) {
	t.Parallel()
	in := newInner(t, secret)
	asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet, in.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	var signature string
	for name, answer := range map[string]http.HandlerFunc{
		"garbage":      func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "\x00\xff{") },
		"a likely one": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"text":"yes"}`) },
		"somebody's":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"another's": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Echo-Signature", signature)
			_, _ = io.WriteString(w, `{}`)
		},
		"a redirection": func(w http.ResponseWriter, _ *http.Request) {
			http.Redirect(w, asked, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
		},
	} {
		impostor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			answer(w, r)
		}))
		t.Cleanup(impostor.Close)
		conn, err := rpc.Dial(rpc.Config{
			Service: "oracle", URLs: []string{impostor.URL}, Credential: rpc.NewCredential(clock.System{}, []byte(secret)),
			Clock: clock.System{}, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := rpc.Caller(conn, ask)(t.Context(), question{}); !errs.Is(err, "unavailable") {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
