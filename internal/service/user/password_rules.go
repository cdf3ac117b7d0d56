package user

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/platform/auth/commonpasswords"
)

// checkNewPassword refuses, for an account, a password of the wrong length in characters, one that is common,
// and one with the account's own words in it. There are no other rules: any characters will do. What is far
// too long is not even counted.
func checkNewPassword(f *check.Fields, field, password string, a account) {
	n := utf8.RuneCountInString(password[:min(len(password), 4*MaxPassword+1)])
	switch {
	case n < MinPassword || n > MaxPassword:
		f.Fault(field, "Use %d to %d characters.", MinPassword, MaxPassword)
	case commonpasswords.Contains(password):
		f.Fault(field, "This password is one of the first that people try.")
	case containsAny(strings.ToLower(password), ownWords(a)):
		f.Fault(field, "Do not use your name or address as your password.")
	}
}

// minWord is how long a word must be to be looked for: shorter ones are in many a password by chance.
const minWord = 4

// ownWords are what a stranger would guess of an account, in small letters.
func ownWords(a account) []string {
	local, domain, _ := strings.Cut(a.Email, "@")
	words := append([]string{"echo", a.Username, local}, strings.Split(domain, ".")...)
	words = append(words, strings.Fields(strings.ToLower(a.DisplayName))...)
	return slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < minWord })
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// plausible tells whether a password may be anybody's. What is not is refused before it costs anything.
func plausible(password string) bool {
	return password != "" && len(password) <= 4*MaxPassword && utf8.RuneCountInString(password) <= MaxPassword
}
