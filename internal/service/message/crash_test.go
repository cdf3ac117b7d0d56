package message

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

var errCrash = errors.New("crash")

// crashes makes the send path fail at the steps that a test drew.
type crashes struct {
	mu   sync.Mutex
	plan []string // names of steps; each entry is one crash, at the next such step
}

func (c *crashes) step(name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.plan) > 0 && c.plan[0] == name {
		c.plan = c.plan[1:]
		return fmt.Errorf("%w at %s", errCrash, name)
	}
	return nil
}

// TestSend_DenseWithoutLossOrDouble drives concurrent senders, who repeat until acknowledged, through
// crashes between all statements of the transaction, before its commit and before the answer.
func TestSend_DenseWithoutLossOrDouble(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			db := sqldbtest.Open(t, dialect, Migrate)
			rapid.Check(t, func(rt *rapid.T) {
				steps := []string{"lock", "repeats", "messages", "heads", "receipts", "outbox", "commit", "answer"}
				c := &crashes{plan: rapid.SliceOfN(rapid.SampledFrom(steps), 0, 12).Draw(rt, "crashes")}
				senders := rapid.IntRange(1, 8).Draw(rt, "senders")
				messages := rapid.IntRange(1, 6).Draw(rt, "messages each")
				channels := rapid.IntRange(1, 3).Draw(rt, "channels")
				batch := rapid.SampledFrom([]int{1, 3, 512}).Draw(rt, "largest batch")
				sendThroughCrashes(t, rt, db, c, senders, messages, channels, batch)
			})
		})
	}
}

func sendThroughCrashes(t *testing.T, rt *rapid.T, db *sqldb.DB, c *crashes, senders, messages, channels, batch int) {
	e := newEnv(t, db)
	e.local.Close()
	e.local.lanes = startLanes(&committer{db: db, clock: e.clock, committed: func(...bus.Event) {}, step: c.step}, batch)
	e.local.log = slog.New(slog.DiscardHandler)

	places := make([]id.Channel, channels)
	for i := range places {
		places[i] = id.New[id.Channel]()
	}
	var mu sync.Mutex
	acknowledged := map[id.Channel][]Message{}
	var wg sync.WaitGroup
	for range senders {
		ch := places[rapid.IntRange(0, channels-1).Draw(rt, "channel")]
		p := e.join(t, ch)
		wg.Go(func() {
			for range messages {
				req := e.sendRequest(ch, "text")
				for {
					res, err := e.local.Send(p.ctx, req)
					if err == nil {
						mu.Lock()
						acknowledged[ch] = append(acknowledged[ch], res.Message)
						mu.Unlock()
						break
					}
					if !errors.Is(err, errCrash) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	for ch, sent := range acknowledged {
		assertDense(t, e, ch, len(sent))
		assertStored(t, e, ch, sent)
	}
}

// assertStored checks that what was acknowledged is what is there, by number and content.
func assertStored(t *testing.T, e *env, ch id.Channel, sent []Message) {
	t.Helper()
	stored, _, err := e.local.readRange(t.Context(), ch, 1, int64(len(sent))+1, 0)
	if err != nil {
		t.Fatal(err)
	}
	byNo := map[int64]Message{}
	for _, m := range stored {
		byNo[m.MessageNo] = m
	}
	for _, m := range sent {
		if got := byNo[m.MessageNo]; got.ID != m.ID || got.ClientMessageCorrelationID != m.ClientMessageCorrelationID {
			t.Errorf("message %d was acknowledged as %s, stored as %s", m.MessageNo, m.ID, got.ID)
		}
	}
}
