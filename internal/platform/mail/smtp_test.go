package mail_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/mail"
	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
)

func hello() mail.Message {
	return mail.Message{
		ID: "42@echo.example.org", Date: time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC), To: "maya@example.org",
		Subject: "Grüße aus dem Hafen ⚓", Text: "Hello,\n\nhttps://echo.example.org/verify-email#" + strings.Repeat("t", 90) + "\n", HTML: "<p>Grüße</p>",
	}
}

func sender(t *testing.T, r *mailtest.Receiver, change ...func(*mail.SMTPConfig)) *mail.SMTP {
	t.Helper()
	server, err := mail.ParseURL(r.URL())
	if err != nil {
		t.Fatal(err)
	}
	from, err := mail.ParseFrom("Echo <echo@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	cfg := mail.SMTPConfig{Server: server, From: from, RootCAs: r.RootCAs()}
	for _, c := range change {
		c(&cfg)
	}
	return mail.NewSMTP(cfg)
}

func TestSend_ArrivesAsItWasWritten(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]mailtest.Option{
		"in clear": nil, "STARTTLS": {mailtest.WithSTARTTLS()}, "TLS": {mailtest.WithTLS()},
		"signed in, in clear, here": {mailtest.WithAuth("echo", "p@ss w0rd")},
		"signed in, STARTTLS":       {mailtest.WithSTARTTLS(), mailtest.WithAuth("echo", "pass")},
		"signed in, TLS":            {mailtest.WithTLS(), mailtest.WithAuth("echo", "pass")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, m := mailtest.Start(t, opts...), hello()
			if err := sender(t, r).Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			got := r.Wait(t, m.To, 1)[0]
			if got.From != "echo@example.org" || got.MessageID != "<42@echo.example.org>" || got.Subject != m.Subject {
				t.Errorf("%+v", got)
			}
			if strings.ReplaceAll(got.Text, "\r\n", "\n") != m.Text || got.HTML != m.HTML || len(got.Links()) != 1 {
				t.Errorf("text %q, HTML %q", got.Text, got.HTML)
			}
			for header, want := range map[string]string{
				"From": `"Echo" <echo@example.org>`, "To": "<maya@example.org>", "Auto-Submitted": "auto-generated",
				"Date": "Tue, 03 Nov 2026 12:00:00 +0000", "List-Unsubscribe": "",
			} {
				if got.Header.Get(header) != want {
					t.Errorf("%s: %q, want %q", header, got.Header.Get(header), want)
				}
			}
			for i, line := range strings.Split(got.Raw, "\r\n") {
				if len(line) > 998 || strings.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
					t.Errorf("line %d is not one of a mail: %q", i, line)
				}
			}
		})
	}
}

func TestSend_SaysWhatBecameOfTheMail(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  mailtest.Fault
		want   mail.Outcome
		reason string
	}{
		"sender, later":    {mailtest.Fault{At: mailtest.AtMail, Code: 451}, mail.Temporary, "the sender was refused: 451 "},
		"sender, never":    {mailtest.Fault{At: mailtest.AtMail, Code: 550}, mail.Permanent, "the sender was refused: 550 "},
		"not signed in":    {mailtest.Fault{At: mailtest.AtMail, Code: 530}, mail.Temporary, "the sender was refused: 530 "},
		"receiver, later":  {mailtest.Fault{At: mailtest.AtRcpt, Code: 450}, mail.Temporary, "the address was refused: 450 "},
		"receiver, never":  {mailtest.Fault{At: mailtest.AtRcpt, Code: 550}, mail.Permanent, "the address was refused: 550 "},
		"mail, later":      {mailtest.Fault{At: mailtest.AtData, Code: 452}, mail.Temporary, "the mail was not acknowledged: 452 "},
		"mail, never":      {mailtest.Fault{At: mailtest.AtData, Code: 554}, mail.Permanent, "the mail was not acknowledged: 554 "},
		"lost at receiver": {mailtest.Fault{At: mailtest.AtRcpt, Drop: true}, mail.Temporary, "the address was refused: "},
		"lost after it":    {mailtest.Fault{At: mailtest.AtData, Drop: true}, mail.Unknown, "the mail was not acknowledged: "},
		"taken, then lost": {mailtest.Fault{At: mailtest.AtData, Drop: true, Keep: true}, mail.Unknown, "the mail was not acknowledged: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := mailtest.Start(t)
			r.Fail(c.fault)
			err := sender(t, r).Send(t.Context(), hello())
			if mail.OutcomeOf(err) != c.want || err == nil || !strings.HasPrefix(err.Error(), c.reason) {
				t.Errorf("%v: %s, want %s", err, mail.OutcomeOf(err), c.want)
			}
			if got := len(r.Mails()); (got == 1) != c.fault.Keep {
				t.Errorf("%d mails received", got)
			}
		})
	}
}

func TestSend_ServerThatIsNotThere(t *testing.T) {
	t.Parallel()
	r := mailtest.Start(t)
	s := sender(t, r)
	r.Close()
	if err := s.Send(t.Context(), hello()); mail.OutcomeOf(err) != mail.Temporary || err == nil {
		t.Errorf("while it is down: %v", err)
	}
	r.Open(t)
	if err := s.Send(t.Context(), hello()); err != nil {
		t.Errorf("once it is up: %v", err)
	}
}

