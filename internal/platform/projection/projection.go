// Package projection is about tables that consumers keep of events: how two that should be the same are compared,
// row by row, and how the one in use is mended by the one that was made anew of the event log.
package projection

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Table is what a consumer keeps, and what of it events decide; what a service writes there by itself is left
// out. Columns are expressions whose values are text or whole numbers, and never null.
type Table struct {
	Consumer string // the group that keeps it
	Name     string
	// Key are ids that tell rows apart.
	Key []string
	// Rank only rises: of two versions of a row the one with any of these greater has seen more. Numbers.
	Rank []string
	// Rest is what else events decide.
	Rest []string
	// From is what follows FROM: the table, and which of its rows are compared. It may use $1, which is Scope's.
	From func(d sqldb.Dialect) string
	// Scope returns $1 for both sides; nil when From does without.
	Scope func(ctx context.Context, live *sqldb.DB, now time.Time) (any, error)
	// Carried columns are put back with a row, and not compared.
	Carried []string
	// Mend puts a row into the table in use, unless that has seen more: $1 and on are all columns above, in order.
	// nil: rows are not put back, and Advice says what to do.
	Mend   func(d sqldb.Dialect) string
	Advice string
	// Outlives says that rows stay though their events are gone, with what they were about.
	Outlives bool
}

// Projector makes the projections of a service anew, in a database of its own, by the handlers that keep them. It
// announces nothing.
type Projector interface {
	Tables() []Table
	// Begin takes over what was so when the log begins, of what no event tells but the service's own tables do.
	// from is zero when the log goes back to the beginning.
	Begin(ctx context.Context, live *sqldb.DB, from time.Time) error
	// Handle deals with the next events of the log, of all types. Those that it cannot deal with it hands to
	// refused, and goes on.
	Handle(ctx context.Context, events []bus.Event, refused func(bus.Event, error)) error
}

func (t Table) columns() []string { return slices.Concat(t.Key, t.Rank, t.Rest, t.Carried) }

// compared is how many of the columns are compared.
func (t Table) compared() int { return len(t.Key) + len(t.Rank) + len(t.Rest) }

// row is one of the table, its columns in order.
type row []any

func (r row) key(t Table) string { return text(r[:len(t.Key)]) }

func text(values []any) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = fmt.Sprint(v)
	}
	return strings.Join(parts, " ")
}

// same tells whether two rows are, in all that is compared.
func (t Table) same(a, b row) bool { return slices.Equal(a[:t.compared()], b[:t.compared()]) }

// ahead tells whether a has seen more than b in anything.
func (t Table) ahead(a, b row) bool {
	for i := len(t.Key); i < len(t.Key)+len(t.Rank); i++ {
		x, _ := a[i].(int64)
		y, _ := b[i].(int64)
		if x > y {
			return true
		}
	}
	return false
}

// cursor reads a table in the order of its key.
type cursor struct {
	rows *sqldb.Rows
	of   Table
	now  row // nil at the end
}

func (t Table) read(ctx context.Context, db *sqldb.DB, scope any) (*cursor, error) {
	order := make([]string, len(t.Key))
	for i := range t.Key {
		order[i] = t.Key[i] + db.Dialect().Pick("", ` COLLATE "C"`)
	}
	var args []any
	if t.Scope != nil {
		args = append(args, scope)
	}
	rows, err := db.Query(ctx, `SELECT `+strings.Join(t.columns(), ", ")+` FROM `+t.From(db.Dialect())+` ORDER BY `+strings.Join(order, ", "), args...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.Name, err)
	}
	c := &cursor{rows: rows, of: t}
	return c, c.next()
}

func (c *cursor) next() error {
	if !c.rows.Next() {
		c.now = nil
		return c.rows.Err()
	}
	c.now = make(row, len(c.of.columns()))
	into := make([]any, len(c.now))
	for i := range into {
		into[i] = &c.now[i]
	}
	return c.rows.Scan(into...)
}

// digest is a checksum of rows in their order.
type digest struct {
	rows int
	sum  [sha256.Size]byte
}

func (d *digest) add(t Table, r row) {
	d.rows++
	d.sum = sha256.Sum256(append(d.sum[:], text(r[:t.compared()])...))
}

// Checksum is what a table holds, in short.
type Checksum struct {
	Name, Sum string
	Rows      int
}

func (d *digest) short(t Table) Checksum {
	return Checksum{t.Name, hex.EncodeToString(d.sum[:])[:16], d.rows}
}

// Sum reads a table in use.
func Sum(ctx context.Context, t Table, db *sqldb.DB, now time.Time) (Checksum, error) {
	var scope any
	var err error
	if t.Scope != nil {
		if scope, err = t.Scope(ctx, db, now); err != nil {
			return Checksum{}, err
		}
	}
	c, err := t.read(ctx, db, scope)
	if err != nil {
		return Checksum{}, err
	}
	defer c.rows.Close()
	var d digest
	for c.now != nil {
		d.add(t, c.now)
		if err := c.next(); err != nil {
			return Checksum{}, err
		}
	}
	return d.short(t), nil
}
