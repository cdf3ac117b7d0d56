package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/fetch"
)

const agent = "Echo/test (link preview)"

// loopback lets a fetcher reach the test's own servers, which listen on 127.0.0.1, and nothing else of the
// machine.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// inside is a server that nobody may reach: 127.0.0.2 is not among what is allowed.
func inside(t *testing.T) (url string, asked *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Fatal(err)
	}
	asked = &atomic.Int32{}
	s := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) })}}
	s.Start()
	t.Cleanup(s.Close)
	return s.URL, asked
}

func page(url string) fetch.Request { return fetch.Request{URL: url, Types: []string{"text/html"}} }

func html(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, text)
}

func TestGet(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for _, h := range []string{"Cookie", "Authorization", "Referer"} {
			if r.Header.Get(h) != "" {
				t.Errorf("sent %s: %s", h, r.Header.Get(h))
			}
		}
		if r.UserAgent() != agent || r.Method != http.MethodGet {
			t.Errorf("%s by %q", r.Method, r.UserAgent())
		}
		switch r.URL.Path {
		case "/from":
			http.SetCookie(w, &http.Cookie{Name: "track", Value: "you"})
			http.Redirect(w, r, "/page", http.StatusFound)
		default:
			html(w, "<title>Here</title>")
		}
	})
	f := fetch.New(fetch.Config{Allow: loopback, UserAgent: agent})
	got, err := f.Get(t.Context(), page(s.URL+"/from"))
	if err != nil || string(got.Body) != "<title>Here</title>" || got.URL != s.URL+"/page" || got.ContentType != "text/html; charset=utf-8" {
		t.Errorf("%+v, %v", got, err)
	}
}

// No address that leads inside is asked, however it is written, and whatever lets others in.
func TestGet_RefusesAddresses(t *testing.T) {
	t.Parallel()
	for _, allow := range [][]netip.Prefix{nil, {netip.MustParsePrefix("192.168.77.0/24")}} {
		f := fetch.New(fetch.Config{Allow: allow, Resolver: names{}})
		for _, url := range []string{
			"http://127.0.0.1/", "http://127.8.9.1/", "http://0.0.0.0/", "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/",
			"http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/", "http://168.63.129.16/", "http://100.64.0.1/", "http://100.100.100.200/",
			"http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/", "http://192.0.0.192/", "http://198.18.0.1/", "http://192.88.99.1/",
			"http://192.0.2.1/", "http://203.0.113.9/",
			// other ways to write them
			"http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://017700000001/", "http://0x7f.1/", "http://127.1/", "http://127.0.1/",
			"http://127.0.0.1./", "http://1/", "http://0/", "http://99999999999999999999/", "http://127.0.0.0x1/", "http://１２７.０.０.１/", "http://①②⑦.0.0.1/",
			"http://127。0。0。1/", "http://%31%32%37.0.0.1/",
			// IPv6
			"http://[::]/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:8.8.8.8]/", "http://[::127.0.0.1]/",
			"http://[0:0:0:0:0:ffff:169.254.169.254]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b:1::7f00:1]/",
			"http://[2002:7f00:1::]/", "http://[2001::7f00:1]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[2606:4700::1%25lo]/",
			"http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[fec0::1]/", "http://[100::1]/", "http://[2001:db8::1]/",
			// not for the web
			"ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "data:text/html,hi", "http:example.org", "http:///etc",
			"//example.org/", "/etc/passwd", "", "http://", "http://:80/", "unix:///run/docker.sock", "http://exa mple.org/", "http://example.org:99999/",
			"http://me:secret@example.org/", "http://me@example.org/", "http://example.org@127.0.0.1/",
			"http://example.org/" + strings.Repeat("a", 2048),
			// names
			"http://localhost/", "http://inner.example/", "http://both.example/", "http://six.example/", "http://mapped.example/", "http://nat.example/",
		} {
			_, err := f.Get(t.Context(), page(url))
			if !errors.Is(err, fetch.ErrRefused) {
				t.Errorf("allowing %v, %s: %v", allow, url, err)
			}
		}
	}
}

// names are what a resolver says.
type names struct{}

