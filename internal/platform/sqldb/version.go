package sqldb

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// Version is how far the tables of one owner are.
type Version struct {
	Owner string
	Have  int64 // 0: there are none yet
	Want  int64 // the newest that this program knows
}

// NewerError is a database that a newer program has migrated. This one would misread it.
type NewerError struct{ Version }

func (e *NewerError) Error() string {
	return fmt.Sprintf("the tables of %q are of a newer Echo: they have version %d, this program knows %d; run that Echo, or restore a backup of before",
		e.Owner, e.Have, e.Want)
}

// OlderError is a database that was not migrated to what this program needs.
type OlderError struct{ Version }

func (e *OlderError) Error() string {
	return fmt.Sprintf("the tables of %q have version %d, this program needs %d: run echod migrate", e.Owner, e.Have, e.Want)
}

// Check tells whether the tables are what this program needs, without changing anything: nil, *OlderError
// or *NewerError.
func Check(ctx context.Context, db *DB, schemas ...Schema) error {
	versions, err := Versions(ctx, db, schemas...)
	if err != nil {
		return err
	}
	for _, v := range versions {
		switch {
		case v.Have < v.Want:
			return &OlderError{v}
		case v.Have > v.Want:
			return &NewerError{v}
		}
	}
	return nil
}

// Versions reads how far the tables of each owner are.
func Versions(ctx context.Context, db *DB, schemas ...Schema) ([]Version, error) {
	out, err := NoVersions(schemas...)
	if err != nil {
		return nil, err
	}
	for i, s := range schemas {
		if out[i].Have, err = s.applied(ctx, db); err != nil {
			return nil, fmt.Errorf("read version of %s: %w", s.Owner, err)
		}
	}
	return out, nil
}

// NoVersions is what Versions says of an empty database.
func NoVersions(schemas ...Schema) ([]Version, error) {
	out := make([]Version, len(schemas))
	for i, s := range schemas {
		want, err := s.newest()
		if err != nil {
			return nil, fmt.Errorf("read migrations of %s: %w", s.Owner, err)
		}
		out[i] = Version{Owner: s.Owner, Want: want}
	}
	return out, nil
}

func (s Schema) newest() (int64, error) {
	names, err := fs.Glob(s.Files, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, name := range names {
		n, err := goose.NumericComponent(name)
		if err != nil {
			return 0, err
		}
		newest = max(newest, n)
	}
	return newest, nil
}

func (s Schema) applied(ctx context.Context, db *DB) (int64, error) {
	there, err := db.hasTable(ctx, s.table())
	if err != nil || !there {
		return 0, err
	}
	var version int64
	err = db.QueryRow(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM `+s.table()).Scan(&version)
	return version, err
}

func (db *DB) hasTable(ctx context.Context, name string) (bool, error) {
	var n int64
	err := db.QueryRow(ctx, db.dialect.Pick(
		`SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1`,
		`SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1`), name).Scan(&n)
	return n > 0, err
}
