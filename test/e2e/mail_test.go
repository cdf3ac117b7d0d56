package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
	"github.com/echo-chat/echo/test/echotest"
)

// TestMail_ForgottenPassword goes the whole way with a mail server: a link comes by mail, sets another
// password, and nobody is signed in any more.
func TestMail_ForgottenPassword(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		box := mailtest.Start(t)
		s := on.Start(t, "ECHO_SMTP_URL="+box.URL(), "ECHO_MAIL_FROM=Echo <echo@example.org>")
		maya := s.Register(t, "maya")
		if m := box.Wait(t, "maya@example.org", 1)[0]; m.Subject != "Confirm your email address" {
			t.Errorf("the first mail is %q", m.Subject)
		}
		forgetPassword(t, s, maya, func(n int) string { return box.Wait(t, "maya@example.org", n)[n-1].Text })
		mails := box.Wait(t, "maya@example.org", 3)
		if mails[2].Subject != "Your password was changed" {
			t.Errorf("the last mail is %q", mails[2].Subject)
		}
		// Who takes anything gets the page of the web app there, as at any other address.
		if res, _ := ask(t, "GET", s.URL+"/dev/mail", "", "Accept", "application/json"); res.StatusCode != http.StatusNotFound {
			t.Errorf("the developer's mailbox beside a mail server: %d", res.StatusCode)
		}
	})
}

// TestMail_DevelopersMailbox goes the same way without a mail server.
func TestMail_DevelopersMailbox(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya := s.Register(t, "maya")
		forgetPassword(t, s, maya, func(n int) string { return keptMails(t, s, s.Address("maya"), n)[0] })
	})
}

// forgetPassword asks for a link, takes it from the n-th mail, uses it, and looks at who is signed in then.
func forgetPassword(t *testing.T, s *echotest.Server, maya *echotest.Client, mail func(n int) string) {
	t.Helper()
	anyone := s.Anonymous(t)
	// A mail to nobody looks the same from outside.
	anyone.Must(t, "POST", "/api/auth/forgot-password", map[string]string{"email": "nobody@example.org"}, nil)
	anyone.Must(t, "POST", "/api/auth/forgot-password", map[string]string{"email": s.Address("maya")}, nil)
	token := linkToken(t, mail(2), s.URL+"/reset-password#")
	var check struct {
		Valid bool
		Email string
	}
	anyone.Must(t, "POST", "/api/auth/validate-reset-token", map[string]string{"token": token}, &check)
	if !check.Valid || check.Email != "m•••@example.org" {
		t.Errorf("%+v", check)
	}
	reset := map[string]string{"token": token, "password": "An-Entirely-Other-1"}
	anyone.Must(t, "POST", "/api/auth/reset-password", reset, nil)
	if status, _ := anyone.Call(t.Context(), "POST", "/api/auth/reset-password", reset, nil); status != http.StatusGone {
		t.Errorf("the link works twice: %d", status)
	}
	login := func(password string) int {
		status, _ := s.Anonymous(t).Call(t.Context(), "POST", "/api/auth/login", map[string]string{"identifier": s.Name("maya"), "password": password}, nil)
		return status
	}
	if old, now := login(echotest.Password), login("An-Entirely-Other-1"); old != http.StatusUnauthorized || now != http.StatusOK {
		t.Errorf("the old password: %d, the new one: %d", old, now)
	}
	eventually(t, "the old session ends", func() bool {
		status, _ := maya.Call(t.Context(), "GET", "/api/users/me", nil, nil)
		return status == http.StatusUnauthorized
	})
}

// TestMail_Invite is an invitation by mail, and that nobody else can take it.
func TestMail_Invite(t *testing.T) {
	t.Parallel()
	box := mailtest.Start(t)
	s := echotest.Start(t, "ECHO_SMTP_URL="+box.URL(), "ECHO_MAIL_FROM=echo@example.org")
	maya, tomas, ines := s.Register(t, "maya"), s.Register(t, "tomas"), s.Register(t, "ines")
	var w struct{ ID string }
	maya.Must(t, "POST", "/api/workspaces", map[string]string{"name": "harbour", "displayName": "Harbour"}, &w)
	maya.Must(t, "POST", "/api/workspaces/"+w.ID+"/invites", map[string]any{"email": "ines@example.org", "message": "Come aboard"}, nil)
	m := box.Wait(t, "ines@example.org", 2)[1]
	if !strings.HasSuffix(m.Subject, "invites you to Harbour") || !strings.Contains(m.Text, "> Come aboard") {
		t.Errorf("%s\n%s", m.Subject, m.Text)
	}
	accept := map[string]string{"token": linkToken(t, m.Text, s.URL+"/invite/")}
	if status, _ := tomas.Call(t.Context(), "POST", "/api/workspaces/invites/accept", accept, nil); status != http.StatusForbidden {
		t.Errorf("somebody else: %d", status)
	}
	ines.Must(t, "POST", "/api/workspaces/invites/accept", accept, nil)
}

// linkToken returns what follows the beginning of the one link of a mail.
func linkToken(t *testing.T, text, begin string) string {
	t.Helper()
	links := mailtest.Mail{Text: text}.Links()
	if len(links) != 1 || !strings.HasPrefix(links[0], begin) {
		t.Fatalf("links %q, want one that begins with %s", links, begin)
	}
	token, err := url.PathUnescape(strings.TrimSpace(strings.TrimPrefix(links[0], begin)))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// keptMails waits for n mails to an address in the developer's mailbox, and returns their texts, the newest first.
func keptMails(t *testing.T, s *echotest.Server, address string, n int) []string {
	t.Helper()
	var texts []string
	eventually(t, fmt.Sprintf("%d mails", n), func() bool {
		var list struct{ Items []struct{ Text string } }
		texts = nil
		if err := getJSON(t.Context(), s.URL+"/dev/mail?to="+url.QueryEscape(address), &list); err != nil {
			t.Fatal(err)
		}
		for _, m := range list.Items {
			texts = append(texts, m.Text)
		}
		return len(texts) >= n
	})
	return texts
}

func getJSON(ctx context.Context, address string, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, res.Status)
	}
	return json.NewDecoder(res.Body).Decode(out)
}

// eventually waits for what has to come true.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for range 3000 {
		if ok() {
			return
		}
		<-look.C
	}
	t.Fatalf("never came true: %s", what)
}
