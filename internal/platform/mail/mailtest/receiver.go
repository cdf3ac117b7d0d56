// Package mailtest is a mail server for tests: a real SMTP receiver on loopback that records what it gets,
// and that can be told to refuse, to be slow, and to lose the connection at the worst moment.
package mailtest

import (
	"crypto/tls"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Stage is where in a mail's way something goes wrong.
type Stage string

// The stages.
const (
	AtMail Stage = "MAIL" // the sender is named
	AtRcpt Stage = "RCPT" // the receiver is named
	AtData Stage = "DATA" // all of the mail has been handed over
)

// Fault is something that goes wrong with one mail.
type Fault struct {
	At    Stage
	Code  int  // what is answered, 450 or 550; without one:
	Pause bool // all is well, but not before Resume, or
	Drop  bool // the connection is lost, or
	Hang  bool // nothing is answered until the test ends.
	Keep  bool // the mail counts as received all the same
}

// Receiver is a mail server that runs. It is safe for concurrent use.
type Receiver struct {
	addr     string
	secure   string // what of TLS: "", "starttls", "implicit"
	cert     *certificate
	user     string
	password string

	mu       sync.Mutex
	server   *smtp.Server
	listener net.Listener
	faults   []Fault
	mails    []Mail
	attempts int
	arrived  chan struct{} // closed, and made anew, when a mail arrives
	ended    chan struct{}
	hanging  chan struct{}
	resumed  chan struct{}
}

// Option changes how a Receiver is.
type Option func(*Receiver)

// WithSTARTTLS makes it offer STARTTLS, with a certificate that Receiver.RootCAs vouches for.
func WithSTARTTLS() Option { return func(r *Receiver) { r.secure = "starttls" } }

// WithTLS makes it speak TLS from the first byte.
func WithTLS() Option { return func(r *Receiver) { r.secure = "implicit" } }

// WithAuth makes it take no mail from who has not signed in so.
func WithAuth(user, password string) Option {
	return func(r *Receiver) { r.user, r.password = user, password }
}

// Start runs a Receiver until the test ends.
func Start(t testing.TB, opts ...Option) *Receiver {
	t.Helper()
	r := &Receiver{
		addr: "127.0.0.1:0", arrived: make(chan struct{}), ended: make(chan struct{}),
		hanging: make(chan struct{}, 100), resumed: make(chan struct{}, 100),
	}
	for _, o := range opts {
		o(r)
	}
	if r.secure != "" {
		r.cert = newCertificate(t)
	}
	r.Open(t)
	t.Cleanup(func() {
		close(r.ended)
		r.Close()
	})
	return r
}

// Open opens the port again after Close, on the same address.
func (r *Receiver) Open(t testing.TB) {
	t.Helper()
	l, err := net.Listen("tcp", r.addr)
	if err != nil {
		t.Fatalf("mail server for tests: %v", err)
	}
	s := smtp.NewServer(smtp.BackendFunc(r.session))
	s.Domain, s.ErrorLog = "mail.test", silent{}
	s.AllowInsecureAuth, s.EnableSMTPUTF8 = true, true
	s.ReadTimeout, s.WriteTimeout = time.Minute, time.Minute
	switch r.secure {
	case "starttls":
		s.TLSConfig = r.cert.config()
	case "implicit":
		l = tls.NewListener(l, r.cert.config())
	}
	r.mu.Lock()
	r.addr, r.server, r.listener = l.Addr().String(), s, l
	r.mu.Unlock()
	go func() { _ = s.Serve(l) }()
}

// Close closes the port and all connections: the server is down.
func (r *Receiver) Close() {
	r.mu.Lock()
	s, l := r.server, r.listener
	r.mu.Unlock()
	_ = l.Close() // s may not have begun to serve
	_ = s.Close()
}

// URL is the address for mail.ParseURL and ECHO_SMTP_URL.
func (r *Receiver) URL() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	u := url.URL{Scheme: "smtp", Host: r.addr}
	if r.user != "" {
		u.User = url.UserPassword(r.user, r.password)
	}
	switch r.secure {
	case "implicit":
		u.Scheme = "smtps"
	case "":
		u.RawQuery = "tls=none"
	}
	return u.String()
}

// Fail makes the next mails go wrong, one fault a mail, in this order; those after them are received.
func (r *Receiver) Fail(faults ...Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, faults...)
}

// Mails returns what was received so far.
func (r *Receiver) Mails() []Mail {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Mail(nil), r.mails...)
}

// Attempts tells how many mails were begun, received or not.
func (r *Receiver) Attempts() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.attempts
}

// patience bounds every wait.
const patience = 30 * time.Second

// Wait returns the mails to an address once there are n of them; an empty address is any.
func (r *Receiver) Wait(t testing.TB, to string, n int) []Mail {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for {
		r.mu.Lock()
		arrived := r.arrived
		var found []Mail
		for _, m := range r.mails {
			if to == "" || m.To == to {
				found = append(found, m)
			}
		}
		r.mu.Unlock()
		if len(found) >= n {
			return found
		}
		select {
		case <-arrived:
		case <-deadline.C:
			t.Fatalf("%d mails to %q arrived, want %d", len(found), to, n)
		}
	}
}

// Resume lets a mail go on that pauses.
func (r *Receiver) Resume() { r.resumed <- struct{}{} }

// WaitHang returns when a mail pauses or hangs.
func (r *Receiver) WaitHang(t testing.TB) {
	t.Helper()
	select {
	case <-r.hanging:
	case <-time.After(patience):
		t.Fatal("no mail got as far as to hang")
	}
}

// begin counts a mail and returns what is to go wrong with it.
func (r *Receiver) begin() Fault {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.attempts++
	if len(r.faults) == 0 {
		return Fault{}
	}
	f := r.faults[0]
	r.faults = r.faults[1:]
	return f
}

func (r *Receiver) keep(m Mail) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mails = append(r.mails, m)
	close(r.arrived)
	r.arrived = make(chan struct{})
}

// silent is a log that nobody reads.
type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}
