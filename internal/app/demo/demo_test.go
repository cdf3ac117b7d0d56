package demo

import (
	"slices"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestGenerator_RepeatsItself(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 18, 15, 0, 0, 0, time.UTC)
	one, two := newGenerator(7, now).channel(places()[2], 0.2), newGenerator(7, now).channel(places()[2], 0.2)
	if !slices.Equal(one, two) {
		t.Error("the same seed said something else")
	}
	if len(one) < 300 {
		t.Errorf("only %d messages", len(one))
	}
	for i, l := range one {
		if l.at.After(now) || i > 0 && l.at.Before(one[i-1].at) || slot.MatchString(l.text) {
			t.Errorf("at %d: %+v", i, l)
		}
	}
}

func TestSeed_OnceAndWithinLimits(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			dbs := Databases{
				Users:      sqldbtest.Open(t, dialect, user.Migrate),
				Workspaces: sqldbtest.Open(t, dialect, workspace.Migrate),
				Messages:   sqldbtest.Open(t, dialect, message.Migrate),
			}
			count := func() (n, longest int) {
				if err := dbs.Messages.QueryRow(t.Context(), `SELECT COUNT(*), COALESCE(MAX(LENGTH(content)), 0) FROM messages`).Scan(&n, &longest); err != nil {
					t.Fatal(err)
				}
				return n, longest
			}
			for range 2 {
				if err := Seed(t.Context(), dbs, auth.NewHasher(auth.DefaultHashParams()), clock.System{}.Now()); err != nil {
					t.Fatal(err)
				}
				n, longest := count()
				if n < 4000 || n > 8000 || longest > message.MaxContent {
					t.Errorf("%d messages, the longest of %d characters", n, longest)
				}
			}
		})
	}
}
