// Package unfurl reads what a web page says of itself to those who link to it, and makes its picture fit to
// be shown. What it reads was written by strangers: everything is bounded, and comes out as plain text or as
// a picture that was drawn anew.
package unfurl

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// Limits of what is kept, in characters.
const (
	maxTitle       = 200
	maxDescription = 400
	maxSiteName    = 80
	maxToken       = 128 << 10 // bytes of one tag or text of the page
)

// Page is what a page says of itself. Title is empty when it says nothing worth showing.
type Page struct {
	Title       string
	Description string
	SiteName    string
	Image       string // absolute; empty for none
}

// wanted are the names of what is read, by field, the best first (https://ogp.me).
var wanted = struct{ title, description, siteName, image []string }{
	title:       []string{"og:title", "twitter:title", "title"},
	description: []string{"og:description", "twitter:description", "description"},
	siteName:    []string{"og:site_name", "application-name"},
	image:       []string{"og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src"},
}

// Read reads a page, or the beginning of one, that was found at an address.
func Read(body []byte, contentType string, at *url.URL) Page {
	said := read(body, contentType)
	first := func(names []string) string {
		for _, n := range names {
			if said[n] != "" {
				return said[n]
			}
		}
		return ""
	}
	p := Page{
		Title:       clean(first(wanted.title), maxTitle),
		Description: clean(first(wanted.description), maxDescription),
		SiteName:    clean(first(wanted.siteName), maxSiteName),
	}
	if p.SiteName == "" {
		p.SiteName = clean(strings.TrimPrefix(at.Hostname(), "www."), maxSiteName)
	}
	if image, err := at.Parse(strings.TrimSpace(first(wanted.image))); err == nil && first(wanted.image) != "" {
		p.Image = image.String()
	}
	if p.Title == "" && p.Description != "" {
		p.Title = p.SiteName
	}
	return p
}

// read returns what the page's metadata say, by name; of several the first counts.
func read(body []byte, contentType string) map[string]string {
	said := map[string]string{}
	text, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		text = bytes.NewReader(body)
	}
	tokens := html.NewTokenizer(text)
	tokens.SetMaxBuf(maxToken)
	inTitle := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return said // its end, or what is no HTML
		case html.TextToken:
			if inTitle {
				note(said, "title", string(tokens.Text()))
			}
		case html.EndTagToken:
			inTitle = false
		case html.CommentToken, html.DoctypeToken: // say nothing
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttributes := tokens.TagName()
			tag := atom.Lookup(name)
			inTitle = tag == atom.Title
			if tag == atom.Meta && hasAttributes {
				readMeta(tokens, said)
			}
		}
	}
}

func readMeta(tokens *html.Tokenizer, said map[string]string) {
	var names []string
	content := ""
	for more := true; more; {
		var key, value []byte
		key, value, more = tokens.TagAttr()
		switch string(key) {
		case "property", "name":
			names = append(names, strings.ToLower(strings.TrimSpace(string(value))))
		case "content":
			content = string(value)
		}
	}
	for _, n := range names {
		note(said, n, content)
	}
}

func note(said map[string]string, name, value string) {
	if said[name] == "" && len(said) < 1000 {
		said[name] = strings.TrimSpace(value)
	}
}

// clean makes one line of plain text, which cannot turn around or hide what stands beside it.
func clean(text string, most int) string {
	text = strings.ToValidUTF8(text, "")
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	text = strings.Map(func(r rune) rune {
		// Format characters join letters and emoji where they stand between them; those that turn the
		// direction of a text around, or have no width of their own, are of no use here.
		if unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u200b' || r == '\u2060' {
			return -1
		}
		return r
	}, text)
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most-1])) + "…"
}

// reader ends with an error when it should not be read any more.
type reader struct {
	io.Reader

	err func() error
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
