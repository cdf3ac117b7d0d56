package notification_test

import (
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/mail"
	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/rpc/rpctest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/notification"
)

const (
	publicURL = "https://echo.example.org"
	token     = "T0ken-from_the-user.service"
)

// env is the service, with a mail server.
type env struct {
	notification.Service
	t      *testing.T
	local  *notification.Local
	db     *sqldb.DB
	clock  *clock.Manual
	sealer *auth.Sealer
	server *mailtest.Receiver // nil: none is configured
}

// each runs a test with a mail server, on both databases, local and across HTTP.
func each(t *testing.T, test func(t *testing.T, e *env)) {
	t.Helper()
	for _, shape := range []struct {
		name    string
		dialect sqldb.Dialect
		remote  bool
	}{
		{"sqlite/local", sqldb.SQLite, false},
		{"sqlite/remote", sqldb.SQLite, true},
		{"postgres/local", sqldb.Postgres, false},
	} {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, shape.dialect, mailtest.Start(t), false)
			if shape.remote {
				e.Service = notification.Client(rpctest.Dial(t, "notification",
					func(d *rpc.Door) *rpc.Server { return notification.Handler(e.local, d) }))
			}
			test(t, e)
		})
	}
}

func newEnv(t *testing.T, dialect sqldb.Dialect, server *mailtest.Receiver, keep bool) *env {
	t.Helper()
	e := &env{
		t: t, db: sqldbtest.Open(t, dialect, notification.Migrate), server: server,
		clock:  clock.NewManual(time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)),
		sealer: auth.NewSealer([]byte("a secret of thirty-two characters")),
	}
	e.local = e.instance(keep)
	e.Service = e.local
	return e
}

// instance is another instance of the service on the same database.
func (e *env) instance(keep bool) *notification.Local {
	e.t.Helper()
	cfg := notification.Config{
		DB: e.db, Keep: keep, Seals: e.sealer, PublicURL: publicURL, Clock: e.clock, Log: slog.New(slog.DiscardHandler),
	}
	if e.server != nil {
		address, err := mail.ParseURL(e.server.URL())
		if err != nil {
			e.t.Fatal(err)
		}
		from, err := mail.ParseFrom("Echo <echo@example.org>")
		if err != nil {
			e.t.Fatal(err)
		}
		cfg.Sender = mail.NewSMTP(mail.SMTPConfig{Server: address, From: from})
	}
	s, err := notification.New(cfg)
	if err != nil {
		e.t.Fatal(err)
	}
	return s
}

// event makes an event, a second after the one before.
func (e *env) event(eventType string, data map[string]any) bus.Event {
	e.t.Helper()
	e.clock.Advance(time.Second)
	ev, err := outbox.Event(eventType, 1, "subject", e.clock.Now(), data)
	if err != nil {
		e.t.Fatal(err)
	}
	return ev
}

// deliver hands an event to the service, as the bus does.
func (e *env) deliver(ev bus.Event) {
	e.t.Helper()
	if err := e.local.Subscription().Handler(e.t.Context(), ev); err != nil {
		e.t.Fatal(err)
	}
}

// resetRequested is somebody who forgot their password.
func (e *env) resetRequested(userID id.User, email string) bus.Event {
	return e.event("user.password_reset_requested", map[string]any{
		"userId": userID, "email": email, "displayName": "Maya Example", "locale": "en-GB",
		"sealedToken": e.sealer.Seal("user.password_reset_requested", []byte(token)), "expiresAt": e.clock.Now().Add(time.Hour),
	})
}

func (e *env) inviteIssued(inviteID id.Invite, ws id.Workspace, email string) bus.Event {
	return e.event("workspace.invite.issued", map[string]any{
		"inviteId": inviteID, "workspaceId": ws, "workspaceName": "Harbour", "email": email, "role": "member",
		"message": "Come aboard!\nWe have tea.", "invitedBy": map[string]any{"id": id.New[id.User](), "username": "tomas", "displayName": "Tomas"},
		"sealedToken": e.sealer.Seal("workspace.invite.issued", []byte(token)), "expiresAt": e.clock.Now().Add(7 * 24 * time.Hour),
	})
}

// sendDue sends all that is due, and returns how many were tried.
func (e *env) sendDue() int {
	e.t.Helper()
	for n := 0; ; n++ {
		more, err := e.local.SendNext(e.t.Context())
		if err != nil {
			e.t.Fatal(err)
		}
		if !more {
			return n
		}
	}
}

// records returns what was recorded, the oldest first.
func (e *env) records() []notification.Notification {
	e.t.Helper()
	list, err := e.Records(e.t.Context(), notification.RecordsRequest{})
	if err != nil {
		e.t.Fatal(err)
	}
	for i, j := 0, len(list.Items)-1; i < j; i, j = i+1, j-1 {
		list.Items[i], list.Items[j] = list.Items[j], list.Items[i]
	}
	return list.Items
}

// only returns the one record there is.
func (e *env) only() notification.Notification {
	e.t.Helper()
	all := e.records()
	if len(all) != 1 {
		e.t.Fatalf("%d records: %+v", len(all), all)
	}
	return all[0]
}

// want checks the state of the only record, and what its reason begins with.
func (e *env) want(state notification.State, reason string) {
	e.t.Helper()
	if r := e.only(); r.State != state || !begins(r.Reason, reason) {
		e.t.Errorf("%s: %q, want %s: %q", r.State, r.Reason, state, reason)
	}
}

func begins(text, with string) bool { return len(text) >= len(with) && text[:len(with)] == with }

// stored is everything that the database holds of a table, as text.
func (e *env) stored() string {
	e.t.Helper()
	rows, err := sqldb.Collect(e.t.Context(), e.db, func(rows *sqldb.Rows) (string, error) {
		var letter, address, reason string
		err := rows.Scan(&letter, &address, &reason)
		return letter + "|" + address + "|" + reason, err
	}, `SELECT letter, address, reason FROM notifications`)
	if err != nil {
		e.t.Fatal(err)
	}
	raw, err := json.Marshal(rows)
	if err != nil {
		e.t.Fatal(err)
	}
	return string(raw)
}
