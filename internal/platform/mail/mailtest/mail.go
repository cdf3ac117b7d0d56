package mailtest

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
)

// Mail is what was received.
type Mail struct {
	From, To   string // of the envelope
	Header     mail.Header
	MessageID  string
	Subject    string // decoded
	Text, HTML string // decoded
	Raw        string
}

var linkLine = regexp.MustCompile(`(?m)^https?://\S+\r?$`)

// Links returns the lines of the text that are a link and nothing else.
func (m Mail) Links() []string { return linkLine.FindAllString(m.Text, -1) }

// parse reads a mail with a part in text and one in HTML.
func parse(r io.Reader) (Mail, error) {
	msg, err := mail.ReadMessage(r)
	if err != nil {
		return Mail{}, err
	}
	m := Mail{Header: msg.Header, MessageID: msg.Header.Get("Message-Id")}
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
		return Mail{}, err
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		return Mail{}, err
	}
	if kind != "multipart/alternative" {
		return Mail{}, fmt.Errorf("the mail is %s", kind)
	}
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return Mail{}, err
		}
		kind, body, err := read(part)
		switch {
		case err != nil:
			return Mail{}, err
		case kind == "text/plain":
			m.Text = body
		case kind == "text/html":
			m.HTML = body
		default:
			return Mail{}, fmt.Errorf("a part is %s", kind)
		}
	}
}

func read(part *multipart.Part) (kind, body string, err error) {
	if encoding := part.Header.Get("Content-Transfer-Encoding"); encoding != "quoted-printable" {
		return "", "", fmt.Errorf("a part is encoded as %q", encoding)
	}
	raw, err := io.ReadAll(quotedprintable.NewReader(part))
	if err != nil {
		return "", "", err
	}
	kind, _, err = mime.ParseMediaType(part.Header.Get("Content-Type"))
	return kind, string(raw), err
}
