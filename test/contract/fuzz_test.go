package contract_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
	"github.com/echo-chat/echo/test/echotest/openapi"
)

// TestFuzz_NothingBreaksAnAnswer sends made-up requests, from well meant to hostile, to every operation of
// the document. Whatever is sent: an answer that the document promises, no 5xx (503 with Retry-After under
// load, rarely), no internal text, no error in the log.
//
// ECHO_TEST_FUZZ_CALLS says how many (make fuzz-api CALLS=100000), ECHO_TEST_FUZZ_SEED repeats a run.
func TestFuzz_NothingBreaksAnAnswer(t *testing.T) {
	t.Parallel()
	calls, seed := setting("ECHO_TEST_FUZZ_CALLS", 3_000), setting("ECHO_TEST_FUZZ_SEED", 1)
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t, "ECHO_LOG_LEVEL=warn")
		f := &fuzzer{t: t, server: s, document: s.Contract(t), seed: uint64(seed), client: &http.Client{
			Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 16},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}}
		f.run(calls)
	})
}

// setting is a number of the environment.
func setting(name string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return fallback
}

type fuzzer struct {
	t        *testing.T
	server   *echotest.Server
	document *openapi.Document
	client   *http.Client
	seed     uint64
	busy     atomic.Int64 // answers of 503
	failed   atomic.Int64

	mu       sync.Mutex
	statuses map[int]int
}

// maxFaults is how many faults are told before the rest is only counted.
const maxFaults = 25

func (f *fuzzer) run(calls int) {
	const workers, perArena = 8, 400
	f.statuses = map[int]int{}
	rounds := make([]int, (calls+perArena-1)/perArena)
	for i := range rounds {
		rounds[i] = i
	}
	begin := time.Now()
	side(workers, rounds, func(round int) {
		// Each round has people and places of its own: it may destroy them.
		a := newArena(f.t, f.server, round)
		for i := range min(perArena, calls-round*perArena) {
			f.shoot(a, rand.New(rand.NewPCG(f.seed, uint64(round*perArena+i))))
		}
	})
	f.t.Logf("%d calls in %s, seed %d, answers %v, %d refused under load, %d faults",
		calls, time.Since(begin).Round(time.Second), f.seed, f.statuses, f.busy.Load(), f.failed.Load())
	if int(f.busy.Load()) > calls/100 {
		f.t.Errorf("%d of %d calls were answered with 503", f.busy.Load(), calls)
	}
	res, err := f.client.Get(f.server.URL + "/readyz")
	if err != nil || res.StatusCode != http.StatusOK {
		f.t.Errorf("the server is not well: %v", err)
	} else {
		_ = res.Body.Close()
	}
	for line := range strings.Lines(f.server.Logs()) {
		if strings.Contains(line, "level=ERROR") || strings.Contains(line, "panic") {
			f.fault("logged: %.2000s", line)
		}
	}
}

func (f *fuzzer) fault(format string, args ...any) {
	if f.failed.Add(1) <= maxFaults {
		f.t.Errorf(format, args...)
	}
}

// shoot sends one made-up request and looks at the answer.
func (f *fuzzer) shoot(a *arena, r *rand.Rand) {
	g := &generator{Rand: r, document: f.document, hostility: []float64{0, 0.05, 0.15, 0.4}[r.IntN(4)]}
	g.known = func(name string) (string, bool) { return a.known(g, name) }
	op := f.document.Operations[r.IntN(len(f.document.Operations))]
	s := g.shot(op)
	who := &a.people[r.IntN(len(a.people))]
	if g.chance(0.95) {
		s.headers["Authorization"] = "Bearer " + who.Token
	}
	if g.chance(0.1) {
		s.body = []byte(g.pick(hostileBodies...))
	} else if len(s.body) > 0 && g.chance(0.05) {
		s.body = s.body[:r.IntN(len(s.body))]
	}
	if g.chance(0.05) {
		s.media = g.pick(hostileMedia...)
	}
	for _, name := range slices.Sorted(maps.Keys(hostileHeaders)) {
		if g.chance(g.hostility / 4) {
			s.headers[name] = strings.Map(printable, g.pick(hostileHeaders[name]...))
		}
	}
	status, header, body, err := f.send(s, g.chance(0.1))
	if err != nil {
		// A server that has refused a body that is too large need not read it to its end.
		cut := len(s.body) > 100_000 && (errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET))
		if !cut && !errors.Is(err, errNotSent) {
			f.fault("%s\n%v", s.Curl(f.server.URL), err)
		}
		return
	}
	f.mu.Lock()
	f.statuses[status]++
	f.mu.Unlock()
	if faults := f.judge(s, status, header, body); len(faults) > 0 {
		curl := strings.ReplaceAll(s.Curl(f.server.URL), who.Token, "<token of "+who.name+">")
		f.fault("%s\n%d %.600s\n%s", curl, status, body, strings.Join(faults, "\n"))
	}
	a.learn(op, status, body)
	if status == http.StatusUnauthorized && s.headers["Authorization"] == "Bearer "+who.Token {
		a.revive(f.t, f.server, who)
	}
}

var errNotSent = errors.New("not a request that Go sends")

// send sends a shot; chunked hides the length of its body.
func (f *fuzzer) send(s shot, chunked bool) (int, http.Header, []byte, error) {
	var body io.Reader
	if s.body != nil {
		body = bytes.NewReader(s.body)
		if chunked {
			body = io.MultiReader(body)
		}
	}
	req, err := http.NewRequestWithContext(context.Background(), s.op.Method, f.server.URL+s.address, body)
	if err != nil {
		return 0, nil, nil, errNotSent
	}
	if s.media != "" {
		req.Header.Set("Content-Type", s.media)
	}
	for name, value := range s.headers {
		req.Header.Set(name, value)
	}
	res, err := f.client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	return res.StatusCode, res.Header, got, err
}

// leaks are words of the inside: of Go, of SQL, of the source.
var leaks = regexp.MustCompile(`(?i)\.go:\d|goroutine|panic|runtime error|nil pointer|sqlite|postgres|pgx|\bpq:|sqlstate|\bsql\b|constraint failed|` +
	`syntax error|unmarshal|json: |strconv|reflect\.|interface \{|struct \{|map\[string|invalid character|github\.com|/internal/|` +
	`\b(workspace|user|message|gateway|huma|chi|http|errs)\.[A-Z]|context (canceled|deadline)|connection refused|broken pipe|utf-?8|0xc0`)

func (f *fuzzer) judge(s shot, status int, header http.Header, body []byte) []string {
	if status == http.StatusExpectationFailed || status == http.StatusRequestHeaderFieldsTooLarge {
		return nil // Go's server refuses these itself, before any of Echo runs
	}
	if status == http.StatusServiceUnavailable && header.Get("Retry-After") != "" {
		f.busy.Add(1)
		return nil
	}
	var faults []string
	if status >= http.StatusInternalServerError {
		faults = append(faults, "a failure of the server")
	}
	path := s.address
	if i := strings.IndexByte(path, '?'); i >= 0 {
		path = path[:i]
	}
	// Hostile paths lead anywhere; the answers of the API are the document's.
	if strings.Count(path, "/") == strings.Count(s.op.Path, "/") && !strings.Contains(path, "..") {
		faults = append(faults, f.document.Check(s.op.Method, s.op.Path, status, header, body)...)
	}
	if status >= http.StatusBadRequest {
		if word := leaks.Find(body); word != nil {
			faults = append(faults, fmt.Sprintf("shows something of the inside: %q", word))
		}
	}
	return faults
}
