package echotest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"testing"
)

// Client is a person who talks to a server.
type Client struct {
	base    string
	suffix  string // see Server
	Token   string // lasts a quarter of an hour
	Refresh string // is exchanged for the next
	HTTP    *http.Client
}

// Problem is an error answer.
type Problem struct {
	Status int
	Code   string
	Detail string
}

func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Detail) }

// Call sends in as JSON and reads the answer into out; an answer of 400 or more is a *Problem.
func (c *Client) Call(ctx context.Context, method, path string, in, out any) (int, error) {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return 0, err
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	if res.StatusCode >= http.StatusBadRequest {
		p := &Problem{Status: res.StatusCode}
		_ = json.Unmarshal(raw, p)
		return res.StatusCode, p
	}
	if out != nil {
		return res.StatusCode, json.Unmarshal(raw, out)
	}
	return res.StatusCode, nil
}

// Must is Call for what has to work.
func (c *Client) Must(t testing.TB, method, path string, in, out any) {
	t.Helper()
	if _, err := c.Call(t.Context(), method, path, in, out); err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
}

// Anonymous is a client of someone who is not signed in.
func (s *Server) Anonymous(t testing.TB) *Client {
	t.Helper()
	return &Client{base: s.URL, suffix: s.suffix, HTTP: s.HTTP(t)}
}

// Password is everybody's.
const Password = "Correct-Horse-Battery"

// Name is somebody's username: where tests share a server, each has people of its own.
func (s *Server) Name(person string) string { return person + s.suffix }

// Address is somebody's mail address.
func (s *Server) Address(person string) string { return s.Name(person) + "@example.org" }

// Register makes an account and returns its client.
func (s *Server) Register(t testing.TB, person string) *Client {
	t.Helper()
	c := s.Anonymous(t)
	var session struct{ AccessToken, RefreshToken string }
	c.Must(t, "POST", "/api/auth/register", map[string]string{
		"email": s.Address(person), "username": s.Name(person), "password": Password,
	}, &session)
	c.Token, c.Refresh = session.AccessToken, session.RefreshToken
	return c
}

// Workspace is one with a channel, and everybody in it.
type Workspace struct{ ID, Channel string }

// Messages is the path of its channel's messages.
func (w Workspace) Messages() string {
	return "/api/workspaces/" + w.ID + "/channels/" + w.Channel + "/messages"
}

// Found makes a workspace of the first person, whom the others join by a link.
func Found(t testing.TB, founder *Client, others ...*Client) Workspace {
	t.Helper()
	var w Workspace
	founder.Must(t, "POST", "/api/workspaces", map[string]string{"name": "harbour" + founder.suffix}, &w)
	var invite struct{ URL string }
	founder.Must(t, "POST", "/api/workspaces/"+w.ID+"/invites", map[string]any{}, &invite)
	for _, o := range others {
		o.Must(t, "POST", "/api/workspaces/invites/accept", map[string]string{"token": filepath.Base(invite.URL)}, nil)
	}
	var memberships struct {
		Items []struct {
			Channels []struct{ ID, Name string }
		}
	}
	founder.Must(t, "GET", "/api/workspaces/me/memberships?includeChannels=true", nil, &memberships)
	w.Channel = memberships.Items[0].Channels[0].ID
	return w
}

// Refused tells whether the server answered that it will not; everything else is not known.
func Refused(err error) bool {
	var p *Problem
	return errors.As(err, &p) && p.Status < 500 && p.Status != http.StatusTooManyRequests
}
