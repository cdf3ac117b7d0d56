package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Redact gives each event of these types about the subjects to rewrite, whatever state it is in, and puts what
// that returns in place of its data; nil leaves it. It is for words that are to be forgotten where what happened is
// not: the caller sees to it that no more events with them are added. It goes through the log from the events of
// a time on, as Erase does.
func Redact(
	ctx context.Context, db *sqldb.DB, since time.Time, subjects, types []string, rewrite func(bus.Event) (json.RawMessage, error),
) error {
	want := `subject IN (SELECT value FROM ` + db.Dialect().List("$1") + `) AND type IN (SELECT value FROM ` + db.Dialect().List("$2") + `)`
	return walk(ctx, db, id.At[id.Event](since).String(), want, subjects, types, func(found []id.Event) error {
		return db.Tx(ctx, func(tx *sqldb.Tx) error { return redactSome(ctx, tx, found, rewrite) })
	})
}

func redactSome(ctx context.Context, tx *sqldb.Tx, ids []id.Event, rewrite func(bus.Event) (json.RawMessage, error)) error {
	events, err := sqldb.Collect(ctx, tx, func(rows *sqldb.Rows) (bus.Event, error) {
		var e bus.Event
		return e, rows.Scan(&e.ID, &e.Type, &e.Version, &e.Subject, (*[]byte)(&e.Data))
	}, `SELECT id, type, version, subject, data FROM outbox WHERE id IN (SELECT value FROM `+tx.Dialect.List("$1")+`)`, sqldb.JSON(ids))
	if err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	for _, e := range events {
		data, err := rewrite(e)
		if err != nil {
			return err
		}
		if data == nil {
			continue
		}
		if _, err := tx.Exec(ctx, `UPDATE outbox SET data = $1, failure = NULL WHERE id = $2`, string(data), e.ID); err != nil {
			return fmt.Errorf("rewrite event: %w", err)
		}
	}
	return nil
}
