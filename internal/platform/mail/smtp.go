package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// How long a server may take.
const (
	connectTimeout = 10 * time.Second
	sendTimeout    = 30 * time.Second // connecting included
	quitTimeout    = 2 * time.Second  // the mail has been taken; this is politeness
)

// SMTPConfig says how mail is sent.
type SMTPConfig struct {
	Server Server
	From   *mail.Address
	// RootCAs vouch for the server; nil is what the machine trusts.
	RootCAs *x509.CertPool
	// ConnectTimeout and SendTimeout are 10 and 30 seconds when 0.
	ConnectTimeout, SendTimeout time.Duration
}

// SMTP sends mail through a server. It is safe for concurrent use; each mail has a connection of its own.
type SMTP struct {
	cfg SMTPConfig
}

var _ Sender = (*SMTP)(nil)

// NewSMTP returns a sender. It does not connect.
func NewSMTP(cfg SMTPConfig) *SMTP {
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectTimeout
	}
	if cfg.SendTimeout == 0 {
		cfg.SendTimeout = sendTimeout
	}
	return &SMTP{cfg: cfg}
}

// Send hands the mail to the server and returns once that has taken it.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := compose(s.cfg.From, m)
	if err != nil {
		return &Error{Outcome: Permanent, Reason: "the mail cannot be sent: " + err.Error(), cause: err}
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.SendTimeout)
	defer cancel()
	conn := &connection{cfg: s.cfg, life: ctx}
	defer conn.close()
	client, err := s.connect(ctx, conn)
	if err != nil {
		// Whatever it said, it refused us, not the mail.
		e := failure(ctx, "the mail server could not be used", err, Temporary)
		e.Outcome = Temporary
		return e
	}
	return s.hand(ctx, client, m.To, msg)
}

// connect opens a connection that is encrypted and signed in as configured.
func (s *SMTP) connect(ctx context.Context, conn *connection) (*smtp.Client, error) {
	_, domain, _ := strings.Cut(s.cfg.From.Address, "@")
	opts := []gomail.Option{
		gomail.WithPort(s.cfg.Server.Port), gomail.WithTimeout(s.cfg.SendTimeout), gomail.WithHELO(domain),
		gomail.WithDialContextFunc(conn.dial), gomail.WithTLSConfig(s.cfg.tls()),
	}
	switch s.cfg.Server.TLS {
	case TLSImplicit:
		opts = append(opts, gomail.WithSSL())
	case TLSRequired:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case TLSOpportunistic:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case TLSNone:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.cfg.Server.User != "" {
		// Both refuse a connection in clear that is not to this machine.
		opts = append(opts, gomail.WithUsername(s.cfg.Server.User), gomail.WithPassword(s.cfg.Server.Password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthPlain, gomail.SMTPAuthLogin))
	}
	client, err := gomail.NewClient(s.cfg.Server.Host, opts...)
	if err != nil {
		return nil, err
	}
	return client.DialToSMTPClientWithContext(ctx)
}

func (c SMTPConfig) tls() *tls.Config {
	return &tls.Config{ServerName: c.Server.Host, RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12}
}

// hand gives the mail to a server that is ready for it. It goes step by step, since what a failure means
// depends on the step.
func (s *SMTP) hand(ctx context.Context, client *smtp.Client, to string, msg *gomail.Msg) error {
	if err := client.Mail("<" + s.cfg.From.Address + ">"); err != nil {
		return failure(ctx, "the sender was refused", err, Temporary)
	}
	if err := client.Rcpt("<" + to + ">"); err != nil {
		return failure(ctx, "the address was refused", err, Temporary)
	}
	body, err := client.Data()
	if err != nil {
		return failure(ctx, "the mail was refused", err, Temporary)
	}
	if _, err := msg.WriteTo(body); err != nil {
		return failure(ctx, "the connection was lost", err, Temporary)
	}
	if err := body.Close(); err != nil {
		return failure(ctx, "the mail was not acknowledged", err, Unknown)
	}
	if client.UpdateDeadline(quitTimeout) == nil {
		_ = client.Quit()
	}
	return nil
}

// failure gives an error its outcome: what the server answered, or that of losing the connection here.
func failure(ctx context.Context, what string, err error, lost Outcome) *Error {
	e := &Error{Outcome: lost, cause: err}
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		e.Outcome = outcomeOf(answer.Code)
		e.Reason = fmt.Sprintf("%s: %d %s", what, answer.Code, oneLine(answer.Msg))
		return e
	}
	why := oneLine(err.Error())
	if slow, ok := errors.AsType[net.Error](err); ok && slow.Timeout() || ctx.Err() != nil {
		why = "it took too long"
	}
	e.Reason = what + ": " + why
	return e
}

// outcomeOf tells what an answer means. Those about signing in and encryption are about us, not about
// the mail (RFC 4954 §6, RFC 3207 §4).
func outcomeOf(code int) Outcome {
	switch code {
	case 454, 523, 530, 534, 535, 538:
		return Temporary
	}
	if code >= 500 {
		return Permanent
	}
	return Temporary
}

// oneLine keeps what a server says from breaking lines of a log or a list.
func oneLine(text string) string {
	const limit = 300
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return isControl(r) || r == ' ' }), " ")
	return strings.ToValidUTF8(text[:min(len(text), limit)], "")
}

// connection is that of one mail. The library leaves it open when it fails half-way, and would wait for
// a server that stops answering.
type connection struct {
	cfg  SMTPConfig
	life context.Context //nolint:containedctx // the time of one Send, which outlasts that of dialling
	raw  net.Conn
	stop func() bool
}

func (c *connection) dial(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.ConnectTimeout)
	defer cancel()
	raw, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	c.raw = raw
	c.stop = context.AfterFunc(c.life, func() { _ = raw.Close() })
	if c.cfg.Server.TLS != TLSImplicit {
		return raw, nil
	}
	encrypted := tls.Client(raw, c.cfg.tls())
	return encrypted, encrypted.HandshakeContext(ctx)
}

func (c *connection) close() {
	if c.raw != nil {
		c.stop()
		_ = c.raw.Close()
	}
}
