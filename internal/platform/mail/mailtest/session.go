package mailtest

import (
	"bytes"
	"errors"
	"io"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is one connection.
type session struct {
	r      *Receiver
	conn   *smtp.Conn
	signed bool
	fault  Fault
	from   string
	to     string
}

func (r *Receiver) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{r: r, conn: c}, nil
}

var _ smtp.AuthSession = (*session)(nil)

func (s *session) AuthMechanisms() []string {
	if s.r.user == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.r.user || password != s.r.password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.r.user != "" && !s.signed {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "sign in first"}
	}
	s.fault, s.from = s.r.begin(), from
	return s.at(AtMail)
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.at(AtRcpt)
}

func (s *session) Data(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	if s.fault.At != AtData || s.fault.Keep || s.fault.Pause {
		m, err := parse(bytes.NewReader(raw))
		if err != nil {
			return &smtp.SMTPError{Code: 554, Message: "not a mail: " + err.Error()}
		}
		m.From, m.To, m.Raw = s.from, s.to, string(raw)
		s.r.keep(m)
	}
	return s.at(AtData)
}

// at lets go wrong what is to go wrong here.
func (s *session) at(stage Stage) error {
	if s.fault.At != stage {
		return nil
	}
	switch {
	case s.fault.Code != 0:
		return &smtp.SMTPError{Code: s.fault.Code, Message: "as the test says"}
	case s.fault.Pause:
		s.r.hanging <- struct{}{}
		select {
		case <-s.r.resumed:
		case <-s.r.ended:
		}
		return nil
	case s.fault.Hang:
		s.r.hanging <- struct{}{}
		<-s.r.ended
	}
	_ = s.conn.Conn().Close()
	return errors.New("dropped")
}

func (s *session) Reset() {}

func (s *session) Logout() error { return nil }
