package outbox

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// eraseBatch is how many rows of the log one look takes in, and one transaction changes at most.
const eraseBatch = 250

// Erase removes all events about the subjects, published or not, but for those of the types that are to
// stay. It is for what was deleted for good: the caller sees to it that no more events about them are
// added. It goes through the whole log, which has no index by subject that every sender would pay for:
// reading beside the writer, and removing little at a time.
func Erase(ctx context.Context, db *sqldb.DB, subjects []string, stay ...string) error {
	want := `subject IN (SELECT value FROM ` + db.Dialect().List("$1") + `) AND type NOT IN (SELECT value FROM ` + db.Dialect().List("$2") + `)`
	return walk(ctx, db, "", want, subjects, stay, func(found []id.Event) error {
		_, err := db.Exec(ctx, `DELETE FROM outbox WHERE id IN (SELECT value FROM `+db.Dialect().List("$1")+`)`, sqldb.JSON(found))
		if err != nil {
			return fmt.Errorf("erase events: %w", err)
		}
		return nil
	})
}

// walk goes through the log after an id, and calls each with those rows of a look that are wanted, when there are
// any. The condition's $1 and $2 are subjects and types.
func walk(
	ctx context.Context, db *sqldb.DB, after, want string, subjects, types []string, each func(found []id.Event) error,
) error {
	type row struct {
		id     id.Event
		wanted bool
	}
	about, of := sqldb.JSON(subjects), sqldb.JSON(types)
	for {
		rows, err := sqldb.Collect(ctx, db, func(rows *sqldb.Rows) (row, error) {
			var r row
			return r, rows.Scan(&r.id, &r.wanted)
		}, `SELECT id, `+want+` FROM outbox WHERE id > $3 ORDER BY id LIMIT $4`, about, of, after, eraseBatch)
		if err != nil {
			return fmt.Errorf("go through events: %w", err)
		}
		var found []id.Event
		for _, r := range rows {
			if r.wanted {
				found = append(found, r.id)
			}
		}
		if len(found) > 0 {
			if err := each(found); err != nil {
				return err
			}
		}
		if len(rows) < eraseBatch {
			return nil
		}
		after = rows[len(rows)-1].id.String()
	}
}

// EraseNow is Erase in the transaction that deletes what the events are about, all at once. It is for
// services whose table has an index by subject.
func EraseNow(ctx context.Context, tx *sqldb.Tx, subjects []string) error {
	_, err := tx.Exec(ctx, `DELETE FROM outbox WHERE subject IN (SELECT value FROM `+tx.Dialect.List("$1")+`)`, sqldb.JSON(subjects))
	if err != nil {
		return fmt.Errorf("erase events: %w", err)
	}
	return nil
}
