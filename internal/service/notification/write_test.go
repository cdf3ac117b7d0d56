package notification_test

import (
	"html"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// to is what events say of who gets a mail.
func to(userID id.User) map[string]any {
	return map[string]any{"userId": userID, "email": maya, "displayName": "Maya Example", "locale": "de"}
}

// with adds to the data of an event.
func with(data map[string]any, more map[string]any) map[string]any {
	maps.Copy(data, more)
	return data
}

// send delivers an event with a link that lives for lasts, or without one when it is 0, and returns the mail.
func (e *env) send(eventType string, data map[string]any, lasts time.Duration) mailtest.Mail {
	e.t.Helper()
	if lasts > 0 {
		data["sealedToken"] = e.sealer.Seal(eventType, []byte(token))
		data["expiresAt"] = e.clock.Now().Add(lasts) // a moment before the event
	}
	e.deliver(e.event(eventType, data))
	e.sendDue()
	mails := e.server.Mails()
	if len(mails) == 0 {
		e.t.Fatalf("no mail: %+v", e.records())
	}
	return mails[len(mails)-1]
}

func TestMail_SaysWhatItIsAbout(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 3, 11, 58, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		event   string
		data    map[string]any
		lasts   time.Duration
		subject string
		link    string
		says    []string
	}{
		"verify": {
			"user.email_verification_requested", nil, 24 * time.Hour,
			"Confirm your email address", "/verify-email#" + token,
			[]string{"Welcome to Echo, Maya Example", "works for 24 hours", "at echo.example.org"},
		},
		"change of address": {
			"user.email_change_requested",
			map[string]any{"newEmail": maya},
			time.Hour,
			"Confirm your new email address", "/verify-email#" + token,
			[]string{"Your old address stays", "works for 60 minutes"},
		},
		"changed address": {
			"user.email_changed",
			map[string]any{"oldEmail": maya, "newEmail": "ines@example.net"},
			0,
			"Your email address was changed", "",
			[]string{"is now i•••@example.net", "If this was not you"},
		},
		"reset": {
			"user.password_reset_requested", nil, time.Hour,
			"Choose a new password", "/reset-password#" + token,
			[]string{"Hello Maya Example,", "works once, for 60 minutes"},
		},
		"password reset": {
			"user.password_changed",
			map[string]any{"at": at, "how": "reset"},
			0,
			"Your password was changed", "",
			[]string{"with a link from a mail", "3 November 2026 at 11:58 UTC", "signed out everywhere.", "If this was not you"},
		},
		"password changed": {
			"user.password_changed",
			map[string]any{"at": at, "how": "changed"},
			0,
			"Your password was changed", "",
			[]string{"was changed, on", "signed out everywhere else."},
		},
		"alert": {
			"user.security_alert",
			map[string]any{"at": at, "kind": "refresh_token_reused", "device": "Firefox on Linux", "address": "203.0.113.7"},
			0,
			"Somebody may have used a sign-in of yours", "",
			[]string{"Device: Firefox on Linux. Address: 203.0.113.7.", "we ended the session"},
		},
		"invite": {
			"workspace.invite.issued",
			map[string]any{
				"inviteId": id.New[id.Invite](), "workspaceId": id.New[id.Workspace](), "workspaceName": "Harbour & Sons", "role": "guest",
				"message": "Come aboard!\nWe have tea.", "invitedBy": map[string]any{"id": id.New[id.User](), "displayName": "Tomás"},
			},
			7 * 24 * time.Hour,
			"Tomás invites you to Harbour & Sons", "/invite/" + token,
			[]string{"as a guest", "> Come aboard!\n> We have tea.\n", "works for 7 days", "If you do not know Tomás"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, sqldb.SQLite, mailtest.Start(t), false)
			m := e.send(c.event, with(to(id.New[id.User]()), c.data), c.lasts)
			text := strings.ReplaceAll(m.Text, "\r\n", "\n")
			if m.Subject != c.subject {
				t.Errorf("subject %q", m.Subject)
			}
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("the text does not say %q:\n%s", want, text)
				}
			}
			if strings.Contains(text, "\n\n\n") {
				t.Errorf("the text has holes:\n%s", text)
			}
			checkLinks(t, m, c.link)
			checkSaysTheSame(t, m)
		})
	}
}

var anyLink = regexp.MustCompile(`https?://[^\s"<]+`)

