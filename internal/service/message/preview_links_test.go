package message

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLinksIn(t *testing.T) {
	t.Parallel()
	own := &url.URL{Scheme: "https", Host: "chat.example.org"}
	for content, want := range map[string][]string{
		"":                                 {},
		"no link, http:// nor example.org": {},
		"see https://a.example/b?c=d#e.":   {"https://a.example/b?c=d#e"},
		"HTTP://A.example/ and https://b.example, https://a.example/c!":                                                       {"HTTP://A.example/", "https://b.example", "https://a.example/c"},
		"[text](https://a.example/x) (https://b.example/y_(z)) <https://c.example>":                                           {"https://a.example/x", "https://b.example/y_(z)", "https://c.example"},
		"[text](https://a.example/x)and more":                                                                                 {"https://a.example/x"},
		"**https://a.example/x** _https://b.example/y_":                                                                       {"https://a.example/x", "https://b.example/y"},
		"https://a.example https://b.example https://a.example https://c.example https://d.example":                           {"https://a.example", "https://b.example", "https://c.example"},
		"`https://a.example` ``a ` https://b.example`` https://c.example":                                                     {"https://c.example"},
		"```\nhttps://a.example\n```\nhttps://b.example\n~~~\nhttps://c.example":                                              {"https://b.example"},
		"> https://a.example\n- https://b.example":                                                                            {"https://a.example", "https://b.example"},
		"xhttps://a.example ftp://b.example mailto:c@d.example javascript:alert(1)":                                           {},
		"https://chat.example.org/w/1 https://CHAT.example.org:443/ https://chat.example.org.:443/ http://chat.example.org/a": {"http://chat.example.org/a"},
		"https:// https://? https://) https://a.example\u202egnp":                                                             {"https://a.example"},
		"https://example.org/ångström/ß?q=日本":                                                                                 {"https://example.org/ångström/ß?q=日本"},
		"https://[::1]:x/ https://a.example:99999/":                                                                           {"https://a.example:99999/"},
	} {
		if got := linksIn(content, own); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
}

// Whatever stands in a message, a few links come out of it, soon.
func TestLinksIn_IsBounded(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for i := range 600 {
		fmt.Fprintf(&many, "https://%d.example ", i)
	}
	for _, content := range []string{
		many.String(), strings.Repeat("https://chat.example.org ", 480), strings.Repeat("https://", 1500), "https://" + strings.Repeat("a", 11_990),
		"https://a/" + strings.Repeat(")", 11_990), "https://a/" + strings.Repeat("(", 11_990), strings.Repeat("`https://a.example", 600),
	} {
		if got := linksIn(content, &url.URL{Scheme: "https", Host: "chat.example.org"}); len(got) > maxLinks {
			t.Errorf("%d links", len(got))
		}
	}
}

func FuzzLinksIn(f *testing.F) {
	f.Add("[a](https://b.example/c) `https://d.example`")
	f.Fuzz(func(t *testing.T, content string) {
		for _, link := range linksIn(content, nil) {
			if !strings.Contains(content, link) || !utf8.ValidString(link) && utf8.ValidString(content) {
				t.Errorf("%q in %q", link, content)
			}
		}
	})
}
