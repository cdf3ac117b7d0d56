package message

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/service/workspace"
)

// maxMentions bounds how many different names of a message are looked up. What is beyond stays text.
const maxMentions = 100

// namesIn returns the different names in a text, with their sign, @ or #, in lower case and in their order,
// outside of code. A name is a run of a-z 0-9 . _ - ; a dot at its end may be the sentence's (see endings).
func namesIn(content string) []string {
	if !strings.ContainsAny(content, "@#") {
		return nil
	}
	var names []string
	prose(content, func(text string) {
		for i := 0; i < len(text) && len(names) < maxMentions; i++ {
			if text[i] != '@' && text[i] != '#' || !startsWord(text, i) {
				continue
			}
			end := i + 1
			for end < len(text) && isNameByte(text[end]) {
				end++
			}
			if name := strings.ToLower(text[i:end]); len(name) > 1 && !slices.Contains(names, name) {
				names = append(names, name)
			}
			i = end - 1
		}
	})
	return names
}

// startsWord tells whether nothing before i belongs to the same word: the @ of an address calls nobody.
func startsWord(text string, i int) bool {
	if i == 0 {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return before >= utf8.RuneSelf || !isNameByte(byte(before)) && before != '@' && before != '#' && before != '/' && before != '\\'
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-'
}

// endings are a name and what is left of it without the dots and dashes at its end, the longest first, but
// for what is too long to be a name: a line of dots asks for nobody.
func endings(name string) []string {
	var all []string
	for {
		if len(name) <= len("@")+workspace.MaxName {
			all = append(all, name)
		}
		if len(name) <= 2 || !strings.ContainsAny(name[len(name)-1:], "._-") {
			return all
		}
		name = name[:len(name)-1]
	}
}

// prose calls fn with each run of a Markdown text that is no code.
func prose(content string, fn func(text string)) {
	fence := ""
	for line := range strings.Lines(content) {
		trimmed := strings.TrimLeft(line, " \t>")
		mark := fenceOf(trimmed)
		switch {
		case fence != "":
			if mark != "" && mark[0] == fence[0] && len(mark) >= len(fence) && strings.TrimSpace(trimmed[len(mark):]) == "" {
				fence = ""
			}
		case mark != "":
			fence = mark
		default:
			outsideSpans(line, fn)
		}
	}
}

// fenceOf is the run of three or more backticks or tildes that a line begins with.
func fenceOf(line string) string {
	for _, mark := range []string{"`", "~"} {
		n := len(line) - len(strings.TrimLeft(line, mark))
		if n >= 3 && (mark == "~" || !strings.Contains(line[n:], "`")) {
			return line[:n]
		}
	}
	return ""
}

// outsideSpans calls fn with what of a line stands in no code span: one that begins with some backticks
// ends with as many.
func outsideSpans(line string, fn func(string)) {
	for {
		start := strings.IndexByte(line, '`')
		if start < 0 {
			fn(line)
			return
		}
		ticks := len(line[start:]) - len(strings.TrimLeft(line[start:], "`"))
		end := closing(line[start+ticks:], ticks)
		if end < 0 {
			fn(line)
			return
		}
		fn(line[:start])
		line = line[start+ticks+end+ticks:]
	}
}

// closing finds a run of exactly n backticks.
func closing(text string, n int) int {
	for at := 0; at < len(text); {
		i := strings.IndexByte(text[at:], '`')
		if i < 0 {
			return -1
		}
		run := len(text[at+i:]) - len(strings.TrimLeft(text[at+i:], "`"))
		if run == n {
			return at + i
		}
		at += i + run
	}
	return -1
}
