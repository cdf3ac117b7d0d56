package emoji_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/service/message/emoji"
)

func TestNormalize_OneSpelling(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"👍": "👍", "👍🏽": "👍🏽", "🎉": "🎉",
		"❤": "❤️", "❤️": "❤️", "❤\uFE0F\uFE0F": "❤️", // with or without style
		"☝": "☝️", "☝🏿": "☝🏿", "☝\uFE0F🏿": "☝🏿", // a tone takes the place of the style
		"1⃣": "1️⃣", "🇸🇪": "🇸🇪", "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
		"👩🏾‍💻": "👩🏾‍💻", "🏳‍🌈": "🏳️‍🌈", "🏳️‍🌈": "🏳️‍🌈", "👩‍❤‍💋‍👨": "👩‍❤️‍💋‍👨",
		"🫱🏻‍🫲🏿": "🫱🏻‍🫲🏿", "🤝🏽": "🤝🏽",
	} {
		if got, ok := emoji.Normalize(in); !ok || got != want {
			t.Errorf("%q is %q, %v, want %q", in, got, ok, want)
		}
		if !emoji.Valid(want) {
			t.Errorf("%q is not valid", want)
		}
	}
}

func TestValid_WhatIsNone(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"nothing": "", "a letter": "a", "a digit": "1", "a sign": "#", "a space": " ", "a name": ":smile:", "a word": "thumbsup",
		"only style": "\uFE0F", "a joiner": "\u200D", "a control character": "\x00", "a line": "\n", "an emoji and a line": "👍\n",
		"two": "👍👍", "an emoji and a letter": "👍a", "a tone": "\U0001F3FD", "a tone on what has none": "🎉🏽", "two tones": "👍🏽🏽",
		"half a flag": "🇸", "a flag of nobody": "🇽🇽", "joined nonsense": "🎉\u200D👍", "joined to nothing": "👍\u200D", "joined first": "\u200D👍",
		"red hair": "🦰", "a flag of tags without end": "🏴\U000E0067\U000E0062", "not UTF-8": "\xff\xfe", "half a character": "\xf0\x9f",
		"direction": "\u202E👍", "zalgo": "e\u0301\u0302\u0303", "Chinese": "好", "the plain style": "❤\uFE0E",
		"10,000 letters": strings.Repeat("a", 10_000), "10,000 emoji": strings.Repeat("👍", 10_000), "10,000 styles": "👍" + strings.Repeat("\uFE0F", 10_000),
		"markup": "<b>", "a path": "../..",
	} {
		if got, ok := emoji.Normalize(in); ok {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Whatever is one stays what it is when it is looked at again.
func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"👍", "❤", "👩🏾‍💻", "a", "\uFE0F", "🇸🇪"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		one, ok := emoji.Normalize(s)
		if !ok {
			return
		}
		if again, ok := emoji.Normalize(one); !ok || again != one {
			t.Errorf("%q is %q is %q", s, one, again)
		}
	})
}
