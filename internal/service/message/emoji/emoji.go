// Package emoji knows which texts are emoji, so that a reaction is one and nothing else.
//
// The list is made of emojibase-data 17.0.0 (MIT License, © 2017-2019 Miles Johnson), which the web app's picker shows,
// by web/tools/emoji.mjs.
package emoji

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate node ../../../../web/tools/emoji.mjs

//go:embed emoji.txt
var text string

// longest bounds what is looked at, in bytes: more than any emoji has.
const longest = 64

// style asks for the coloured form of a character that also has a plain one. Keyboards leave it out.
const style = "\uFE0F"

// tones are the colours of skin.
var tones = []string{"\U0001F3FB", "\U0001F3FC", "\U0001F3FD", "\U0001F3FE", "\U0001F3FF"}

// known has the one spelling of each emoji by its spelling without style.
var known = sync.OnceValue(func() map[string]string {
	lines := strings.Fields(text)
	all := make(map[string]string, 2*len(lines))
	add := func(one string) { all[plain(one)] = one }
	for _, line := range lines {
		one, takesTones := strings.CutSuffix(line, "+")
		add(one)
		if !takesTones {
			continue
		}
		first := []rune(one)[:1]
		rest := strings.TrimPrefix(one[len(string(first)):], style)
		for _, tone := range tones {
			add(string(first) + tone + rest)
		}
	}
	return all
})

func plain(s string) string { return strings.ReplaceAll(s, style, "") }

// Normalize returns the one spelling of an emoji, whatever style its characters ask for; false when s is not exactly
// one emoji. Skin tones stay: a hand of another colour is another emoji.
func Normalize(s string) (string, bool) {
	if len(s) > longest {
		return "", false
	}
	one, ok := known()[plain(s)]
	return one, ok
}

// Valid tells whether s is one emoji.
func Valid(s string) bool {
	_, ok := Normalize(s)
	return ok
}
