package message

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// actTables are all that an act on a message may write to.
var actTables = []string{
	"channel_heads", "messages", "message_edits", "mentions", "reactions", "saved_messages", "read_receipts", "thread_follows", "outbox",
}

// scene is a message with everything on it, and a reply in its thread.
type scene struct {
	*env
	ada, ben    person
	root, reply Message
}

func newScene(t *testing.T, e *env) scene {
	t.Helper()
	ch := id.New[id.Channel]()
	s := scene{env: e, ada: e.join(t, ch), ben: e.join(t, ch)}
	e.mu.Lock()
	e.named["@ben"] = workspace.Named{Kind: workspace.NamedUser, ID: s.ben.String()}
	e.mu.Unlock()
	s.root = e.send(t, s.ada, ch, "for @ben")
	s.reply = e.reply(t, s.ben, s.root, "to @ben", true)
	for _, m := range []Message{s.root, s.reply} {
		_, err := e.react(s.ben, m, "👍")
		wantCode(t, err, "")
		_, err = e.Save(s.ben.ctx, SaveRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID})
		wantCode(t, err, "")
	}
	_, err := e.Pin(s.ada.ctx, e.at(s.reply))
	wantCode(t, err, "")
	_, err = e.edit(s.ben, s.reply, "to @ben again")
	wantCode(t, err, "")
	return s
}

// acts are what people do, each with the event that tells of it and how many writes it has at least.
var acts = []struct {
	name, event string
	writes      int
	do          func(s scene) error
}{
	{"edit", EventUpdated, 5, func(s scene) error { _, err := s.edit(s.ada, s.root, "for nobody"); return err }},
	{"delete", EventDeleted, 7, func(s scene) error { _, err := s.Delete(s.ben.ctx, s.at(s.reply)); return err }},
	{"react", EventReactionAdded, 4, func(s scene) error { _, err := s.react(s.ada, s.root, "🎉"); return err }},
	{"unreact", EventReactionRemoved, 4, func(s scene) error {
		_, err := s.Unreact(s.ben.ctx, ReactionRequest{WorkspaceID: s.ws, ChannelID: s.root.ChannelID, MessageID: s.root.ID, Emoji: "👍"})
		return err
	}},
	{"pin", EventPinAdded, 3, func(s scene) error { _, err := s.Pin(s.ada.ctx, s.at(s.root)); return err }},
	{"unpin", EventPinRemoved, 3, func(s scene) error { _, err := s.Unpin(s.ada.ctx, s.at(s.reply)); return err }},
	{"save", EventSavedUpdated, 2, func(s scene) error {
		_, err := s.Save(s.ada.ctx, SaveRequest{WorkspaceID: s.ws, ChannelID: s.root.ChannelID, MessageID: s.root.ID})
		return err
	}},
	{"unsave", EventSavedUpdated, 2, func(s scene) error { _, err := s.Unsave(s.ben.ctx, s.at(s.root)); return err }},
	{"reply", EventThreadUpdated, 6, func(s scene) error {
		req := s.sendRequest(s.root.ChannelID, "and @ben")
		req.ParentMessageID, req.ClientMessageCorrelationID = &s.root.ID, "reply"
		_, err := s.Send(s.ada.ctx, req)
		return err
	}},
	{"mark unread", EventReceiptAdvanced, 2, func(s scene) error { _, err := s.MarkUnread(s.ben.ctx, s.at(s.root)); return err }},
}

// TestActs_WholeOrNotAtAll has the database fail at every write of every act in turn, which is what a crash there
// leaves behind. Then all is as it was, and nobody hears of it; and when the act is repeated it is done, announced
// once, and by that event with its change number.
func TestActs_WholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, sqldbtest.Open(t, dialect, Migrate))
			e.noteWrites(t)
			for _, a := range acts {
				once := newScene(t, e)
				writes := e.writesOf(t, func() { wantCode(t, a.do(once), "") })
				if len(writes) < a.writes {
					t.Errorf("%s writes %v, which is less than there is", a.name, writes)
				}
				for _, w := range writes {
					s := newScene(t, e)
					before, told := s.rows(t), len(e.told())
					s.failAt(t, w, func() error { return a.do(s) })
					if after := s.rows(t); after != before {
						t.Errorf("%s, failed at %s, leaves\n%s\nwhere was\n%s", a.name, w, after, before)
					}
					if news := e.told()[told:]; len(news) > 0 {
						t.Errorf("%s, failed at %s, announces %+v", a.name, w, news)
					}
					for range 2 {
						wantCode(t, a.do(s), "")
					}
					s.assertAnnounced(t, a.name, a.event, e.told()[told:])
				}
			}
		})
	}
}

// write is a kind of write to a table.
type write struct{ table, verb string }

func (w write) String() string { return w.verb + " of " + w.table }

