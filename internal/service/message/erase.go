package message

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// How the eraser works.
const (
	eraseRows  = 100                  // rows a transaction: SQLite's only writer is free again within milliseconds
	eraseRest  = 2 * time.Millisecond // between transactions, so that no sender finds the writer taken again
	eraseAhead = 100                  // channels that share one pass over the event log
	eraseEvery = time.Minute          // looks again for what failed, or another instance left behind

	// keepTombstone is how long a deleted channel turns away what is late: a batch of a process that
	// stood still, an event out of the parking lot.
	keepTombstone = 30 * 24 * time.Hour
)

// eraser removes what deleted channels held: messages and what belongs to them, receipts and events; from the event
// log what deleted messages said; and what drafts left. It works beside the senders, a small transaction at a time.
// Tombstones are its list of work, so it takes up after a crash where it was. Two instances may work on the same
// channel.
type eraser struct {
	*loop

	db    *sqldb.DB
	clock clock.Clock
	log   *slog.Logger

	// step is called before each chunk of messages; tests look around there.
	step func()
}

func newEraser(db *sqldb.DB, c clock.Clock, log *slog.Logger) *eraser {
	e := &eraser{db: db, clock: c, log: log}
	e.loop = newLoop(e.work)
	return e
}

func (e *eraser) work(ctx context.Context) time.Duration {
	if err := errors.Join(e.eraseAll(ctx), e.redactAll(ctx), e.sweepDrafts(ctx)); err != nil && ctx.Err() == nil {
		e.log.ErrorContext(ctx, "erase what was deleted", "error", err)
	}
	return eraseEvery
}

// eraseAll works until no tombstone has anything left to erase.
func (e *eraser) eraseAll(ctx context.Context) error {
	for {
		channels, err := sqldb.Collect(ctx, e.db, scanChannel, `
			SELECT channel_id FROM channel_heads WHERE deleted_at IS NOT NULL AND erased_at IS NULL
			ORDER BY deleted_at LIMIT $1`, eraseAhead)
		if err != nil {
			return fmt.Errorf("list deleted channels: %w", err)
		}
		if len(channels) == 0 {
			return nil
		}
		if err := e.erase(ctx, channels); err != nil {
			return err
		}
	}
}

func (e *eraser) erase(ctx context.Context, channels []id.Channel) error {
	subjects := make([]string, len(channels))
	for i, ch := range channels {
		subjects[i] = ch.String()
		if err := e.eraseMessages(ctx, ch); err != nil {
			return fmt.Errorf("erase messages: %w", err)
		}
		for _, of := range beside {
			if err := e.eraseBeside(ctx, ch, of); err != nil {
				return fmt.Errorf("erase %s: %w", of.table, err)
			}
		}
		if err := errors.Join(e.eraseUnsent(ctx, ch), e.erasePreviews(ctx, ch)); err != nil {
			return err
		}
	}
	// Whatever state they are in: nobody is to learn any more what was said there.
	if err := outbox.Erase(ctx, e.db, subjects); err != nil {
		return err
	}
	now := e.clock.Now()
	return e.db.Tx(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE channel_heads SET erased_at = $1 WHERE channel_id IN (SELECT value FROM `+
			tx.Dialect.List("$2")+`)`, now.UnixMicro(), sqldb.JSON(channels))
		if err != nil {
			return fmt.Errorf("note erased channels: %w", err)
		}
		_, err = tx.Exec(ctx, `DELETE FROM channel_heads WHERE deleted_at < $1 AND erased_at IS NOT NULL`,
			now.Add(-keepTombstone).UnixMicro())
		if err != nil {
			return fmt.Errorf("drop old tombstones: %w", err)
		}
		return nil
	})
}

// eraseMessages goes through the numbers, which are dense; the tombstone keeps new ones out.
func (e *eraser) eraseMessages(ctx context.Context, ch id.Channel) error {
	var first, last int64
	err := e.db.QueryRow(ctx, `
		SELECT COALESCE(MIN(message_no), 1), COALESCE(MAX(message_no), 0) FROM messages WHERE channel_id = $1`, ch).Scan(&first, &last)
	if err != nil {
		return err
	}
	for from := first; from <= last; from += eraseRows {
		if e.step != nil {
			e.step()
		}
		err := e.db.Tx(ctx, func(tx *sqldb.Tx) error {
			for _, table := range []string{"message_edits", "reactions", "messages"} {
				_, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE channel_id = $1 AND message_no >= $2 AND message_no < $3`,
					ch, from, from+eraseRows)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := rest(ctx); err != nil {
			return err
		}
	}
	return nil
}

// beside is what else is kept of a channel, and by what its rows differ.
var beside = []struct{ table, key string }{
	{"read_receipts", "user_id"},
	{"mentions", "target, message_no"},
	{"thread_follows", "user_id, root_id"},
	{"saved_messages", "user_id, message_id"},
	{"redactions", "message_id"},
}

func (e *eraser) eraseBeside(ctx context.Context, ch id.Channel, of struct{ table, key string }) error {
	for {
		n, err := e.db.Exec(ctx, `DELETE FROM `+of.table+` WHERE channel_id = $1 AND (`+of.key+`) IN (
			SELECT `+of.key+` FROM `+of.table+` WHERE channel_id = $1 ORDER BY `+of.key+` LIMIT $2)`, ch, eraseRows)
		if err != nil || n < eraseRows {
			return err
		}
		if err := rest(ctx); err != nil {
			return err
		}
	}
}

func rest(ctx context.Context) error {
	pause := time.NewTimer(eraseRest)
	defer pause.Stop()
	select {
	case <-pause.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
