package projection

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Kinds of differences.
const (
	Missing = "missing"        // the log tells of it, and it is not there
	Stale   = "different"      // the log tells otherwise
	Unknown = "not in the log" // it is there, and the log does not tell of it
)

// Difference is a row that is not as the log says. It names ids, and nothing that people wrote.
type Difference struct {
	Kind, Key string
}

// Result is how a table compares with what was made anew.
type Result struct {
	Table         Table
	Live, Rebuilt Checksum
	Count         map[string]int // differences, by kind
	First         []Difference
	Mended        int

	seen map[string]string // the differences, with what was there
}

// Same tells whether there is no difference.
func (r Result) Same() bool { return len(r.Count) == 0 }

const (
	shown     = 10
	mendBatch = 200 // rows a transaction, so that nobody waits long
)

// Comparison is how tables are compared.
type Comparison struct {
	Live, Rebuilt *sqldb.DB
	// From is when the log begins, zero for at the beginning. Else rows count as different only where the log has
	// seen more, or the same and otherwise: it does not know what was before.
	From time.Time
	Now  time.Time
	// Before is what an earlier comparison found: only what was so then and has not moved since is a
	// difference. Everything else was on its way.
	Before *Result
	// Mend puts rows back.
	Mend bool
}

// Compare reads a table and what was made anew, side by side, and mends the former if that is asked for.
func Compare(ctx context.Context, t Table, c Comparison) (Result, error) {
	r := &comparing{Comparison: c, table: t, result: Result{Table: t, Count: map[string]int{}, seen: map[string]string{}}}
	var scope any
	var err error
	if t.Scope != nil {
		if scope, err = t.Scope(ctx, c.Live, c.Now); err != nil {
			return Result{}, err
		}
	}
	live, err := t.read(ctx, c.Live, scope)
	if err != nil {
		return Result{}, err
	}
	defer live.rows.Close()
	rebuilt, err := t.read(ctx, c.Rebuilt, scope)
	if err != nil {
		return Result{}, err
	}
	defer rebuilt.rows.Close()
	if err := r.walk(ctx, live, rebuilt); err != nil {
		return Result{}, fmt.Errorf("compare %s: %w", t.Name, err)
	}
	err = r.mend(ctx)
	r.result.Live, r.result.Rebuilt = r.live.short(t), r.rebuilt.short(t)
	return r.result, err
}

type comparing struct {
	Comparison

	table         Table
	result        Result
	live, rebuilt digest
	lost          []row // and still to be put back
}

// walk goes through both at once, in the order of their keys.
func (r *comparing) walk(ctx context.Context, live, rebuilt *cursor) error {
	for live.now != nil || rebuilt.now != nil {
		order := compareKeys(r.table, live.now, rebuilt.now)
		var here, there row
		var err error
		if order <= 0 {
			here = live.now
			err = live.next()
		}
		if order >= 0 && err == nil {
			there = rebuilt.now
			err = rebuilt.next()
		}
		if err == nil {
			err = r.look(ctx, here, there)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// compareKeys orders rows; the end of a table comes after all.
func compareKeys(t Table, a, b row) int {
	if a == nil || b == nil {
		return cmp.Compare(bit(a == nil), bit(b == nil))
	}
	return slices.CompareFunc(a[:len(t.Key)], b[:len(t.Key)], func(x, y any) int { return cmp.Compare(fmt.Sprint(x), fmt.Sprint(y)) })
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// look compares one row; nil is one that is not there.
func (r *comparing) look(ctx context.Context, live, rebuilt row) error {
	kind := r.kind(live, rebuilt)
	switch {
	case kind == "" && (live == nil || rebuilt == nil): // the log cannot know it
		return nil
	case kind == "":
		r.live.add(r.table, live)
		r.rebuilt.add(r.table, live)
		return nil
	}
	one := live
	if one == nil {
		one = rebuilt
	}
	key, was := one.key(r.table), text(live)
	r.result.seen[key] = was
	if before := r.Before; before != nil {
		if earlier, ok := before.seen[key]; !ok || earlier != was {
			return nil // on its way
		}
	}
	if live != nil {
		r.live.add(r.table, live)
	}
	if rebuilt != nil {
		r.rebuilt.add(r.table, rebuilt)
	}
	if r.result.Count[kind]++; len(r.result.First) < shown {
		r.result.First = append(r.result.First, Difference{kind, key})
	}
	if r.Mend && r.table.Mend != nil && rebuilt != nil {
		r.lost = append(r.lost, rebuilt)
	}
	if len(r.lost) < mendBatch {
		return nil
	}
	return r.mend(ctx)
}

// kind says in what way a row is not as the log says; "" when it is, as far as the log knows.
func (r *comparing) kind(live, rebuilt row) string {
	whole := r.From.IsZero()
	switch {
	case rebuilt == nil && (!whole || r.table.Outlives):
		return ""
	case rebuilt == nil:
		return Unknown
	case live == nil:
		return Missing
	case r.table.same(live, rebuilt):
		return ""
	case !whole && r.table.ahead(live, rebuilt) && !r.table.ahead(rebuilt, live):
		return ""
	}
	return Stale
}

// mend puts back what was found to be lost.
func (r *comparing) mend(ctx context.Context) error {
	if len(r.lost) == 0 {
		return nil
	}
	query := r.table.Mend(r.Comparison.Live.Dialect())
	err := r.Comparison.Live.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, lost := range r.lost {
			n, err := tx.Exec(ctx, query, lost...)
			if err != nil {
				return err
			}
			r.result.Mended += int(n)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mend %s: %w", r.table.Name, err)
	}
	r.lost = r.lost[:0]
	return nil
}
