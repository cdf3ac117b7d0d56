// Package audit is an append-only log of who did what, in the database of the service that it is about
// and in the transaction of the deed. Entries are chained by hashes, one chain a scope (a workspace, the
// accounts of a server): whoever changes, removes or inserts one breaks every link after it, and Verify
// says where.
//
// As a chain is never edited, what may have to be forgotten one day has no place in it: people are named
// by their id, never by name or mail address.
package audit

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the log's tables in a service's database.
func Schema() sqldb.Schema { return sqldb.Schema{Owner: "audit", Files: migrations} }

// Migrate makes them.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schema()) }

// Entry is something that was done.
type Entry struct {
	Scope      string  // whose log: a workspace's id, "accounts"
	Actor      id.User // none: nobody who is signed in
	Action     string  // what was done: "member.role_changed"
	TargetType string  // to what: "user", "channel"
	TargetID   string
	TargetName string // as it was called then; empty for people
	Address    string // the actor's IP address, where it is known
	Details    any    // a JSON object; nil for none
}

// Record is an entry as it stands in the log.
type Record struct {
	Entry // Details is a json.RawMessage
	ID    id.AuditEntry
	Seq   int64 // 1, 2, 3… in its scope
	At    time.Time
}

// Append adds an entry in the caller's transaction, dated as the change. Until that ends, nobody else adds to the
// same scope: let it be the last statement, and the chains of two scopes are never taken in one transaction.
func Append(ctx context.Context, c *outbox.Change, e Entry) error {
	details := []byte("{}")
	if e.Details != nil {
		var err error
		if details, err = json.Marshal(e.Details); err != nil {
			return fmt.Errorf("encode details of %s: %w", e.Action, err)
		}
	}
	e.Details = json.RawMessage(details)
	head, err := takeHead(ctx, c.Tx, e.Scope)
	if err != nil {
		return fmt.Errorf("append to audit log: %w", err)
	}
	r := Record{Entry: e, ID: id.New[id.AuditEntry](), Seq: head.seq + 1, At: c.At}
	hash := r.hash(head.hash)
	_, err = c.Exec(ctx, `
		INSERT INTO audit (scope, seq, id, at, actor, action, target_type, target_id, target_name, address, details, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		r.Scope, r.Seq, r.ID, r.At.UnixMicro(), r.Actor, r.Action, r.TargetType, r.TargetID, r.TargetName, r.Address,
		string(details), hash)
	if err == nil {
		_, err = c.Exec(ctx, `UPDATE audit_heads SET seq = $1, hash = $2 WHERE scope = $3`, r.Seq, hash, r.Scope)
	}
	if err != nil {
		return fmt.Errorf("append to audit log: %w", err)
	}
	return nil
}

// head is the last link of a chain.
type head struct {
	seq  int64
	hash string
}

// takeHead reads the head of a chain and keeps it until the end of the transaction. A new chain starts
// with an empty hash.
func takeHead(ctx context.Context, tx *sqldb.Tx, scope string) (h head, err error) {
	_, err = tx.Exec(ctx, `INSERT INTO audit_heads (scope, seq, hash) VALUES ($1, 0, '') ON CONFLICT (scope) DO NOTHING`, scope)
	if err != nil {
		return h, err
	}
	return readHead(ctx, tx, scope, tx.Dialect.ForUpdate())
}

func readHead(ctx context.Context, q sqldb.Querier, scope, lock string) (h head, err error) {
	err = q.QueryRow(ctx, `SELECT seq, hash FROM audit_heads WHERE scope = $1 `+lock, scope).Scan(&h.seq, &h.hash)
	return h, err
}

// hash is the link of r after the one before it. Its input is JSON, in which no two different records
// look alike.
func (r Record) hash(before string) string {
	raw, err := json.Marshal([]any{
		before, r.Scope, r.Seq, r.ID, r.At.UnixMicro(), r.Actor, r.Action, r.TargetType, r.TargetID, r.TargetName, r.Address,
		string(r.Details.(json.RawMessage)),
	})
	if err != nil {
		panic("audit: " + err.Error()) // strings and numbers only
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

const columns = `id, seq, at, actor, action, target_type, target_id, target_name, address, details, hash`

func scanRecord(rows *sqldb.Rows, scope string) (r Record, hash string, err error) {
	var at int64
	var details []byte
	r.Scope = scope
	err = rows.Scan(&r.ID, &r.Seq, &at, &r.Actor, &r.Action, &r.TargetType, &r.TargetID, &r.TargetName, &r.Address, &details, &hash)
	r.At, r.Details = time.UnixMicro(at).UTC(), json.RawMessage(details)
	return r, hash, err
}

// List returns a page of a scope's log, the newest first. Codes: bad_cursor.
func List(ctx context.Context, q sqldb.Querier, scope, cursor string, limit int) (page.List[Record], error) {
	before := int64(1<<63 - 1)
	if err := page.Decode(cursor, &before); err != nil {
		return page.List[Record]{}, err
	}
	limit = page.Limit(limit)
	rows, err := sqldb.Collect(ctx, q, func(rows *sqldb.Rows) (Record, error) {
		r, _, err := scanRecord(rows, scope)
		return r, err
	}, `SELECT `+columns+` FROM audit WHERE scope = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`, scope, before, limit+1)
	if err != nil {
		return page.List[Record]{}, fmt.Errorf("list audit log: %w", err)
	}
	return page.Cut(rows, limit, func(r Record) any { return r.Seq }), nil
}

// BrokenError is the first entry of a chain that is not as it was written, or is missing.
type BrokenError struct {
	Scope string
	Seq   int64
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("audit log of %s: entry %d was changed or is missing", e.Scope, e.Seq)
}

// verifyBatch is how many entries Verify has in memory.
const verifyBatch = 1000

// Verify reads a scope's whole log and returns a *BrokenError when an entry is not as it was written. Entries that
// are added meanwhile may be left out.
func Verify(ctx context.Context, q sqldb.Querier, scope string) error {
	last, err := readHead(ctx, q, scope, "")
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return fmt.Errorf("verify audit log: %w", err)
	}
	var at head // what was found good
	for {
		good, n, err := verifyAfter(ctx, q, scope, at)
		if err != nil {
			return err
		}
		at = good
		if n < verifyBatch {
			break
		}
	}
	if at.seq < last.seq || at.seq == last.seq && at.hash != last.hash {
		return &BrokenError{Scope: scope, Seq: min(at.seq+1, last.seq)}
	}
	return nil
}

// verifyAfter verifies up to verifyBatch entries after one that is good; it returns the last and how many.
func verifyAfter(ctx context.Context, q sqldb.Querier, scope string, at head) (good head, n int, err error) {
	rows, err := q.Query(ctx, `SELECT `+columns+` FROM audit WHERE scope = $1 AND seq > $2 ORDER BY seq LIMIT $3`, scope, at.seq, verifyBatch)
	if err != nil {
		return at, 0, fmt.Errorf("verify audit log: %w", err)
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		r, hash, err := scanRecord(rows, scope)
		if err != nil {
			return at, n, fmt.Errorf("verify audit log: %w", err)
		}
		if r.Seq != at.seq+1 || r.hash(at.hash) != hash {
			return at, n, &BrokenError{Scope: scope, Seq: at.seq + 1}
		}
		at = head{r.Seq, hash}
	}
	return at, n, rows.Err()
}
