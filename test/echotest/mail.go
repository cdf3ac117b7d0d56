package echotest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Mail is a mail in the developer's mailbox.
type Mail struct {
	ID, To, Subject, Text, HTML string
}

// Mails returns the newest mails to an address.
func (s *Server) Mails(t testing.TB, to string) []Mail {
	t.Helper()
	var list struct{ Items []Mail }
	s.mailbox(t, "/dev/mail?to="+url.QueryEscape(to), &list)
	for i := range list.Items {
		s.mailbox(t, "/dev/mail/"+list.Items[i].ID, &list.Items[i])
	}
	return list.Items
}

// LinkTo waits for a mail to an address that has a link to a page, and returns what follows it: the token.
func (s *Server) LinkTo(t testing.TB, to, page string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for again := time.NewTicker(20 * time.Millisecond); ; {
		for _, m := range s.Mails(t, to) {
			for line := range strings.Lines(m.Text) {
				if _, token, ok := strings.Cut(strings.TrimSpace(line), page); ok && strings.HasPrefix(line, "http") {
					again.Stop()
					return token
				}
			}
		}
		select {
		case <-ctx.Done():
			again.Stop()
			t.Fatalf("no mail to %s with a link to %s", to, page)
		case <-again.C:
		}
	}
}

// Confirm follows the link that somebody was mailed when they registered.
func (s *Server) Confirm(t testing.TB, person string) {
	t.Helper()
	token := s.LinkTo(t, s.Address(person), "/verify-email#")
	s.Anonymous(t).Must(t, "POST", "/api/auth/verify-email", map[string]string{"token": token}, nil)
}

// operator is who runs each server of a test.
const operator = "operator@example.org"

// Operator is the client of the one who runs the server.
func (s *Server) Operator(t testing.TB) *Client {
	t.Helper()
	c := s.Anonymous(t)
	name, _, _ := strings.Cut(operator, "@")
	var session struct{ AccessToken string }
	_, err := c.Call(t.Context(), "POST", "/api/auth/register", map[string]string{"email": operator, "username": name, "password": Password}, &session)
	if err == nil {
		token := s.LinkTo(t, operator, "/verify-email#")
		c.Must(t, "POST", "/api/auth/verify-email", map[string]string{"token": token}, nil)
	} else { // another test of this server was first
		c.Must(t, "POST", "/api/auth/login", map[string]string{"identifier": operator, "password": Password}, &session)
	}
	c.Token = session.AccessToken
	return c
}

func (s *Server) mailbox(t testing.TB, path string, out any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatal(fmt.Errorf("%s: %s", path, res.Status))
	}
	if err := json.NewDecoder(res.Body).Decode(out); err != nil {
		t.Fatal(err)
	}
}