// trigger makes a trigger that does something for each row of a kind of write.
func (e *env) trigger(t *testing.T, name string, w write, does string) {
	t.Helper()
	queries := []string{fmt.Sprintf(`CREATE TRIGGER %s BEFORE %s ON %s BEGIN %s; END`, name, w.verb, w.table, does)}
	if e.db.Dialect() == sqldb.Postgres {
		queries = []string{
			fmt.Sprintf(`CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN COALESCE(NEW, OLD); END $$`, name, does),
			fmt.Sprintf(`CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION %s()`, name, w.verb, w.table, name),
		}
	}
	for _, query := range queries {
		if _, err := e.db.Exec(t.Context(), query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
}

// noteWrites has the database list what is written from now on.
func (e *env) noteWrites(t *testing.T) {
	t.Helper()
	if _, err := e.db.Exec(t.Context(), `CREATE TABLE written (table_name TEXT NOT NULL, verb TEXT NOT NULL)`); err != nil {
		t.Fatal(err)
	}
	for _, table := range actTables {
		for _, verb := range []string{"INSERT", "UPDATE", "DELETE"} {
			e.trigger(t, "note_"+table+"_"+verb, write{table, verb}, fmt.Sprintf(`INSERT INTO written VALUES ('%s', '%s')`, table, verb))
		}
	}
}

// told are all the events that left the service.
func (e *env) told() []bus.Event {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.events)
}

// writesOf returns what is written by an act.
func (e *env) writesOf(t *testing.T, act func()) []write {
	t.Helper()
	if _, err := e.db.Exec(t.Context(), `DELETE FROM written`); err != nil {
		t.Fatal(err)
	}
	act()
	writes, err := sqldb.Collect(t.Context(), e.db, func(rows *sqldb.Rows) (write, error) {
		var w write
		return w, rows.Scan(&w.table, &w.verb)
	}, `SELECT DISTINCT table_name, verb FROM written ORDER BY table_name, verb`)
	if err != nil {
		t.Fatal(err)
	}
	return writes
}

// failAt runs an act that fails, as every row of a kind of write does.
func (s scene) failAt(t *testing.T, w write, act func() error) {
	t.Helper()
	crash := `SELECT RAISE(ABORT, 'crash')`
	end := `DROP TRIGGER crash`
	if s.db.Dialect() == sqldb.Postgres {
		crash, end = `RAISE EXCEPTION 'crash'`, end+` ON `+w.table
	}
	s.trigger(t, "crash", w, crash)
	err := act()
	if _, err := s.db.Exec(t.Context(), end); err != nil {
		t.Fatal(err)
	}
	if err == nil || errs.KindOf(err) != errs.KindInternal {
		t.Errorf("%s fails, the act says %v", w, err)
	}
}

// rows is everything that the database has of the scene's channel.
func (s scene) rows(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, table := range actTables {
		of := "channel_id"
		if table == "outbox" {
			of = "subject"
		}
		lines, err := sqldb.Collect(t.Context(), s.db, func(rows *sqldb.Rows) (string, error) {
			columns, err := rows.Columns()
			if err != nil {
				return "", err
			}
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			err = rows.Scan(into...)
			return fmt.Sprint(values...), err
		}, `SELECT * FROM `+table+` WHERE `+of+` = $1`, s.root.ChannelID.String()) //nolint:unqueryvet // whatever the columns are
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(lines)
		fmt.Fprintf(&all, "%s\n%s\n", table, strings.Join(lines, "\n"))
	}
	return all.String()
}

// assertAnnounced wants one event of a type in the news, and in the log, whose message is as it is now.
func (s scene) assertAnnounced(t *testing.T, act, eventType string, news []bus.Event) {
	t.Helper()
	of := slices.DeleteFunc(slices.Clone(news), func(ev bus.Event) bool { return ev.Type != eventType })
	if len(of) != 1 {
		t.Errorf("%s is announced %d times by %s", act, len(of), eventType)
		return
	}
	if n := s.count(t, `SELECT COUNT(*) FROM outbox WHERE id = $1`, of[0].ID.String()); n != 1 {
		t.Errorf("%s: the log has its event %d times", act, n)
	}
	var told struct{ Message *Message }
	if eventType == EventUpdated {
		told.Message = &Message{}
		wantCode(t, json.Unmarshal(of[0].Data, told.Message), "")
	} else {
		wantCode(t, json.Unmarshal(of[0].Data, &told), "")
	}
	if told.Message == nil {
		return // of saved messages and receipts
	}
	now, err := s.Get(s.ada.ctx, s.at(*told.Message))
	if err != nil || now.ChangeNo == 0 || now.ChangeNo != told.Message.ChangeNo {
		t.Errorf("%s: announced as change %d, is %d, %v", act, told.Message.ChangeNo, now.ChangeNo, err)
	}
}