func (names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	texts, ok := map[string][]string{
		"localhost": {"127.0.0.1"}, "inner.example": {"10.1.2.3"}, "both.example": {"8.8.8.8", "127.0.0.1"},
		"six.example": {"2001:4860:4860::8888", "::1"}, "mapped.example": {"::ffff:10.0.0.1"}, "nat.example": {"64:ff9b::a00:1"},
	}[host]
	if !ok {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	var out []netip.Addr
	for _, a := range texts {
		out = append(out, netip.MustParseAddr(a))
	}
	return out, nil
}

// Elsewhere than on the usual ports, only what is allowed is asked.
func TestGet_Ports(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"http://8.8.8.8:22/", "http://8.8.8.8:8080/", "https://8.8.8.8:6379/", "http://8.8.8.8:0/"} {
		for _, allow := range [][]netip.Prefix{nil, loopback} {
			if _, err := fetch.New(fetch.Config{Allow: allow}).Get(t.Context(), page(url)); !errors.Is(err, fetch.ErrRefused) {
				t.Errorf("allowing %v, %s: %v", allow, url, err)
			}
		}
	}
}

// turncoat answers every question with the next of its addresses.
type turncoat struct {
	answers []string
	asked   atomic.Int32
}

func (r *turncoat) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	n := int(r.asked.Add(1)) - 1
	return []netip.Addr{netip.MustParseAddr(r.answers[min(n, len(r.answers)-1)])}, nil
}

// A name is asked for once, and what it says later changes nothing: neither for the connection that was
// allowed, nor for a redirect to itself, which is refused.
func TestGet_Rebinding(t *testing.T) {
	t.Parallel()
	secret, asked := inside(t)
	_, port, _ := strings.Cut(strings.TrimPrefix(secret, "http://"), ":")
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/again" {
			http.Redirect(w, r, "http://turncoat.example:"+port+"/", http.StatusFound)
			return
		}
		html(w, "outside")
	})
	own := strings.TrimPrefix(s.URL, "http://127.0.0.1:")
	names := &turncoat{answers: []string{"127.0.0.1", "127.0.0.2"}}
	f := fetch.New(fetch.Config{Allow: loopback, Resolver: names})
	got, err := f.Get(t.Context(), page("http://turncoat.example:"+own+"/"))
	if err != nil || string(got.Body) != "outside" || names.asked.Load() != 1 {
		t.Errorf("%q, %v, asked %d times", got.Body, err, names.asked.Load())
	}
	names.asked.Store(0)
	if _, err := f.Get(t.Context(), page("http://turncoat.example:"+own+"/again")); !errors.Is(err, fetch.ErrRefused) {
		t.Errorf("redirected to itself: %v", err)
	}
	if asked.Load() > 0 {
		t.Error("it was asked inside")
	}
}

