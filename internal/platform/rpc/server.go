package rpc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// Door is what stands before the services of a process: who may call them.
type Door struct {
	Credential *Credential
	// Fit tells neighbours whether to call this process: nil, or why not. It does not look at neighbours
	// in turn, or one fault would make everything look broken.
	Fit func(context.Context) error
	Log *slog.Logger

	mu        sync.Mutex
	complaint time.Time // when somebody was refused and it was logged
	seen, old map[string]struct{}
	since     time.Time // of seen
}

// readyMethod is what neighbours ask whether calls are welcome.
const readyMethod = "-ready"

// Server is the serving end of a service.
type Server struct {
	door    *Door
	prefix  string
	methods map[string]method
}

type method struct {
	http.Handler

	idempotent bool
}

// Handler serves a service's methods below "/<service>/", to callers with the credential only: all
// others get 401 before anything of a body is read.
func Handler(service string, d *Door, endpoints ...Endpoint) *Server {
	s := &Server{door: d, prefix: "/" + service + "/", methods: map[string]method{}}
	for _, e := range endpoints {
		s.methods[e.name] = method{Handler: e.build(s.prefix+e.name, d), idempotent: e.idempotent}
	}
	s.methods[readyMethod] = method{Handler: http.HandlerFunc(d.ready), idempotent: true}
	return s
}

// Prefix is the path that all methods are below, with a slash at both ends.
func (s *Server) Prefix() string { return s.prefix }

// Paths are where the methods are.
func (s *Server) Paths() []string {
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(s.methods)) {
		paths = append(paths, s.prefix+name)
	}
	return paths
}

// ServeHTTP answers a call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call, err := s.door.Credential.verify(r)
	if err != nil {
		s.door.refuse(w, r, err)
		return
	}
	m, ok := s.methods[strings.TrimPrefix(r.URL.Path, s.prefix)]
	if !ok {
		m = method{Handler: http.NotFoundHandler(), idempotent: true}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxMessage))
	if err != nil {
		http.Error(w, "the call is too large, or broke off", http.StatusBadRequest)
		return
	}
	if !call.hasBody(body) {
		s.door.refuse(w, r, errBody)
		return
	}
	if !m.idempotent && s.door.repeated(call.nonce) {
		s.door.refuse(w, r, errors.New("it came before, and must not be repeated"))
		return
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer := &answer{header: w.Header(), status: http.StatusOK}
	m.ServeHTTP(answer, r)
	w.Header().Set(signatureHeader, call.answer(answer.status, w.Header(), answer.body.Bytes()))
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.body.Bytes())
}

// answer holds an answer until it can be signed.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// complainEvery bounds how often strangers get into the log.
const complainEvery = 10 * time.Second

func (d *Door) refuse(w http.ResponseWriter, r *http.Request, why error) {
	now := d.Credential.clock.Now()
	d.mu.Lock()
	complain := now.Sub(d.complaint).Abs() >= complainEvery
	if complain {
		d.complaint = now
	}
	d.mu.Unlock()
	if complain {
		d.Log.ErrorContext(r.Context(), "refused a call to an inner port: a stranger, or a service of this Echo with another ECHO_SERVICE_SECRET",
			"from", r.RemoteAddr, "path", r.URL.Path, "reason", why)
	}
	http.Error(w, "this port answers other services of the same Echo only, and refuses the call: "+why.Error(), http.StatusUnauthorized)
}

// repeated remembers a call that must not be made twice, for longer than its signature holds.
func (d *Door) repeated(nonce string) bool {
	now := d.Credential.clock.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seen == nil || now.Sub(d.since).Abs() > 2*maxSkew {
		d.old, d.seen, d.since = d.seen, map[string]struct{}{}, now
	}
	_, recent := d.seen[nonce]
	_, before := d.old[nonce]
	d.seen[nonce] = struct{}{}
	return recent || before
}

// ready answers neighbours. Why this process is not ready is for them to log, and for nobody else to see.
func (d *Door) ready(w http.ResponseWriter, r *http.Request) {
	if d.Fit != nil {
		if err := d.Fit(r.Context()); err != nil {
			http.Error(w, err.Error(), errs.KindUnavailable.Status())
		}
	}
}