// checkLinks wants the link, and no other, in both parts; nothing is fetched to show the mail.
func checkLinks(t *testing.T, m mailtest.Mail, link string) {
	t.Helper()
	if link == "" {
		if len(m.Links()) != 0 || anyLink.MatchString(m.HTML) {
			t.Errorf("links %q, %q", m.Links(), anyLink.FindAllString(m.HTML, -1))
		}
		return
	}
	if got := m.Links(); len(got) != 1 || strings.TrimSpace(got[0]) != publicURL+link {
		t.Errorf("links of the text: %q", got)
	}
	for _, got := range anyLink.FindAllString(m.HTML, -1) {
		if html.UnescapeString(got) != publicURL+link {
			t.Errorf("link of the HTML: %q", got)
		}
	}
	for _, fetched := range []string{"<img", "url(", "@import", "<link", "<script", "src="} {
		if strings.Contains(m.HTML, fetched) {
			t.Errorf("the HTML has %s", fetched)
		}
	}
}

var tags = regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)

// checkSaysTheSame wants each line of the text in the HTML.
func checkSaysTheSame(t *testing.T, m mailtest.Mail) {
	t.Helper()
	shown := html.UnescapeString(tags.ReplaceAllString(m.HTML, "\n"))
	body, _, _ := strings.Cut(strings.ReplaceAll(m.Text, "\r\n", "\n"), "\n-- \n")
	for line := range strings.Lines(body) {
		line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "> "), ":")
		if !strings.Contains(shown, line) {
			t.Errorf("the HTML does not say %q", line)
		}
	}
}

// What people call themselves, their workspaces and their devices ends up in mails to others.
func TestMail_HostileNamesStayNames(t *testing.T) {
	t.Parallel()
	for name, hostile := range map[string]string{
		"HTML":          `<script>alert(1)</script><img src=x onerror=alert(1)><a href="https://evil.example">click</a>`,
		"attribute":     `" onmouseover="alert(1)" style="x`,
		"header":        "Eve\r\nBcc: ines@example.org\r\n\r\nbody",
		"link line":     "Eve\nhttps://evil.example/reset\n",
		"separators":    "Eve\u2028https://evil.example/reset\u2029\u0085\v\fhttps://evil.example/x",
		"end of a mail": "Eve\r\n.\r\nMAIL FROM:<eve@example.org>",
		"right to left": "Eve \u202egro.elpmaxe@maya\u202c \u2066x",
		"template":      `{{.Host}} {{template "x"}} {{printf "%s" .}}`,
		"control":       "Eve\x00\x07\x1b[31m\x7f",
		"not UTF-8":     "Eve\xff\xfe",
		"long":          strings.Repeat("長", 5000),
		"nothing":       "",
		"invisible":     "\u200b\u200b\ufeff",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, sqldb.SQLite, mailtest.Start(t), false)
			m := e.send("workspace.invite.issued", map[string]any{
				"inviteId": id.New[id.Invite](), "workspaceId": id.New[id.Workspace](), "workspaceName": hostile, "email": maya, "role": hostile,
				"message": hostile, "invitedBy": map[string]any{"id": id.New[id.User](), "displayName": hostile},
			}, time.Hour)
			checkHostile(t, m)
			if got := m.Links(); len(got) != 1 || strings.TrimSpace(got[0]) != publicURL+"/invite/"+token {
				t.Errorf("links %q", got)
			}
			alert := e.send("user.security_alert", map[string]any{
				"userId": id.New[id.User](), "email": maya, "displayName": hostile, "locale": hostile, "device": hostile, "address": hostile, "at": e.clock.Now(),
			}, 0)
			checkHostile(t, alert)
			if len(alert.Links()) != 0 {
				t.Errorf("links %q", alert.Links())
			}
		})
	}
}

func checkHostile(t *testing.T, m mailtest.Mail) {
	t.Helper()
	if m.To != maya || m.Header.Get("Bcc") != "" || len(m.Subject) > 1000 {
		t.Errorf("to %q, headers %v", m.To, m.Header)
	}
	for _, tag := range tags.FindAllString(m.HTML, -1) {
		for _, bad := range []string{"<script", "<img", "onerror", "onmouseover", "evil.example"} {
			if strings.Contains(tag, bad) {
				t.Errorf("%q became a part of the page: %s", bad, tag)
			}
		}
	}
	for _, r := range "\u202e\u2066\u2028\u0000\u001b\u200b" {
		if strings.ContainsRune(m.Text+m.HTML+m.Subject, r) {
			t.Errorf("%U came through", r)
		}
	}
}
