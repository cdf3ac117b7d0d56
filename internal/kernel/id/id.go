// Package id makes and parses Echo's identifiers: UUIDs of version 7 (RFC 9562 §5.7), one Go type for
// each kind of thing, so that a channel's id cannot be passed where a user's is due.
//
// The zero value stands for "none": it is null in JSON and NULL in SQL.
package id

import (
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
)

// ID is the identifier of one kind K of thing. It is comparable and fits in a map key.
type ID[K kind] [16]byte

type kind interface{ prefixless() }

type (
	userKind       struct{}
	sessionKind    struct{}
	workspaceKind  struct{}
	channelKind    struct{}
	inviteKind     struct{}
	messageKind    struct{}
	eventKind      struct{}
	connectionKind struct{}
	auditEntryKind struct{}
	groupKind      struct{}
)

func (userKind) prefixless()       {}
func (sessionKind) prefixless()    {}
func (workspaceKind) prefixless()  {}
func (channelKind) prefixless()    {}
func (inviteKind) prefixless()     {}
func (messageKind) prefixless()    {}
func (eventKind) prefixless()      {}
func (connectionKind) prefixless() {}
func (auditEntryKind) prefixless() {}
func (groupKind) prefixless()      {}

type notificationKind struct{}

func (notificationKind) prefixless() {}

// Notification is the id of something that somebody was told, or was to be told.
type Notification = ID[notificationKind]

type scheduledKind struct{}

func (scheduledKind) prefixless() {}

// Scheduled is the id of a message that is to be sent later. The message will have its own.
type Scheduled = ID[scheduledKind]

// The kinds of ids.
type (
	User       = ID[userKind]
	Session    = ID[sessionKind]
	Workspace  = ID[workspaceKind]
	Channel    = ID[channelKind]
	Invite     = ID[inviteKind]
	Message    = ID[messageKind]
	Event      = ID[eventKind]
	Connection = ID[connectionKind]
	AuditEntry = ID[auditEntryKind]
	Group      = ID[groupKind]
)

// ErrMalformed is what parsing anything but a UUID in its canonical 36-character form returns.
var ErrMalformed = errors.New("malformed id")

const textLen = 36

// Parse reads the canonical form, in either case of letters. Any version of UUID is accepted: ids
// that came from an import keep theirs. The id of all zeros is none, and malformed.
func Parse[T ~[16]byte](s string) (T, error) {
	var out T
	if len(s) != textLen || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return out, ErrMalformed
	}
	at := 0
	for _, span := range [5][2]int{{0, 8}, {9, 13}, {14, 18}, {19, 23}, {24, 36}} {
		n, err := hex.Decode(out[at:], []byte(s[span[0]:span[1]]))
		if err != nil {
			return T{}, ErrMalformed
		}
		at += n
	}
	if out == (T{}) {
		return out, ErrMalformed // none is never written so: whoever says it wants something
	}
	return out, nil
}

// MustParse is Parse for constants in tests and generators; it panics on malformed text.
func MustParse[T ~[16]byte](s string) T {
	v, err := Parse[T](s)
	if err != nil {
		panic(fmt.Sprintf("id: %q: %v", s, err))
	}
	return v
}

// IsZero tells whether the id stands for "none".
func (i ID[K]) IsZero() bool { return i == ID[K]{} }

// String returns the canonical form, or "" for none.
func (i ID[K]) String() string {
	if i.IsZero() {
		return ""
	}
	var buf [textLen]byte
	i.put(&buf)
	return string(buf[:])
}

func (i ID[K]) put(buf *[textLen]byte) {
	hex.Encode(buf[0:8], i[0:4])
	buf[8] = '-'
	hex.Encode(buf[9:13], i[4:6])
	buf[13] = '-'
	hex.Encode(buf[14:18], i[6:8])
	buf[18] = '-'
	hex.Encode(buf[19:23], i[8:10])
	buf[23] = '-'
	hex.Encode(buf[24:36], i[10:16])
}

// MarshalText writes the canonical form; none is empty.
func (i ID[K]) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText is Parse; it refuses empty text.
func (i *ID[K]) UnmarshalText(text []byte) error {
	v, err := Parse[ID[K]](string(text))
	if err != nil {
		return err
	}
	*i = v
	return nil
}

// MarshalJSON writes a string, or null for none.
func (i ID[K]) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	var buf [textLen]byte
	i.put(&buf)
	out := make([]byte, 0, textLen+2)
	out = append(out, '"')
	out = append(out, buf[:]...)
	return append(out, '"'), nil
}

// UnmarshalJSON reads a string or null.
func (i *ID[K]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*i = ID[K]{}
		return nil
	}
	if len(data) != textLen+2 || data[0] != '"' || data[len(data)-1] != '"' {
		return ErrMalformed
	}
	return i.UnmarshalText(data[1 : len(data)-1])
}

// Value stores the canonical form, or NULL for none.
func (i ID[K]) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.String(), nil
}

// Scan reads what Value stored.
func (i *ID[K]) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*i = ID[K]{}
		return nil
	case string:
		return i.UnmarshalText([]byte(v))
	case []byte:
		return i.UnmarshalText(v)
	default:
		return fmt.Errorf("scan id from %T", src)
	}
}
