package mail

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// compose makes the mail as it goes over the wire: text and HTML of the same, headers in ASCII. What
// would break out of a header is refused, wherever it came from.
func compose(from *mail.Address, m Message) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Address != m.To {
		return nil, fmt.Errorf("the address cannot be used: %w", errors.Join(err, errNotAlone))
	}
	for name, value := range map[string]string{"id": m.ID, "address": m.To, "subject": m.Subject, "name of the sender": from.Name} {
		if strings.ContainsFunc(value, isControl) {
			return nil, fmt.Errorf("the %s holds a control character", name)
		}
	}
	if m.ID == "" || strings.ContainsAny(m.ID, "<> ") {
		return nil, errors.New("the id is not one of a mail")
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(from)
	if err := msg.To(m.To); err != nil {
		return nil, err
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(m.ID)
	if !m.Date.IsZero() {
		msg.SetDateWithValue(m.Date)
	}
	// Nobody's absence note should answer, and nobody's list server either (RFC 3834 §5).
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader(gomail.HeaderXAutoResponseSuppress, "All")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}

var errNotAlone = errors.New("it must be one address and nothing else")

func isControl(r rune) bool { return r < ' ' || r == 0x7f }