func TestSend_ServerThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	r := mailtest.Start(t)
	r.Fail(mailtest.Fault{At: mailtest.AtMail, Hang: true})
	s := sender(t, r, func(cfg *mail.SMTPConfig) { cfg.SendTimeout = 100 * time.Millisecond })
	err := s.Send(t.Context(), hello())
	if err == nil || mail.OutcomeOf(err) != mail.Temporary || !strings.Contains(err.Error(), "it took too long") {
		t.Errorf("%v: %s", err, mail.OutcomeOf(err))
	}
}

func TestSend_GivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	for at, want := range map[mailtest.Stage]mail.Outcome{
		mailtest.AtMail: mail.Temporary, mailtest.AtRcpt: mail.Temporary, mailtest.AtData: mail.Unknown,
	} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			r := mailtest.Start(t)
			r.Fail(mailtest.Fault{At: at, Hang: true})
			s := sender(t, r)
			ctx, cancel := context.WithCancel(t.Context())
			failed := make(chan error, 1)
			go func() { failed <- s.Send(ctx, hello()) }()
			r.WaitHang(t)
			cancel()
			select {
			case err := <-failed:
				if err == nil || mail.OutcomeOf(err) != want {
					t.Errorf("%v: %s, want %s", err, mail.OutcomeOf(err), want)
				}
			case <-time.After(20 * time.Second):
				t.Error("still sending")
			}
		})
	}
}

// What stands between us and a safe connection is temporary: an operator can mend it, and the mail is fine.
func TestSend_NeverInClearWhenTLSIsRequired(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		opts   []mailtest.Option
		change func(*mail.SMTPConfig)
	}{
		"no STARTTLS":         {nil, func(cfg *mail.SMTPConfig) { cfg.Server.TLS = mail.TLSRequired }},
		"STARTTLS, stranger":  {[]mailtest.Option{mailtest.WithSTARTTLS()}, func(cfg *mail.SMTPConfig) { cfg.RootCAs = nil }},
		"TLS, stranger":       {[]mailtest.Option{mailtest.WithTLS()}, func(cfg *mail.SMTPConfig) { cfg.RootCAs = nil }},
		"opportunistic, same": {[]mailtest.Option{mailtest.WithSTARTTLS()}, func(cfg *mail.SMTPConfig) { cfg.Server.TLS, cfg.RootCAs = mail.TLSOpportunistic, nil }},
		"wrong password":      {[]mailtest.Option{mailtest.WithTLS(), mailtest.WithAuth("echo", "right")}, func(cfg *mail.SMTPConfig) { cfg.Server.Password = "hunter2" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := mailtest.Start(t, c.opts...)
			err := sender(t, r, c.change).Send(t.Context(), hello())
			if err == nil || mail.OutcomeOf(err) != mail.Temporary {
				t.Errorf("%v", err)
			}
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Error("the reason tells the password")
			}
			if r.Attempts() != 0 {
				t.Error("a mail was begun")
			}
		})
	}
}

func TestSend_OpportunisticWithoutTLS(t *testing.T) {
	t.Parallel()
	r := mailtest.Start(t)
	s := sender(t, r, func(cfg *mail.SMTPConfig) { cfg.Server.TLS = mail.TLSOpportunistic })
	if err := s.Send(t.Context(), hello()); err != nil {
		t.Error(err)
	}
}

// TestSend_NothingBreaksOutOfAHeader also shows that such a mail never reaches the server.
func TestSend_NothingBreaksOutOfAHeader(t *testing.T) {
	t.Parallel()
	r := mailtest.Start(t)
	s := sender(t, r)
	for name, change := range map[string]func(*mail.Message){
		"subject, CRLF":      func(m *mail.Message) { m.Subject = "Hi\r\nBcc: eve@example.org" },
		"subject, LF":        func(m *mail.Message) { m.Subject = "Hi\n\nbody" },
		"subject, NUL":       func(m *mail.Message) { m.Subject = "Hi\x00" },
		"address, CRLF":      func(m *mail.Message) { m.To = "maya@example.org>\r\nDATA" },
		"address, two":       func(m *mail.Message) { m.To = "maya@example.org, eve@example.org" },
		"address, with name": func(m *mail.Message) { m.To = "Maya <maya@example.org>" },
		"address, comment":   func(m *mail.Message) { m.To = "maya@example.org (x)" },
		"address, none":      func(m *mail.Message) { m.To = "" },
		"id, CRLF":           func(m *mail.Message) { m.ID = "42@x>\r\nBcc: eve@example.org" },
		"id, bracket":        func(m *mail.Message) { m.ID = "42@x> <43@x" },
		"id, none":           func(m *mail.Message) { m.ID = "" },
	} {
		m := hello()
		change(&m)
		if err := s.Send(t.Context(), m); err == nil || mail.OutcomeOf(err) != mail.Permanent {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r.Attempts() != 0 {
		t.Errorf("%d mails were begun", r.Attempts())
	}
}

func TestSend_DotsAndLongLinesSurvive(t *testing.T) {
	t.Parallel()
	r, m := mailtest.Start(t), hello()
	m.Text = ".\n..\n.\r\nQUIT\n" + strings.Repeat("漢", 2000) + "\nend = 100%\n"
	if err := sender(t, r).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if got := strings.ReplaceAll(r.Mails()[0].Text, "\r\n", "\n"); got != strings.ReplaceAll(m.Text, "\r\n", "\n") {
		t.Errorf("%q", got)
	}
}
