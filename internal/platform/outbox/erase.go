package outbox

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// eraseBatch is how many rows of the log one look takes in, and one transaction removes at most.
const eraseBatch = 250

// Erase removes all events about the subjects, published or not, but for those of the types that are to
// stay. It is for what was deleted for good: the caller sees to it that no more events about them are
// added. It goes through the whole log, which has no index by subject that every sender would pay for:
// reading beside the writer, and removing little at a time.
func Erase(ctx context.Context, db *sqldb.DB, subjects []string, stay ...string) error {
	type row struct {
		id     id.Event
		wanted bool
	}
	about, types := sqldb.JSON(subjects), sqldb.JSON(append([]string{}, stay...))
	var after string
	for {
		rows, err := sqldb.Collect(ctx, db, func(rows *sqldb.Rows) (row, error) {
			var r row
			return r, rows.Scan(&r.id, &r.wanted)
		}, `
			SELECT id, subject IN (SELECT value FROM `+db.Dialect().List("$1")+`) AND type NOT IN (SELECT value FROM `+db.Dialect().List("$2")+`)
			FROM outbox WHERE id > $3 ORDER BY id LIMIT $4`, about, types, after, eraseBatch)
		if err != nil {
			return fmt.Errorf("look for events to erase: %w", err)
		}
		var found []id.Event
		for _, r := range rows {
			if r.wanted {
				found = append(found, r.id)
			}
		}
		if len(found) > 0 {
			_, err := db.Exec(ctx, `DELETE FROM outbox WHERE id IN (SELECT value FROM `+db.Dialect().List("$1")+`)`, sqldb.JSON(found))
			if err != nil {
				return fmt.Errorf("erase events: %w", err)
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