func TestGet_Redirects(t *testing.T) {
	t.Parallel()
	secret, asked := inside(t)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch to := r.URL.Query().Get("to"); {
		case to != "":
			http.Redirect(w, r, to, http.StatusFound)
		case r.URL.Path == "/loop":
			http.Redirect(w, r, "/loop", http.StatusMovedPermanently)
		case strings.HasPrefix(r.URL.Path, "/steps/"):
			if left := len(r.URL.Path) - len("/steps/"); left > 0 {
				http.Redirect(w, r, "/steps/"+strings.Repeat("i", left-1), http.StatusTemporaryRedirect)
				return
			}
			html(w, "arrived")
		}
	})
	f := fetch.New(fetch.Config{Allow: loopback, Resolver: names{}})
	for _, to := range []string{
		"http://169.254.169.254/latest/meta-data/", secret, "http://[::1]/", "file:///etc/passwd", "http://me:pw@127.0.0.1/",
		"gopher://127.0.0.1/", "http://0x7f000001/", "http://inner.example/",
	} {
		if _, err := f.Get(t.Context(), page(s.URL+"/?to="+to)); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("redirected to %s: %v", to, err)
		}
	}
	if asked.Load() > 0 {
		t.Error("it was asked inside")
	}
	if got, err := f.Get(t.Context(), page(s.URL+"/steps/iii")); err != nil || string(got.Body) != "arrived" {
		t.Errorf("three redirects: %v", err)
	}
	for _, path := range []string{"/steps/iiii", "/loop"} {
		if _, err := f.Get(t.Context(), page(s.URL+path)); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A proxy of the environment is not asked, whatever it could reach.
func TestGet_NoProxy(t *testing.T) {
	var asked atomic.Int32
	proxy := serve(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	t.Setenv("ALL_PROXY", proxy.URL)
	_, err := fetch.New(fetch.Config{Resolver: names{}}).Get(t.Context(), page("http://inner.example/"))
	if !errors.Is(err, fetch.ErrRefused) || asked.Load() > 0 {
		t.Errorf("%v, the proxy was asked %d times", err, asked.Load())
	}
}

func TestGet_RefusesAnswers(t *testing.T) {
	t.Parallel()
	bomb := func(w http.ResponseWriter) {
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 512 {
			if _, err := z.Write(zeros); err != nil {
				return
			}
		}
		_ = z.Close()
	}
	answers := map[string]func(w http.ResponseWriter){
		"/missing": func(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) },
		"/empty":   func(w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) },
		"/pdf":     func(w http.ResponseWriter) { w.Header().Set("Content-Type", "application/pdf") },
		"/nothing": func(w http.ResponseWriter) { w.Header()["Content-Type"] = nil; _, _ = io.WriteString(w, "<p>") },
		"/brotli":  func(w http.ResponseWriter) { w.Header().Set("Content-Encoding", "br"); html(w, "x") },
		"/large":   func(w http.ResponseWriter) { html(w, strings.Repeat("a", fetch.MaxBody+1)) },
		"/bomb": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			bomb(w)
		},
		"/headers": func(w http.ResponseWriter) {
			for i := range 1000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("a", 100))
			}
			html(w, "x")
		},
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { answers[r.URL.Path](w) })
	f := fetch.New(fetch.Config{Allow: loopback})
	var status *fetch.StatusError
	for path, ok := range map[string]func(error) bool{
		"/missing": func(err error) bool { return errors.As(err, &status) },
		"/empty":   func(err error) bool { return errors.As(err, &status) },
		"/pdf":     func(err error) bool { return errors.Is(err, fetch.ErrType) },
		"/nothing": func(err error) bool { return errors.Is(err, fetch.ErrType) },
		"/brotli":  func(err error) bool { return errors.Is(err, fetch.ErrType) },
		"/large":   func(err error) bool { return errors.Is(err, fetch.ErrTooLarge) },
		"/bomb":    func(err error) bool { return errors.Is(err, fetch.ErrTooLarge) },
		"/headers": func(err error) bool { return err != nil && strings.Contains(err.Error(), "headers") },
	} {
		if _, err := f.Get(t.Context(), page(s.URL+path)); !ok(err) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{"/large", "/bomb"} {
		got, err := f.Get(t.Context(), fetch.Request{URL: s.URL + path, Types: []string{"text/*"}, Max: 1000, Cut: true})
		if err != nil || len(got.Body) != 1000 {
			t.Errorf("%s, cut: %d bytes, %v", path, len(got.Body), err)
		}
	}
}

// Whoever answers slowly, or never stops, is left.
func TestGet_Slow(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		conn, buf, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		head := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
		drop, drip := "", []byte("a")
		switch r.URL.Path {
		case "/silent":
			drip = nil
		case "/header":
			drop = head
		case "/body":
			drop = head + "\r\n<title>"
		case "/informs":
			drip = []byte("HTTP/1.1 103 Early Hints\r\n\r\n")
		}
		_, _ = buf.WriteString(drop)
		_ = buf.Flush()
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				if _, err := conn.Write(drip); err != nil {
					return
				}
			case <-done:
				return
			}
		}
	})
	t.Cleanup(func() { close(done) }) // before the server's own end
	f := fetch.New(fetch.Config{Allow: loopback, Timeout: 200 * time.Millisecond})
	for _, path := range []string{"/silent", "/header", "/body", "/informs"} {
		ended := make(chan error, 1)
		go func() {
			_, err := f.Get(context.Background(), page(s.URL+path))
			ended <- err
		}()
		select {
		case err := <-ended:
			if err == nil {
				t.Errorf("%s was read to its end", path)
			}
		case <-time.After(time.Minute):
			t.Fatalf("%s goes on for ever", path)
		}
	}
}

// A body that lies about its length, or breaks off, is an error and not half a page.
func TestGet_BreaksOff(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/gzip" {
			w.Header().Set("Content-Encoding", "gzip")
			var z bytes.Buffer
			writer := gzip.NewWriter(&z)
			_, _ = writer.Write([]byte(strings.Repeat("text", 1000)))
			_ = writer.Close()
			_, _ = w.Write(z.Bytes()[:z.Len()/2])
			return
		}
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, "short")
	})
	f := fetch.New(fetch.Config{Allow: loopback})
	for _, path := range []string{"/", "/gzip"} {
		if _, err := f.Get(t.Context(), page(s.URL+path)); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
}
