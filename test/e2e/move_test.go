package e2e_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// TestMove_IsTheSameEcho moves an Echo with demo data and traffic to PostgreSQL, interrupted once, and looks
// at it through the API before and after.
func TestMove_IsTheSameEcho(t *testing.T) {
	t.Parallel()
	s := echotest.Start(t, "ECHO_DEMO=true")
	people := []*echotest.Client{s.Register(t, "maya"), s.Register(t, "tomas"), signIn(t, s, "user1", "Password1")}
	w := echotest.Found(t, people[0], people[1])
	load := startLoad(t.Context(), people[:2], w, 4)
	load.waitFor(t, 300)
	acknowledged := load.stop()
	postImage(t, s, people[0])
	people[1].Must(t, "POST", w.Messages()[:len(w.Messages())-len("messages")]+"read-receipt", map[string]int{"messageNo": 17}, nil)
	converse(t, s, people[0], w)
	refresh := sessionOf(t, s, "tomas")
	waitUntil(t, "the picture is where members are listed", func() bool {
		var members json.RawMessage
		people[0].Must(t, "GET", "/api/workspaces/"+w.ID+"/members", nil, &members)
		return strings.Contains(string(members), "/avatars/")
	})
	before := look(t, s, people)

	server := sqldbtest.PostgresURL(t)
	prefix := echotest.Prefix()
	arguments := []string{"migrate", "--from", "sqlite", "--to", server, "--database-prefix=" + prefix}
	if out, err := s.Command(t, arguments...); err == nil || !strings.Contains(out, "stop it first") {
		t.Errorf("moved from under a running server: %v\n%s", err, out)
	}
	s.Kill(syscall.SIGKILL) // what the write-ahead log alone holds comes along
	interruptMove(t, s, prefix, arguments)

	onPostgres := []string{"ECHO_DATABASE_URL=" + server, "ECHO_DATABASE_PREFIX=" + prefix, "ECHO_DEMO=false"}
	s.Set(onPostgres...)
	if out, err := s.Command(t, "serve"); err == nil || !strings.Contains(out, "has not ended") {
		t.Errorf("serves half of an Echo: %v\n%s", err, out)
	}
	if out, err := s.Command(t, arguments...); err == nil || !strings.Contains(out, "--resume") {
		t.Errorf("moved into what was there: %v\n%s", err, out)
	}
	out, err := s.Command(t, append(arguments, "--resume")...)
	if err != nil || !strings.Contains(out, "both sides") {
		t.Fatalf("move: %v\n%s", err, out)
	}
	t.Log(out)

	s.Restart()
	after := look(t, s, people)
	for _, what := range slices.Sorted(maps.Keys(before)) {
		if after[what] != before[what] {
			t.Errorf("%s\nwas %s\nis  %s", what, before[what], after[what])
		}
	}
	assertHistory(t, people[1], w, acknowledged)
	var m sent
	people[0].Must(t, "POST", w.Messages(), map[string]string{"content": "on we go", "clientMessageCorrelationId": "next"}, &m)
	if m.MessageNo != int64(len(acknowledged))+1 {
		t.Errorf("after %d messages the next has number %d", len(acknowledged), m.MessageNo)
	}
	s.Anonymous(t).Must(t, "POST", "/api/auth/refresh", map[string]string{"refreshToken": refresh}, nil)
	if out, err := s.Command(t, "audit", "verify"); err != nil || !strings.Contains(out, " 0 broken") {
		t.Errorf("audit: %v\n%s", err, out)
	}
	s.Kill(syscall.SIGTERM)
	s.Set("ECHO_DATABASE_URL=")
	if out, err := s.Command(t, "serve"); err == nil || !strings.Contains(out, "was moved to PostgreSQL") {
		t.Errorf("the files are served again: %v\n%s", err, out)
	}
}

