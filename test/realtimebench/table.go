//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Memory is counted as operating systems do.
const (
	kilo = 1 << 10
	mega = 1 << 20
)

// figure is one measured number.
type figure struct {
	Table  string  `json:"table"`
	Row    string  `json:"row"`
	Column string  `json:"column"`
	Value  float64 `json:"value"`
}

func (b *bench) put(table, row, column string, value float64) {
	b.figures = append(b.figures, figure{table, row, column, value})
	b.logf("  %-28s %-28s %-24s %s", table, row, column, number(value))
}

// value returns a figure; false if it was not measured.
func (b *bench) value(table, row, column string) (float64, bool) {
	for _, f := range b.figures {
		if f.Table == table && f.Row == row && f.Column == column {
			return f.Value, true
		}
	}
	return 0, false
}

// number formats to three digits or so.
func number(v float64) string {
	switch {
	case v >= 1e6:
		return fmt.Sprintf("%.2fM", v/1e6)
	case v >= 1e5:
		return fmt.Sprintf("%.0fk", v/1e3)
	case v >= 100 || v == float64(int64(v)):
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}

// write prints what was measured and keeps it in files.
func (b *bench) write(out io.Writer, folder string) error {
	var text strings.Builder
	for _, name := range b.names(func(f figure) string { return f.Table }, func(figure) bool { return true }) {
		b.writeTable(&text, name)
	}
	b.writeGoals(&text)
	for _, note := range b.notes {
		fmt.Fprintf(&text, "- %s\n", note)
	}
	if _, err := io.WriteString(out, text.String()); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(struct {
		Figures []figure `json:"figures"`
		Goals   []goal   `json:"goals"`
		Notes   []string `json:"notes"`
	}{b.figures, b.goals, b.notes}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "realtime.json"), append(raw, '\n'), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "realtime.md"), []byte(text.String()), 0o600)
}

// names returns the different names of figures, in the order in which they were measured.
func (b *bench) names(of func(figure) string, among func(figure) bool) []string {
	var names []string
	for _, f := range b.figures {
		if among(f) && !slices.Contains(names, of(f)) {
			names = append(names, of(f))
		}
	}
	return names
}

// writeTable writes a table and, below it, how the servers compare.
func (b *bench) writeTable(text *strings.Builder, table string) {
	in := func(f figure) bool { return f.Table == table }
	rows := b.names(func(f figure) string { return f.Row }, in)
	columns := b.names(func(f figure) string { return f.Column }, in)
	fmt.Fprintf(text, "| %s | %s |\n|---|%s\n", table, strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	line := func(name string, cell func(column string) string) {
		fmt.Fprintf(text, "| %s |", name)
		for _, column := range columns {
			fmt.Fprintf(text, " %s |", cell(column))
		}
		text.WriteString("\n")
	}
	for _, row := range rows {
		line(row, func(column string) string {
			v, ok := b.value(table, row, column)
			if !ok {
				return ""
			}
			return number(v)
		})
	}
	for _, pair := range [][2]string{{"node", rows[0]}, {rows[0], "floor"}} {
		if !slices.Contains(rows, pair[0]) || !slices.Contains(rows, pair[1]) || pair[0] == pair[1] {
			continue
		}
		line("**"+pair[0]+" ÷ "+pair[1]+"**", func(column string) string {
			a, hasA := b.value(table, pair[0], column)
			c, hasC := b.value(table, pair[1], column)
			if !hasA || !hasC || c == 0 {
				return ""
			}
			return number(a/c) + "x"
		})
	}
	text.WriteString("\n")
}
