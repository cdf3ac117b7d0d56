package notification_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/notification"
)

// get asks the mailbox, from this machine.
func get(t *testing.T, e *env, path, accept string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.RemoteAddr, r.Host = "127.0.0.1:4321", "localhost:8080"
	r.Header.Set("Accept", accept)
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	notification.DevMail(e.Service).ServeHTTP(w, r)
	return w
}

func TestDevMail_KeepsWhatWouldHaveBeenSent(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, dialect, nil, true)
			ev := e.resetRequested(id.New[id.User](), maya)
			e.deliver(ev)
			e.deliver(e.inviteIssued(id.New[id.Invite](), id.New[id.Workspace](), "ines@example.org"))
			e.sendDue()
			e.deliver(ev)
			e.sendDue()
			if r := e.records()[0]; r.State != notification.Suppressed || r.Reason != "no mail server is configured: kept for the developer's mailbox" {
				t.Errorf("%+v", r)
			}
			if strings.Contains(e.stored(), token) {
				t.Error("a token is at rest in clear")
			}
			var list page.List[notification.KeptMail]
			if err := json.Unmarshal(get(t, e, "/dev/mail", "application/json").Body.Bytes(), &list); err != nil {
				t.Fatal(err)
			}
			if len(list.Items) != 2 || list.Items[0].To != "ines@example.org" {
				t.Fatalf("%+v", list.Items)
			}
			if err := json.Unmarshal(get(t, e, "/dev/mail?to="+maya, "application/json").Body.Bytes(), &list); err != nil {
				t.Fatal(err)
			}
			m := list.Items[0]
			if len(list.Items) != 1 || m.To != maya || !strings.Contains(m.Text, "\n"+publicURL+"/reset-password#"+token+"\n") {
				t.Errorf("%+v", list.Items)
			}
			one := get(t, e, "/dev/mail/"+m.ID.String(), "application/json").Body.String()
			if !strings.Contains(one, token) || strings.Contains(one, "<base") {
				t.Errorf("%s", one)
			}
			if w := get(t, e, "/dev/mail/"+id.New[id.Notification]().String(), "text/html"); w.Code != http.StatusNotFound {
				t.Errorf("a mail that is not there: %d", w.Code)
			}
		})
	}
}

func TestDevMail_ShowsAMailInASandbox(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, nil, true)
	e.deliver(e.event("workspace.invite.issued", map[string]any{
		"inviteId": id.New[id.Invite](), "workspaceId": id.New[id.Workspace](), "workspaceName": `<script>alert(1)</script>"><img src=x>`,
		"email": maya, "invitedBy": map[string]any{"id": id.New[id.User](), "displayName": `Eve"></iframe><script>alert(2)</script>`},
		"sealedToken": e.sealer.Seal("workspace.invite.issued", []byte(token)), "expiresAt": e.clock.Now().AddDate(0, 0, 7),
	}))
	e.sendDue()
	list, err := e.Kept(t.Context(), notification.KeptRequest{})
	if err != nil || len(list.Items) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, path := range []string{"/dev/mail", "/dev/mail/" + list.Items[0].ID.String()} {
		w := get(t, e, path, "text/html")
		body := w.Body.String()
		if w.Code != http.StatusOK || strings.Contains(body, "<script") || strings.Contains(body, "<img") || strings.Count(body, "</iframe>") > 1 {
			t.Errorf("%s: %d\n%s", path, w.Code, body)
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script-src") {
			t.Errorf("policy %q", policy)
		}
		if path != "/dev/mail" && !strings.Contains(body, `sandbox="allow-popups allow-popups-to-escape-sandbox"`) {
			t.Error("no sandbox")
		}
	}
}

func TestDevMail_OnlyOnTheSameMachine(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, nil, true)
	for name, change := range map[string]func(*http.Request){
		"another machine":        func(r *http.Request) { r.RemoteAddr = "192.168.1.7:4321" },
		"through a proxy":        func(r *http.Request) { r.Header.Set("X-Forwarded-For", "127.0.0.1") },
		"a name that leads here": func(r *http.Request) { r.Host = "evil.example.org" },
		"by its address":         func(r *http.Request) { r.Host = "192.168.1.2:8080" },
	} {
		for _, path := range []string{"/dev/mail", "/dev/mail/" + id.New[id.Notification]().String()} {
			if w := get(t, e, path, "text/html", change); w.Code != http.StatusForbidden {
				t.Errorf("%s: %d for %s", name, w.Code, path)
			}
		}
	}
	for _, host := range []string{"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"} {
		if w := get(t, e, "/dev/mail", "text/html", func(r *http.Request) { r.Host = host }); w.Code != http.StatusOK {
			t.Errorf("at %s: %d", host, w.Code)
		}
	}
}
