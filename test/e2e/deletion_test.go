package e2e_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// What a deletion leaves, by table: the line of the audit that says who did it, the event that says so
// to the services, and the tombstones that turn away what comes late. They hold ids, and nothing that
// anybody wrote.
var remains = map[string]bool{
	"workspace_channels_db.audit": true, "workspace_channels_db.audit_heads": true, "workspace_channels_db.outbox": true,
	"message_db.channel_heads": true, "notification_db.gone": true,
}

// deletion is a workspace with a channel in it, each with messages, and what must not be found of them.
type deletion struct {
	server  *echotest.Server
	founder *echotest.Client
	w       echotest.Workspace
	channel string

	databases []*echotest.Database
}

func newDeletion(t *testing.T, on echotest.Shape) *deletion {
	t.Helper()
	d := &deletion{server: on.Start(t)}
	d.founder = d.server.Register(t, "maya")
	other := d.server.Register(t, "tomas")
	d.w = echotest.Found(t, d.founder, other)
	var ch struct{ ID string }
	d.founder.Must(t, "POST", "/api/workspaces/"+d.w.ID+"/channels", map[string]any{"type": "public", "name": "kestrel"}, &ch)
	d.channel = ch.ID
	other.Must(t, "POST", d.path(ch.ID)+"/join", nil, nil)
	for i := range 30 {
		for _, in := range []struct{ channel, text string }{{d.channel, "A kestrel over the harbour"}, {d.w.Channel, "A heron in the reeds"}} {
			for _, by := range []*echotest.Client{d.founder, other} {
				by.Must(t, "POST", d.path(in.channel)+"/messages", map[string]string{
					"content": fmt.Sprintf("%s, seen %d times", in.text, i), "clientMessageCorrelationId": fmt.Sprint(in.text, i),
				}, nil)
			}
		}
	}
	other.Must(t, "POST", d.path(d.channel)+"/read-receipt", map[string]int{"messageNo": 10}, nil)
	for _, name := range []string{"workspace_channels_db", "message_db", "notification_db"} {
		d.databases = append(d.databases, d.server.OpenDatabase(t, name))
	}
	return d
}

func (d *deletion) path(channel string) string {
	return "/api/workspaces/" + d.w.ID + "/channels/" + channel
}

// found returns where there is anything of what was deleted, given its ids and what was written in it.
func (d *deletion) found(t *testing.T, ids, written []string) []string {
	t.Helper()
	var out []string
	for _, db := range d.databases {
		for _, row := range db.Grep(t, append(ids, written...)...) {
			place := row.Database + "." + row.Table
			says := false
			for _, text := range written {
				says = says || strings.Contains(row.Text, text)
			}
			announces := row.Table != "outbox" || strings.Contains(row.Text, ".deleted ")
			if remains[place] && announces && (!says || strings.Contains(row.Table, "audit")) {
				continue
			}
			out = append(out, place+": "+row.Text)
		}
	}
	return out
}

// gone waits until nothing is left, stops the server, and looks once more.
func (d *deletion) gone(t *testing.T, ids, written []string) {
	t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	left := d.found(t, ids, written)
	for deadline := time.Now().Add(time.Minute); len(left) > 0; left = d.found(t, ids, written) {
		if time.Now().After(deadline) {
			t.Fatalf("%d rows are left:\n%s", len(left), strings.Join(left[:min(len(left), 10)], "\n"))
		}
		<-look.C
	}
	d.server.Kill(syscall.SIGTERM)
	if left := d.found(t, ids, written); len(left) > 0 {
		t.Errorf("came back while the server stopped:\n%s", strings.Join(left, "\n"))
	}
}

// TestDelete_LeavesNothingInAnyDatabase deletes a channel, and then its workspace, and looks into each table.
func TestDelete_LeavesNothingInAnyDatabase(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		d := newDeletion(t, on)
		ids, written := []string{d.channel}, []string{"kestrel"}
		if n := len(d.found(t, ids, written)); n < 60 {
			t.Fatalf("only %d rows before the deletion", n)
		}
		d.founder.Must(t, "DELETE", d.path(d.channel), nil, nil)
		d.gone(t, ids, written)

		d.server.Restart()
		ids, written = append(ids, d.w.ID, d.w.Channel), append(written, "heron", "harbour")
		d.founder.Must(t, "DELETE", "/api/workspaces/"+d.w.ID, nil, nil)
		d.gone(t, ids, written)
	})
}

// TestDelete_GoesOnAfterCrash kills the server as soon as it has said that the workspace is deleted.
func TestDelete_GoesOnAfterCrash(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		d := newDeletion(t, on)
		d.founder.Must(t, "DELETE", "/api/workspaces/"+d.w.ID, nil, nil)
		d.server.Kill(syscall.SIGKILL)
		d.server.Restart()
		d.gone(t, []string{d.w.ID, d.w.Channel, d.channel}, []string{"kestrel", "heron", "harbour"})
	})
}
