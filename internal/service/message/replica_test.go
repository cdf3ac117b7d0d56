package message

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// TestReplica reads history through a streaming replica that is caught up, held back, and gone.
func TestReplica(t *testing.T) {
	t.Parallel()
	primary := sqldbtest.StartServer(t, false)
	standby := primary.Replicate()
	db := sqldbtest.OpenURL(t, primary.URL, Migrate)
	e := newEnv(t, db)
	replica, err := sqldb.OpenReplica(t.Context(), sqldb.Config{URL: standby.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = replica.Close() })
	e.local.replica = replica
	behind := sqldbtest.OpenURL(t, standby.URL)

	ch := id.New[id.Channel]()
	me := e.join(t, ch)
	read := func(name string, last int64) {
		t.Helper()
		page, err := e.History(me.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch, Limit: 5})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		assertRun(t, name, page, max(last-4, 1), last)
	}
	count := func(name string, want sqldb.ReplicaReads) {
		t.Helper()
		if got := replica.Reads(); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}

	for i := range 10 {
		e.send(t, me, ch, fmt.Sprint(i+1))
	}
	awaitReplay(t, db, behind)
	read("caught up", 10)
	count("caught up", sqldb.ReplicaReads{Served: 1})

	// Held back, it lacks what was sent since: the sender sees it all the same, and older pages still come
	// from the replica.
	if _, err := behind.Exec(t.Context(), `SELECT pg_wal_replay_pause()`); err != nil {
		t.Fatal(err)
	}
	m := e.send(t, me, ch, "11")
	read("behind", 11)
	if got, err := e.Get(me.ctx, GetRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID}); err != nil || got.MessageNo != 11 {
		t.Errorf("one's own message: %+v, %v", got, err)
	}
	count("behind", sqldb.ReplicaReads{Served: 1, Behind: 2})
	page, err := e.History(me.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch, Before: new(int64(8)), Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	assertRun(t, "older than the gap", page, 5, 7)
	count("older than the gap", sqldb.ReplicaReads{Served: 2, Behind: 2})

	if _, err := behind.Exec(t.Context(), `SELECT pg_wal_replay_resume()`); err != nil {
		t.Fatal(err)
	}
	awaitReplay(t, db, behind)
	read("caught up again", 11)
	count("caught up again", sqldb.ReplicaReads{Served: 3, Behind: 2})

	standby.Kill(syscall.SIGQUIT)
	read("gone", 11)
	read("gone, and left alone", 11)
	count("gone", sqldb.ReplicaReads{Served: 3, Behind: 2, Failed: 1})
}

// awaitReplay waits until the replica has all that the primary has.
func awaitReplay(t *testing.T, primary, replica *sqldb.DB) {
	t.Helper()
	var want string
	if err := primary.QueryRow(t.Context(), `SELECT pg_current_wal_lsn()::text`).Scan(&want); err != nil {
		t.Fatal(err)
	}
	deadline := time.NewTimer(time.Minute)
	defer deadline.Stop()
	retry := time.NewTicker(5 * time.Millisecond)
	defer retry.Stop()
	for {
		var there bool
		err := replica.QueryRow(t.Context(), `SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn`, want).Scan(&there)
		if err != nil {
			t.Fatal(err)
		}
		if there {
			return
		}
		select {
		case <-deadline.C:
			t.Fatal("the replica did not catch up within a minute")
		case <-retry.C:
		}
	}
}
