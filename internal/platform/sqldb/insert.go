package sqldb

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"
)

// Insert is a statement that writes many rows at once. Make one with NewInsert, as a constant of the
// program.
type Insert struct {
	columns  []column
	chunks   []chunk // SQLite: the largest first
	postgres string
}

type column struct{ name, kind string }

// chunk is the text that writes a fixed number of rows.
type chunk struct {
	rows int
	text string
}

// chunkSizes are how many rows one SQLite statement writes: few texts to keep compiled, and few
// statements for any number of rows.
var chunkSizes = [...]int{64, 16, 4, 1}

// NewInsert makes the statement for a table. A column is its name and whether it is text or bigint,
// "channel_id text"; none may be null. conflict is what follows the values, "ON CONFLICT …" or nothing.
func NewInsert(table, conflict string, columns ...string) *Insert {
	ins := &Insert{}
	names, arrays := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		name, kind, _ := strings.Cut(c, " ")
		ins.columns = append(ins.columns, column{name, kind})
		names[i], arrays[i] = name, fmt.Sprintf("$%d::%s[]", i+1, kind)
	}
	into := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") "
	for _, n := range chunkSizes {
		ins.chunks = append(ins.chunks, chunk{n, into + values(n, len(columns)) + " " + conflict})
	}
	ins.postgres = into + "SELECT * FROM unnest(" + strings.Join(arrays, ", ") + ") " + conflict
	return ins
}

func values(rows, columns int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + ")"
	return "VALUES " + strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
}

// Insert writes n rows; row returns the values of the i-th, in the order of the columns: string, int64
// or an id.
func (tx *Tx) Insert(ctx context.Context, ins *Insert, n int, row func(i int) []any) error {
	if n == 0 {
		return nil
	}
	if tx.Dialect == SQLite {
		return tx.insertChunks(ctx, ins, n, row)
	}
	args, err := ins.arrays(n, row)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, ins.postgres, args...)
	return err
}

func (tx *Tx) insertChunks(ctx context.Context, ins *Insert, n int, row func(i int) []any) error {
	args := make([]any, 0, min(n, chunkSizes[0])*len(ins.columns))
	at := 0
	for _, c := range ins.chunks {
		for n-at >= c.rows {
			args = args[:0]
			for i := range c.rows {
				args = append(args, row(at+i)...)
			}
			if _, err := tx.Exec(ctx, c.text, args...); err != nil {
				return err
			}
			at += c.rows
		}
	}
	return nil
}

// arrays turns rows into one array a column.
func (ins *Insert) arrays(n int, row func(i int) []any) ([]any, error) {
	texts, numbers := make([][]string, len(ins.columns)), make([][]int64, len(ins.columns))
	for i := range n {
		for c, v := range row(i) {
			if valuer, ok := v.(driver.Valuer); ok {
				var err error
				if v, err = valuer.Value(); err != nil {
					return nil, err
				}
			}
			switch v := v.(type) {
			case string:
				texts[c] = append(texts[c], v)
			case int64:
				numbers[c] = append(numbers[c], v)
			default:
				return nil, fmt.Errorf("insert %s: a %T is neither text nor bigint", ins.columns[c].name, v)
			}
		}
	}
	args := make([]any, len(ins.columns))
	for c := range args {
		if texts[c] != nil {
			args[c] = texts[c]
		} else {
			args[c] = numbers[c]
		}
	}
	return args, nil
}
