package move

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// layout is a table as both sides have it.
type layout struct {
	name    string
	columns []column
}

type column struct {
	name string
	kind string // of PostgreSQL: text, int8, bool, bytea
}

func (l layout) quoted() string { return pgx.Identifier{l.name}.Sanitize() }

func (l layout) columnNames() []string {
	names := make([]string, len(l.columns))
	for i, c := range l.columns {
		names[i] = c.name
	}
	return names
}

// list is the columns, in order, for both dialects.
func (l layout) list() string {
	names := l.columnNames()
	for i, n := range names {
		names[i] = pgx.Identifier{n}.Sanitize()
	}
	return strings.Join(names, ", ")
}

// readLayout reads the tables of both sides, which must have the same columns, in an order in which each
// comes after those that it refers to.
func readLayout(ctx context.Context, source *source, target pgx.Tx) ([]layout, error) {
	here, err := source.tables(ctx)
	if err != nil {
		return nil, fmt.Errorf("read tables of SQLite: %w", err)
	}
	there, err := targetTables(ctx, target)
	if err != nil {
		return nil, fmt.Errorf("read tables of PostgreSQL: %w", err)
	}
	names := slices.Sorted(maps.Keys(here))
	if want := slices.Sorted(maps.Keys(there)); !slices.Equal(names, want) {
		return nil, fmt.Errorf("the tables differ: %v here, %v there", names, want)
	}
	for _, name := range names {
		columns := layout{columns: there[name]}.columnNames()
		slices.Sort(columns)
		if own := slices.Sorted(slices.Values(here[name])); !slices.Equal(own, columns) {
			return nil, fmt.Errorf("the columns of %s differ: %v here, %v there", name, own, columns)
		}
	}
	references, err := targetReferences(ctx, target)
	if err != nil {
		return nil, fmt.Errorf("read references of PostgreSQL: %w", err)
	}
	return inOrder(names, there, references), nil
}

// isHistory tells the tables that say which migrations ran, which each side keeps for itself, and the mark.
func isHistory(table string) bool { return strings.HasPrefix(table, "schema_") || table == mark }

func targetTables(ctx context.Context, target pgx.Tx) (map[string][]column, error) {
	rows, err := target.Query(ctx, `
		SELECT c.table_name, c.column_name, c.udt_name FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
		WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	tables := map[string][]column{}
	for rows.Next() {
		var table string
		var c column
		if err := rows.Scan(&table, &c.name, &c.kind); err != nil {
			return nil, err
		}
		if isHistory(table) {
			continue
		}
		if !slices.Contains([]string{"text", "int8", "bool", "bytea"}, c.kind) {
			return nil, fmt.Errorf("%s.%s is of a type that is not moved: %s", table, c.name, c.kind)
		}
		tables[table] = append(tables[table], c)
	}
	return tables, rows.Err()
}

// targetReferences returns which tables each one refers to.
func targetReferences(ctx context.Context, target pgx.Tx) (map[string][]string, error) {
	rows, err := target.Query(ctx, `
		SELECT a.relname, b.relname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
		WHERE k.contype = 'f' AND a.relnamespace = current_schema()::regnamespace`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return nil, err
		}
		out[from] = append(out[from], to)
	}
	return out, rows.Err()
}

func inOrder(names []string, columns map[string][]column, references map[string][]string) []layout {
	var out []layout
	done := map[string]bool{}
	var place func(name string)
	place = func(name string) {
		if done[name] {
			return
		}
		done[name] = true
		for _, other := range references[name] {
			place(other)
		}
		out = append(out, layout{name, columns[name]})
	}
	for _, name := range names {
		place(name)
	}
	return out
}
