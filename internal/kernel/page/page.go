// Package page holds what every list in Echo shares: its shape, its limits and its keyset cursors.
package page

import (
	"encoding/base64"
	"encoding/json"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// The limits of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 200
)

// List is one page of a list. NextCursor is nil on the last page.
type List[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"nextCursor"`
}

// Limit returns n within 1..MaxLimit, DefaultLimit for 0.
func Limit(n int) int {
	switch {
	case n <= 0:
		return DefaultLimit
	case n > MaxLimit:
		return MaxLimit
	}
	return n
}

// Encode makes a cursor of the key of the last item shown. Clients treat it as opaque.
func Encode(key any) string {
	raw, err := json.Marshal(key)
	if err != nil {
		// Keys are structs of strings and numbers made here.
		panic("page: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Decode reads a cursor into key. An empty cursor leaves key as it is; anything that Encode did not
// make for this kind of list is errs.Invalid("bad_cursor").
func Decode(cursor string, key any) error {
	if cursor == "" {
		return nil
	}
	bad := errs.Invalid("bad_cursor", "This cursor is not one of this list.")
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return bad.Because(err)
	}
	if err := json.Unmarshal(raw, key); err != nil {
		return bad.Because(err)
	}
	return nil
}

// All makes a page of a list that is short by nature and comes whole.
func All[T any](rows []T) List[T] { return Cut(rows, len(rows), nil) }

// Cut makes a page of up to limit items out of rows read with LIMIT limit+1; key gives the cursor
// key of an item.
func Cut[T any](rows []T, limit int, key func(T) any) List[T] {
	if rows == nil {
		rows = []T{}
	}
	if len(rows) <= limit {
		return List[T]{Items: rows}
	}
	rows = rows[:limit]
	next := Encode(key(rows[limit-1]))
	return List[T]{Items: rows, NextCursor: &next}
}
