package message

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// TestPlans_UseTheirIndexes asks SQLite how it will run what must not grow with the history.
func TestPlans_UseTheirIndexes(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Open(t, sqldb.SQLite, Migrate)
	for name, c := range map[string]struct {
		query string
		args  []any
		want  string
	}{
		"repeats":   {repeatsQuery(sqldb.SQLite), []any{`["a","b"]`, `["c"]`}, "messages_correlation (correlation_id=? AND channel_id=?)"},
		"unread":    {unreadQuery(sqldb.SQLite), []any{`["c"]`, "u", `["u"]`}, "messages_author (channel_id=? AND author_id=? AND message_no>?)"},
		"uncounted": {unreadQuery(sqldb.SQLite), []any{`["c"]`, "u", `["u"]`}, "COVERING INDEX messages_uncounted (channel_id=? AND message_no>?)"},
		"mentioned": {unreadQuery(sqldb.SQLite), []any{`["c"]`, "u", `["u"]`}, "m USING PRIMARY KEY (channel_id=? AND target=? AND message_no>?)"},
		"mentions":  {mentionsQuery(sqldb.SQLite), []any{"w", `["u"]`, "m", `["c"]`, "u", 51}, "mentions_target (workspace_id=? AND target=? AND message_id>? AND message_id<?)"},
		"changes":   {changesQuery, []any{"c", 1, 51}, "messages_changes (channel_id=? AND change_no>?)"},
		"entries":   {entriesQuery(sqldb.SQLite), []any{`["r"]`}, "messages_replies (root_id=? AND message_no>?)"},
		"inbox":     {followedQuery(sqldb.SQLite), []any{`["u"]`, "u", "w", `["c"]`}, "messages_replies (root_id=? AND message_no>?)"},
		"saved":     {savedQuery, []any{"u", "", false, 1, "m", 51}, "saved_messages_own (user_id=? AND saved_at<?)"},
	} {
		plan, err := sqldb.Collect(t.Context(), db, func(rows *sqldb.Rows) (string, error) {
			var step, parent, unused int
			var detail string
			return detail, rows.Scan(&step, &parent, &unused, &detail)
		}, "EXPLAIN QUERY PLAN "+c.query, c.args...)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(plan, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s does not use %s:\n%s", name, c.want, got)
		}
	}
}
