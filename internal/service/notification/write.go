package notification

import (
	"embed"
	"fmt"
	htmltemplate "html/template"
	"net/url"
	"strings"
	texttemplate "text/template"
	"time"
	"unicode"

	"github.com/echo-chat/echo/internal/platform/mail"
)

//go:embed templates
var templates embed.FS

// The two layouts of every mail; they say the same.
var (
	htmlLayout = htmltemplate.Must(htmltemplate.ParseFS(templates, "templates/mail.html"))
	textLayout = texttemplate.Must(texttemplate.ParseFS(templates, "templates/mail.txt"))
)

// links are where the links of mails lead, the token after it. Behind # it stays in the browser: no
// server or proxy on the way gets to log it.
var links = map[Kind]string{
	VerifyEmail:        "/verify-email#",
	ConfirmEmailChange: "/verify-email#",
	ResetPassword:      "/reset-password#",
	Invite:             "/invite/",
}

// facts are what the texts of mails may say.
type facts struct {
	Name, Host, NewEmail, How, Device, Address, Workspace, Inviter, Role string
	At, Lasts                                                            string
}

// sheet is a mail, ready for its layouts.
type sheet struct {
	Language, Subject, Preheader, Heading string
	Body, Quote, After                    []string
	Button, Link, Host                    string
}

// write makes a mail: opens the token, fills in the texts, lays them out.
func (s *Local) write(k Kind, l letter) (mail.Message, error) {
	w, language := inLanguage(l.Locale, k)
	page, err := w.fill(s.facts(l))
	if err != nil {
		return mail.Message{}, fmt.Errorf("fill in %s: %w", k, err)
	}
	page.Language, page.Host = language, s.host
	if page.Link, err = s.link(k, l); err != nil {
		return mail.Message{}, err
	}
	if w.quote {
		page.Quote = quote(l.Message)
	}
	var text, html strings.Builder
	if err := textLayout.Execute(&text, page); err != nil {
		return mail.Message{}, err
	}
	if err := htmlLayout.Execute(&html, page); err != nil {
		return mail.Message{}, err
	}
	return mail.Message{Subject: page.Subject, Text: text.String(), HTML: html.String()}, nil
}

func (s *Local) link(k Kind, l letter) (string, error) {
	way, ok := links[k]
	if !ok {
		return "", nil
	}
	token, err := s.seals.Open(l.Purpose, l.SealedToken)
	if err != nil {
		return "", fmt.Errorf("open its token (was ECHO_SECRET changed?): %w", err)
	}
	return s.publicURL + way + url.PathEscape(string(token)), nil
}

func (s *Local) facts(l letter) facts {
	f := facts{
		Name: plain(l.Name, maxName), Host: s.host, NewEmail: masked(plain(l.NewEmail, maxName)), How: l.How,
		Device: plain(l.Device, maxName), Address: plain(l.Address, maxName), Workspace: plain(l.Workspace, maxName),
		Inviter: plain(l.Inviter, maxName), Role: l.Role,
		At: l.At.UTC().Format("2 January 2006 at 15:04 UTC"), Lasts: lasts(l.ExpiresAt.Sub(l.At)),
	}
	if f.Inviter == "" {
		f.Inviter = "Somebody"
	}
	return f
}

func (w words) fill(f facts) (sheet, error) {
	var p sheet
	for _, part := range []struct {
		into *string
		text string
	}{{&p.Subject, w.subject}, {&p.Preheader, w.preheader}, {&p.Heading, w.heading}, {&p.Button, w.button}} {
		var err error
		if *part.into, err = expand(part.text, f); err != nil {
			return sheet{}, err
		}
	}
	for _, part := range []struct {
		into  *[]string
		texts []string
	}{{&p.Body, w.body}, {&p.After, w.after}} {
		for _, text := range part.texts {
			paragraph, err := expand(text, f)
			if err != nil {
				return sheet{}, err
			}
			if paragraph != "" {
				*part.into = append(*part.into, paragraph)
			}
		}
	}
	return p, nil
}

const maxName = 100 // characters of what people call themselves and their things

// plain makes one line of what anybody may have written: no control characters, nothing that turns the
// direction of writing for what follows it, nothing that cannot be seen.
func plain(text string, limit int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != '\u200d' || r == unicode.ReplacementChar: // joins emoji
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return text
}

const (
	maxQuoteLines = 20
	maxQuoteLine  = 500 // the whole of an invite's message
)

// quote makes lines of what an inviter wrote. The layouts mark each as theirs, so that none passes for ours.
func quote(text string) []string {
	var lines []string
	for line := range strings.Lines(strings.TrimSpace(text)) {
		if len(lines) == maxQuoteLines {
			break
		}
		if line = plain(line, maxQuoteLine); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// masked shows whose address it is to who knows it: m•••@example.org.
func masked(address string) string {
	name, domain, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return "another address"
	}
	return string([]rune(name)[:1]) + "•••@" + domain
}

// lasts says how long a link works, in the largest unit that keeps it true. An hour that was measured a
// moment apart from the event is an hour.
func lasts(d time.Duration) string {
	const day = 24 * time.Hour
	d = d.Round(time.Minute)
	switch {
	case d >= 2*day:
		return fmt.Sprintf("%d days", d/day)
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	case d >= 2*time.Minute:
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
	return "a minute"
}
