// Package check tells what is wrong with the fields of a request: all of it at once, so that a form
// can show every fault in its place.
//
// It also keeps out what no database or screen should meet: text that is not UTF-8, control characters
// (PostgreSQL refuses the zero byte), and the marks that turn the direction of text around.
package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// Fields collects faults. The zero value is ready to use.
type Fields struct{ faults []errs.Field }

// Err returns validation_failed with all faults, or nil when there are none.
func (f *Fields) Err() error {
	if len(f.faults) == 0 {
		return nil
	}
	return errs.InvalidFields(f.faults...)
}

// Fault notes what is wrong with a field.
func (f *Fields) Fault(field, format string, args ...any) {
	f.faults = append(f.faults, errs.Field{Field: field, Message: fmt.Sprintf(format, args...)})
}

// Name returns a name in small letters, without the space around it; it must have lo to hi of
// a-z 0-9 . _ - in it.
func (f *Fields) Name(field, value string, lo, hi int) string {
	name := strings.ToLower(strings.TrimSpace(clip(value, hi)))
	if !IsName(name, lo, hi) {
		f.Fault(field, "Use %d to %d of the letters a-z, digits, dots, dashes and underscores.", lo, hi)
	}
	return name
}

// IsName tells whether name has lo to hi of a-z 0-9 . _ - in it.
func IsName(name string, lo, hi int) bool {
	if len(name) < lo || len(name) > hi {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '_' && c != '-' {
			return false
		}
	}
	return true
}

// Line returns text for one line, without the space around it, of at most hi characters.
func (f *Fields) Line(field, value string, hi int) string { return f.text(field, value, hi, false) }

// Text returns text of several lines, without the space around it, of at most hi characters.
func (f *Fields) Text(field, value string, hi int) string { return f.text(field, value, hi, true) }

func (f *Fields) text(field, value string, hi int, breaks bool) string {
	value = strings.TrimSpace(clip(value, hi))
	switch {
	case utf8.RuneCountInString(value) > hi:
		f.Fault(field, "Use at most %d characters.", hi)
	case !Printable(value, breaks):
		f.Fault(field, "Leave out control characters.")
	}
	return value
}

// Printable tells whether s is UTF-8 without control characters; with breaks, line breaks and tabs may
// be in it.
func Printable(s string, breaks bool) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		if breaks && (r == '\n' || r == '\r' || r == '\t') {
			return false
		}
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) && r > 0x200F
	})
}

// clip cuts what is far too long before anything looks at it: hi characters have at most 4*hi bytes,
// and some room is left for space around them.
func clip(s string, hi int) string { return s[:min(len(s), 4*hi+64)] }