// interruptMove kills a move when one database has been moved and another is on its way.
func interruptMove(t *testing.T, s *echotest.Server, prefix string, arguments []string) {
	t.Helper()
	target := echotest.Prepare(t, "ECHO_DATABASE_URL="+sqldbtest.PostgresURL(t), "ECHO_DATABASE_PREFIX="+prefix)
	if out, err := target.Command(t, "migrate"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	release := target.OpenDatabase(t, "message_db").Hold(t, "messages")
	cmd := s.Background(t, arguments...)
	users := target.OpenDatabase(t, "users_db")
	waitUntil(t, "people are moved", func() bool { return len(users.Grep(t, "maya@example.org")) > 0 })
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	release()
}

// look is what people see, by who sees it where.
func look(t *testing.T, s *echotest.Server, people []*echotest.Client) map[string]string {
	t.Helper()
	seen := map[string]string{}
	for _, c := range people {
		var me struct{ Username, AvatarURL string }
		c.Must(t, "GET", "/api/users/me", nil, &me)
		get := func(path string, out any) {
			var raw json.RawMessage
			c.Must(t, "GET", path, nil, &raw)
			seen[me.Username+" "+path] = string(raw)
			if out != nil {
				if err := json.Unmarshal(raw, out); err != nil {
					t.Fatal(err)
				}
			}
		}
		get("/api/users/me", nil)
		get("/api/auth/sessions", nil)
		if me.AvatarURL != "" {
			seen[me.Username+" picture"] = picture(t, c, s.URL+me.AvatarURL)
		}
		var memberships struct {
			Items []struct {
				ID       string
				Role     string
				Channels []struct{ ID string }
			}
		}
		get("/api/workspaces/me/memberships?includeChannels=true", &memberships)
		for _, w := range memberships.Items {
			at := "/api/workspaces/" + w.ID
			get(at+"/members", nil)
			get(at+"/groups", nil)
			for _, own := range []string{"drafts", "scheduled", "saved", "threads", "mentions"} {
				get("/api/"+own+"?workspaceId="+w.ID, nil)
			}
			var emoji struct{ Items []struct{ URL string } }
			get(at+"/emoji", &emoji)
			for _, e := range emoji.Items {
				seen[me.Username+" "+e.URL] = picture(t, c, s.URL+e.URL)
			}
			get(at+"/unread-counts", nil)
			if w.Role == "owner" {
				get(at+"/audit", nil)
			}
			for _, ch := range w.Channels {
				get(at+"/channels/"+ch.ID+"/pins", nil)
				get(at+"/channels/"+ch.ID+"/messages/changes?after=0", nil)
				var page struct {
					Items []struct {
						ID         string
						IsEdited   bool
						ReplyCount int
						Author     struct{ Username string }
						Previews   []struct{ ImageURL *string }
					}
				}
				get(at+"/channels/"+ch.ID+"/messages?limit=200", &page)
				for _, m := range page.Items {
					if m.IsEdited && m.Author.Username == me.Username {
						get(at+"/channels/"+ch.ID+"/messages/"+m.ID+"/edits", nil)
					}
					if m.ReplyCount > 0 {
						get(at+"/channels/"+ch.ID+"/messages/"+m.ID+"/replies", nil)
					}
					for _, p := range m.Previews {
						if p.ImageURL != nil {
							seen[me.Username+" "+*p.ImageURL] = picture(t, c, s.URL+*p.ImageURL)
						}
					}
				}
				get(at+"/channels/"+ch.ID+"/messages?limit=200&after=0", nil)
				get(at+"/channels/"+ch.ID+"/read-receipt", nil)
				get(at+"/channels/"+ch.ID+"/members", nil)
			}
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d things were looked at", len(seen))
	}
	return seen
}

func picture(t *testing.T, c *echotest.Client, address string) string {
	t.Helper()
	res, err := c.HTTP.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("picture: %d, %v", res.StatusCode, err)
	}
	return string(content)
}

func signIn(t *testing.T, s *echotest.Server, who, password string) *echotest.Client {
	t.Helper()
	c := s.Anonymous(t)
	var session struct{ AccessToken string }
	c.Must(t, "POST", "/api/auth/login", map[string]string{"identifier": who, "password": password}, &session)
	c.Token = session.AccessToken
	return c
}

// sessionOf begins a session and returns its refresh token.
func sessionOf(t *testing.T, s *echotest.Server, who string) string {
	t.Helper()
	var session struct{ RefreshToken string }
	s.Anonymous(t).Must(t, "POST", "/api/auth/login", map[string]string{"identifier": who, "password": echotest.Password}, &session)
	return session.RefreshToken
}

func postImage(t *testing.T, s *echotest.Server, c *echotest.Client) {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 300, 300))); err != nil {
		t.Fatal(err)
	}
	res, text := ask(t, "POST", s.URL+"/api/users/me/avatar", picture.String(), "Content-Type", "image/png", "Authorization", "Bearer "+c.Token)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("picture: %d %s", res.StatusCode, text)
	}
}

func waitUntil(t *testing.T, what string, is func() bool) {
	t.Helper()
	deadline := time.NewTimer(time.Minute)
	defer deadline.Stop()
	retry := time.NewTicker(10 * time.Millisecond)
	defer retry.Stop()
	for !is() {
		select {
		case <-deadline.C:
			t.Fatalf("not within a minute: %s", what)
		case <-retry.C:
		}
	}
}
