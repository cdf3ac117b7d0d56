package sqldb

import (
	"encoding/json"
	"reflect"
)

// Dialect is the kind of database.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Dialect returns the kind of database this is.
func (db *DB) Dialect() Dialect { return db.dialect }

// Pick returns the text for this database, where one text cannot serve both.
func (d Dialect) Pick(sqlite, postgres string) string {
	if d == SQLite {
		return sqlite
	}
	return postgres
}

// List is a table of one column, value, made of the JSON array in a parameter, for conditions like
//
//	channel_id IN (SELECT value FROM ` + db.Dialect().List("$1") + `)
//
// with JSON(ids) as the argument: one statement text for any number of ids.
func (d Dialect) List(param string) string {
	return d.Pick("json_each("+param+")", "jsonb_array_elements_text("+param+"::jsonb) AS list(value)")
}

// Records is a table of one column, value, made of the JSON array of objects in a parameter. Read its
// fields with value->>'name', cast where they are not text:
//
//	INSERT INTO t (a, n) SELECT value->>'a', CAST(value->>'n' AS BIGINT) FROM ` + d.Records("$1")
func (d Dialect) Records(param string) string {
	return d.Pick("json_each("+param+")", "jsonb_array_elements("+param+"::jsonb) AS records(value)")
}

// ForUpdate is the clause that locks the rows read until the end of the transaction. SQLite's writer
// holds the whole database already.
func (d Dialect) ForUpdate() string { return d.Pick("", "FOR UPDATE") }

// JSON returns v as JSON text, for List, Records and JSON columns; a nil slice is an empty list. v must be
// encodable.
func JSON(v any) string {
	if list := reflect.ValueOf(v); list.Kind() == reflect.Slice && list.IsNil() {
		return "[]"
	}
	raw, err := json.Marshal(v)
	if err != nil {
		// Only types of this program come here.
		panic("sqldb: " + err.Error())
	}
	return string(raw)
}
