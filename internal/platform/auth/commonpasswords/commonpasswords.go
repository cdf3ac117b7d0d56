// Package commonpasswords knows the passwords that people choose most, and attackers try first.
//
// The list is passwords.json of @zxcvbn-ts/language-common 4.1.3 (MIT License, © 2012-2016 Dan Wheeler and Dropbox,
// © 2021 zxcvbn-ts): those of 8 characters or more, in small letters, sorted.
package commonpasswords

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed passwords.txt
var text string

var list = sync.OnceValue(func() []string { return strings.Fields(text) })

// decoration is what people put after a password to make it another.
const decoration = "0123456789!?.,;:*+-_#$%&@ "

// Contains tells whether a password is a common one, in any case of letters, or a common one with digits or
// punctuation after it.
func Contains(password string) bool {
	p := strings.ToLower(password)
	return found(p) || found(strings.TrimRight(p, decoration))
}

func found(p string) bool {
	_, ok := slices.BinarySearch(list(), p)
	return ok
}
