package message

import (
	"strings"
	"unicode/utf8"
)

// maxMentions bounds how many different names of a message are looked up. What is beyond stays text.
const maxMentions = 100

// namesIn returns the different names after @ and after # in a text, in lower case and in their order,
// outside of code. A name is a run of a-z 0-9 . _ - ; a dot at its end may be the sentence's (see endings).
func namesIn(content string) (people, channels []string) {
	seen := map[string]bool{}
	prose(content, func(text string) {
		for i := 0; i < len(text) && len(seen) < maxMentions; i++ {
			sign := text[i]
			if sign != '@' && sign != '#' || !startsWord(text, i) {
				continue
			}
			end := i + 1
			for end < len(text) && isNameByte(text[end]) {
				end++
			}
			name := strings.ToLower(text[i+1 : end])
			if name == "" || seen[text[i:i+1]+name] {
				continue
			}
			seen[text[i:i+1]+name] = true
			if sign == '@' {
				people = append(people, name)
			} else {
				channels = append(channels, name)
			}
			i = end - 1
		}
	})
	return people, channels
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

// endings are a name and what is left of it without the dots and dashes at its end, the longest first.
func endings(name string) []string {
	all := []string{name}
	for len(name) > 1 && strings.ContainsAny(name[len(name)-1:], "._-") {
		name = name[:len(name)-1]
		all = append(all, name)
	}
	return all
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
