package message

import (
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// BenchmarkThreadStates asks what is asked at each reply: where the followers of a thread stand, as many as
// hear of it at once.
func BenchmarkThreadStates(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			e := newEnv(b, sqldbtest.Open(b, dialect, Migrate))
			ch := id.New[id.Channel]()
			ada := e.join(b, ch)
			root := e.send(b, ada, ch, "root")
			for range maxFollowersTold {
				p := e.join(b, ch)
				if _, err := e.Follow(p.ctx, e.at(root)); err != nil {
					b.Fatal(err)
				}
			}
			for range 20 {
				e.reply(b, ada, root, "A reply that all of them have yet to read.", false)
			}
			for b.Loop() {
				states, err := e.ThreadStates(ada.ctx, ThreadStatesRequest{WorkspaceID: e.ws, ThreadRootID: root.ID})
				if err != nil || len(states) != maxFollowersTold || states[len(states)-1].UnreadCount == 0 {
					b.Fatalf("%d states, %v", len(states), err)
				}
			}
		})
	}
}
