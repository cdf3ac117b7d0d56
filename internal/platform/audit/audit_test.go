package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

func each(t *testing.T, test func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	sqldbtest.Each(t, test, outbox.Migrate, audit.Migrate)
}

func add(ctx context.Context, db *sqldb.DB, e audit.Entry) error {
	return outbox.Apply(ctx, db, noon, func(...bus.Event) {}, func(c *outbox.Change) error { return audit.Append(ctx, c, e) })
}

func fill(t *testing.T, db *sqldb.DB, scope string, n int) {
	t.Helper()
	for i := range n {
		err := add(t.Context(), db, audit.Entry{Scope: scope, Action: fmt.Sprint("deed ", i+1), Details: map[string]int{"n": i + 1}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestList_NewestFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db *sqldb.DB) {
		fill(t, db, "a", 5)
		fill(t, db, "b", 1)
		var got []string
		cursor := ""
		for {
			list, err := audit.List(t.Context(), db, "a", cursor, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list.Items {
				got = append(got, r.Action)
			}
			if list.NextCursor == nil {
				break
			}
			cursor = *list.NextCursor
		}
		if want := "[deed 5 deed 4 deed 3 deed 2 deed 1]"; fmt.Sprint(got) != want {
			t.Errorf("got %v, want %s", got, want)
		}
		if _, err := audit.List(t.Context(), db, "a", "no cursor", 2); err == nil {
			t.Error("a cursor of nowhere was taken")
		}
	})
}

func TestList_GivesBackWhatWasAppended(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db *sqldb.DB) {
		want := audit.Entry{
			Scope: "a", Actor: id.New[id.User](), Action: "member.role_changed", TargetType: "user", TargetID: "1",
			TargetName: "x", Address: "192.0.2.1", Details: json.RawMessage(`{"from": "member", "to": "admin"}`),
		}
		if err := add(t.Context(), db, want); err != nil {
			t.Fatal(err)
		}
		list, err := audit.List(t.Context(), db, "a", "", 0)
		if err != nil || len(list.Items) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		got := list.Items[0]
		var details map[string]string
		if err := json.Unmarshal(got.Details.(json.RawMessage), &details); err != nil || details["to"] != "admin" {
			t.Errorf("details %s, %v", got.Details, err)
		}
		got.Details, want.Details = nil, nil
		if got.Entry != want || got.Seq != 1 || got.ID.IsZero() || !got.At.Equal(noon) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestVerify_NamesTheEntryThatWasChanged(t *testing.T) {
	t.Parallel()
	for name, tamper := range map[string]string{
		"one character of the details": `UPDATE audit SET details = REPLACE(details, '3', '4') WHERE scope = 'a' AND seq = 3`,
		"the actor":                    `UPDATE audit SET actor = '01890000-0000-7000-8000-000000000000' WHERE scope = 'a' AND seq = 3`,
		"the time":                     `UPDATE audit SET at = at + 1 WHERE scope = 'a' AND seq = 3`,
		"the hash":                     `UPDATE audit SET hash = 'x' WHERE scope = 'a' AND seq = 3`,
		"removed":                      `DELETE FROM audit WHERE scope = 'a' AND seq = 3`,
		"all that follows removed":     `DELETE FROM audit WHERE scope = 'a' AND seq >= 3`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, db *sqldb.DB) {
				fill(t, db, "a", 5)
				fill(t, db, "b", 5)
				if err := audit.Verify(t.Context(), db, "a"); err != nil {
					t.Fatalf("before: %v", err)
				}
				if n, err := db.Exec(t.Context(), tamper); err != nil || n == 0 {
					t.Fatalf("%d rows, %v", n, err)
				}
				var broken *audit.BrokenError
				if err := audit.Verify(t.Context(), db, "a"); !errors.As(err, &broken) || broken.Seq != 3 {
					t.Errorf("found %v", err)
				}
				if err := audit.Verify(t.Context(), db, "b"); err != nil {
					t.Errorf("another scope: %v", err)
				}
			})
		})
	}
}

// The last entry has no successor to vouch for it; the head does.
func TestVerify_LastEntryRewritten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db *sqldb.DB) {
		fill(t, db, "a", 3)
		fill(t, db, "b", 3) // the same deeds; its last hash is another
		_, err := db.Exec(t.Context(), `UPDATE audit_heads SET hash = (SELECT hash FROM audit WHERE scope = 'b' AND seq = 3) WHERE scope = 'a'`)
		if err != nil {
			t.Fatal(err)
		}
		var broken *audit.BrokenError
		if err := audit.Verify(t.Context(), db, "a"); !errors.As(err, &broken) || broken.Seq != 3 {
			t.Errorf("found %v", err)
		}
	})
}

func TestAppend_ConcurrentKeepsTheChain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db *sqldb.DB) {
		const writers, each = 8, 10
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range each {
					if err := add(t.Context(), db, audit.Entry{Scope: "a", Action: "deed"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if err := audit.Verify(t.Context(), db, "a"); err != nil {
			t.Error(err)
		}
		list, err := audit.List(t.Context(), db, "a", "", 1)
		if err != nil || list.Items[0].Seq != writers*each {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestAppend_RolledBackLeavesNoTrace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db *sqldb.DB) {
		refused := errors.New("refused")
		err := outbox.Apply(t.Context(), db, noon, func(...bus.Event) {}, func(c *outbox.Change) error {
			return errors.Join(audit.Append(t.Context(), c, audit.Entry{Scope: "a", Action: "deed"}), refused)
		})
		if !errors.Is(err, refused) {
			t.Fatal(err)
		}
		fill(t, db, "a", 1)
		if err := audit.Verify(t.Context(), db, "a"); err != nil {
			t.Error(err)
		}
	})
}

func TestVerify_MoreThanABatch(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Open(t, sqldb.SQLite, outbox.Migrate, audit.Migrate)
	err := outbox.Apply(t.Context(), db, noon, func(...bus.Event) {}, func(c *outbox.Change) error {
		for range 2001 {
			if err := audit.Append(t.Context(), c, audit.Entry{Scope: "a", Action: "deed"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := audit.Verify(t.Context(), db, "a"); err != nil {
		t.Error(err)
	}
}
