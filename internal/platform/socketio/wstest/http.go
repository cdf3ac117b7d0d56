package wstest

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Response is an answer that has been read.
type Response struct {
	Status int
	Body   string
	Header http.Header
}

// httpClient has no pool, so that no idle connection outlives a test.
func httpClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true}, // a test's own certificate
	}}
}

// Do sends a request, with headers given as pairs.
func Do(ctx context.Context, method, url, body string, headers ...string) (Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return Response{}, err
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := httpClient().Do(req)
	if err != nil {
		return Response{}, err
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	return Response{res.StatusCode, string(content), res.Header}, err
}

// Request is Do for what must succeed in good time.
func Request(tb testing.TB, method, url, body string, headers ...string) Response {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	res, err := Do(ctx, method, url, body, headers...)
	if err != nil {
		tb.Fatalf("%s %s: %v", method, url, err)
	}
	return res
}

// Until waits for a condition that nothing announces.
func Until(tb testing.TB, what string, condition func() bool) {
	tb.Helper()
	if !Eventually(condition) {
		tb.Fatalf("waited in vain until %s", what)
	}
}

// Eventually reports whether the condition comes true in good time.
func Eventually(condition func() bool) bool {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	late := time.After(Patience)
	for !condition() {
		select {
		case <-tick.C:
		case <-late:
			return false
		}
	}
	return true
}

// Main runs the tests of a package and then waits until no goroutine is left that runs code of the given package path;
// else it prints the stacks and fails.
func Main(m *testing.M, path string) int {
	code := m.Run()
	var leaked string
	if code == 0 && !Eventually(func() bool { leaked = stacksWith(path); return leaked == "" }) {
		println("goroutines left behind:\n\n" + leaked) // there is no test to report to
		return 1
	}
	return code
}

func stacksWith(path string) string {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	var found []string
	for i, stack := range strings.Split(string(buf), "\n\n") {
		if i > 0 && strings.Contains(stack, path) { // the first is this one
			found = append(found, stack)
		}
	}
	return strings.Join(found, "\n\n")
}
