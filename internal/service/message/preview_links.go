package message

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// maxLinks is how many links of a message are looked up.
const maxLinks = 3

// webLink finds what may be a link; where it ends is decided after that.
var webLink = regexp.MustCompile("(?i)(?:^|[^\\pL\\pN])(https?://[^\\s<>\"`\\\\^{|}\\p{Cc}\\p{Cf}]+)")

// linksIn returns the first different web links of a text, outside of code, that lead elsewhere than to the
// server itself.
func linksIn(content string, own *url.URL) []string {
	links := []string{}
	prose(content, func(text string) {
		for len(links) < maxLinks {
			at := webLink.FindStringSubmatchIndex(text)
			if at == nil {
				return
			}
			link := trimLink(text[at[2]:at[3]])
			text = text[at[2]+max(len(link), 1):]
			u, err := url.Parse(link)
			if err != nil || u.Hostname() == "" || own != nil && sameHost(u, own) || slices.Contains(links, link) {
				continue
			}
			links = append(links, link)
		}
	})
	return links
}

// trimLink takes off what belongs to the sentence: marks at the end, and brackets that were not opened within.
func trimLink(link string) string {
	for link != "" {
		last := link[len(link)-1]
		switch {
		case strings.IndexByte(".,;:!?'*_~", last) >= 0:
		case last == ')' && strings.Count(link, "(") < strings.Count(link, ")"):
		case last == ']' && strings.Count(link, "[") < strings.Count(link, "]"):
		default:
			return cutBracket(link)
		}
		link = link[:len(link)-1]
	}
	return link
}

// cutBracket ends a link where a bracket around it closes: [text](link)more.
func cutBracket(link string) string {
	open := 0
	for i, c := range link {
		switch c {
		case '(':
			open++
		case ')':
			if open--; open < 0 {
				return link[:i]
			}
		}
	}
	return link
}

func sameHost(a, b *url.URL) bool {
	return strings.EqualFold(strings.TrimSuffix(a.Hostname(), "."), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	if port := u.Port(); port != "" {
		return port
	}
	if strings.EqualFold(u.Scheme, "https") {
		return "443"
	}
	return "80"
}
