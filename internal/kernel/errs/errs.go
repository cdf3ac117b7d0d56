// Package errs is Echo's one error type: a stable code, a message that a user may read, and a cause
// for the log. What is not an *Error is "internal" to everyone outside.
package errs

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure it is; each has one HTTP status.
type Kind string

// The kinds.
const (
	KindInvalid         Kind = "invalid"         // 400: the request can never succeed as it is
	KindUnauthenticated Kind = "unauthenticated" // 401: who is asking is not known
	KindForbidden       Kind = "forbidden"       // 403: known, the thing is visible, but not allowed
	KindNotFound        Kind = "not_found"       // 404: missing, or not to be known of
	KindConflict        Kind = "conflict"        // 409: clashes with what is there
	KindGone            Kind = "gone"            // 410: expired or used up
	KindTooLarge        Kind = "too_large"       // 413
	KindUnsupported     Kind = "unsupported"     // 415: a body of a kind that is not taken here
	KindTooMany         Kind = "too_many"        // 429: RetryAfter says when to come back
	KindInternal        Kind = "internal"        // 500
	KindUnavailable     Kind = "unavailable"     // 503: RetryAfter says when to come back
)

// Field is a fault in one field of a request.
type Field struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error is a failure that callers may tell apart by Code and show by Message. Errors are not changed
// once made.
type Error struct {
	Kind       Kind          `json:"kind"`
	Code       string        `json:"code"`
	Message    string        `json:"message"`
	Fields     []Field       `json:"fields,omitempty"`
	RetryAfter time.Duration `json:"retryAfter,omitempty"`

	cause error
}

// Error is for the log: it holds the cause, which users never see.
func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.cause)
	}
	return e.Code + ": " + e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Because returns a copy of e with a cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Invalid is a request that can never succeed as it is.
func Invalid(code, message string) *Error {
	return &Error{Kind: KindInvalid, Code: code, Message: message}
}

// InvalidFields is a request with faults in its fields.
func InvalidFields(fields ...Field) *Error {
	return &Error{Kind: KindInvalid, Code: "validation_failed", Message: "Some fields need attention.", Fields: fields}
}

// Unauthenticated is a caller that is not known.
func Unauthenticated(code, message string) *Error {
	return &Error{Kind: KindUnauthenticated, Code: code, Message: message}
}

// Forbidden is a caller that may see the thing but not do this to it.
func Forbidden(code, message string) *Error {
	return &Error{Kind: KindForbidden, Code: code, Message: message}
}

// NotFound is a thing that is missing, or that this caller may not know of.
func NotFound(code, message string) *Error {
	return &Error{Kind: KindNotFound, Code: code, Message: message}
}

// Conflict is a clash with what is there.
func Conflict(code, message string) *Error {
	return &Error{Kind: KindConflict, Code: code, Message: message}
}

// Gone is a thing that has expired or is used up.
func Gone(code, message string) *Error {
	return &Error{Kind: KindGone, Code: code, Message: message}
}

// TooLarge is a request over a size limit.
func TooLarge(code, message string) *Error {
	return &Error{Kind: KindTooLarge, Code: code, Message: message}
}

// Unsupported is a body of a kind that is not taken.
func Unsupported(code, message string) *Error {
	return &Error{Kind: KindUnsupported, Code: code, Message: message}
}

// TooMany is a caller over a rate limit.
func TooMany(after time.Duration) *Error {
	return &Error{Kind: KindTooMany, Code: "too_many_requests", Message: "Too many requests. Try again in a moment.", RetryAfter: after}
}

// Unavailable is a dependency that does not answer now.
func Unavailable(cause error) *Error {
	return &Error{
		Kind: KindUnavailable, Code: "unavailable", Message: "Echo cannot do this right now. Try again in a moment.",
		RetryAfter: time.Second, cause: cause,
	}
}

// From returns the *Error in err's chain, or an internal one around it. From(nil) is nil.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: KindInternal, Code: "internal", Message: "Something went wrong on our side.", cause: err}
}

// Is tells whether err carries the code.
func Is(err error, code string) bool { return err != nil && From(err).Code == code }

// KindOf returns err's kind; KindInternal for what is not an *Error, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	return From(err).Kind
}
