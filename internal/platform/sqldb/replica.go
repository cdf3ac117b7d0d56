package sqldb

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"
)

const (
	// replicaPatience is how long a read waits for a replica before the database itself is asked: some
	// twenty times what a page takes.
	replicaPatience = time.Second
	// replicaRest is how long a replica that failed is left alone, so that not every read waits for it.
	replicaRest = 5 * time.Second
)

// Replica is a copy of a database for reading. It may be behind, and it may be away: whoever reads decides
// whether what they found will do, and asks the database itself when it does not. A nil Replica is always
// away.
type Replica struct {
	db  *DB
	log *slog.Logger

	resting                atomic.Bool
	served, behind, failed atomic.Int64
}

// OpenReplica opens a replica of a PostgreSQL database. It need not be there yet.
func OpenReplica(ctx context.Context, cfg Config) (*Replica, error) {
	db, err := newPostgres(ctx, cfg)
	if err != nil {
		return nil, err
	}
	log := cfg.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Replica{db: db, log: log}, nil
}

// Read runs read on the replica and tells whether that will do: read says so itself, and a replica that
// fails will not.
func (r *Replica) Read(ctx context.Context, read func(ctx context.Context, q *DB) (bool, error)) bool {
	if r == nil || r.resting.Load() {
		return false
	}
	patient, cancel := context.WithTimeout(ctx, replicaPatience)
	defer cancel()
	will, err := read(patient, r.db)
	switch {
	case err != nil && ctx.Err() != nil:
		return false // who asked went away
	case err != nil:
		r.failed.Add(1)
		r.rest(ctx, err)
		return false
	case !will:
		r.behind.Add(1)
		return false
	}
	r.served.Add(1)
	return true
}

func (r *Replica) rest(ctx context.Context, err error) {
	if r.resting.CompareAndSwap(false, true) {
		r.log.WarnContext(ctx, "the replica does not answer, the database itself is read", "for", replicaRest, "error", err)
		time.AfterFunc(replicaRest, func() { r.resting.Store(false) })
	}
}

// ReplicaReads counts what was asked of a replica.
type ReplicaReads struct {
	Served int64 // answered by it
	Behind int64 // it had not caught up
	Failed int64 // it did not answer
}

// Reads returns the counts so far.
func (r *Replica) Reads() ReplicaReads {
	return ReplicaReads{Served: r.served.Load(), Behind: r.behind.Load(), Failed: r.failed.Load()}
}

// Close closes all connections.
func (r *Replica) Close() error {
	if r == nil {
		return nil
	}
	return r.db.Close()
}
