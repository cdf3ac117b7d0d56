package sqldb

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"time"
)

// The write-ahead log is folded into the database when it has grown by this much, looked at this
// often. A large log costs readers nothing but the time to search its index.
const (
	checkpointBytes = 8 << 20
	checkpointEvery = time.Second
)

// checkpointer folds SQLite's write-ahead log into the database file on a connection of its own.
// PASSIVE never waits for readers or the writer, nor they for it.
type checkpointer struct {
	db     *sql.DB
	wal    string
	log    *slog.Logger
	quit   chan struct{}
	exited chan struct{}
}

func startCheckpointer(path string, log *slog.Logger) (*checkpointer, error) {
	db, err := sql.Open("sqlite", sqliteDSN(path, "synchronous(NORMAL)", "wal_autocheckpoint(0)"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	c := &checkpointer{db: db, wal: path + "-wal", log: log, quit: make(chan struct{}), exited: make(chan struct{})}
	go c.run()
	return c, nil
}

func (c *checkpointer) stop() {
	close(c.quit)
	<-c.exited
	_ = c.db.Close()
}

func (c *checkpointer) run() {
	defer close(c.exited)
	tick := time.NewTicker(checkpointEvery)
	defer tick.Stop()
	for {
		select {
		case <-c.quit:
			return
		case <-tick.C:
			if info, err := os.Stat(c.wal); err == nil && info.Size() >= checkpointBytes {
				c.checkpoint()
			}
		}
	}
}

func (c *checkpointer) checkpoint() {
	var busy, logPages, folded int
	row := c.db.QueryRowContext(context.Background(), `PRAGMA wal_checkpoint(PASSIVE)`)
	if err := row.Scan(&busy, &logPages, &folded); err != nil {
		c.log.Warn("checkpoint", "error", err)
		return
	}
	c.log.Debug("checkpoint", "pages", logPages, "folded", folded)
}
