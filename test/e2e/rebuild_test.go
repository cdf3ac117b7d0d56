package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// chance is people who do whatever comes to their minds; what they may not do is refused, and nobody minds.
type chance struct {
	*rand.Rand

	server   *echotest.Server
	people   []*echotest.Client
	ids      []string // of people
	places   []string // paths of channels
	house    string   // path of the workspace that everybody may come back to
	token    string   // of the link into it
	founder  *echotest.Client
	leaver   *echotest.Client // is in, says something, and deletes their account
	messages []said
	answered int
}

type said struct {
	in        string // path of its channel
	ID        string
	MessageNo int64
}

const crowd = 5

func newChance(t *testing.T, s *echotest.Server) *chance {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	c := &chance{Rand: rand.New(rand.NewPCG(seed, seed)), server: s}
	c.leaver = s.Register(t, "leaver")
	for i := range crowd {
		p := s.Register(t, fmt.Sprintf("person%d", i))
		var me struct{ ID string }
		p.Must(t, "GET", "/api/users/me", nil, &me)
		c.people, c.ids = append(c.people, p), append(c.ids, me.ID)
	}
	c.founder = c.people[0]
	w := echotest.Found(t, c.founder, append(c.people[1:], c.leaver)...)
	c.house, c.places = "/api/workspaces/"+w.ID, []string{"/api/workspaces/" + w.ID + "/channels/" + w.Channel}
	var invite struct{ URL string }
	c.founder.Must(t, "POST", c.house+"/invites", map[string]any{}, &invite)
	c.token = filepath.Base(invite.URL)
	c.leaver.Must(t, "PATCH", "/api/users/me", map[string]any{"displayName": "Somebody else"}, nil)
	c.leaver.Must(t, "POST", c.places[0]+"/messages", map[string]string{"content": "Bye", "clientMessageCorrelationId": "bye"}, nil)
	return c
}

func pick[T any](c *chance, of []T) T { return of[c.IntN(len(of))] }

// call asks for something that may be refused, for whatever reason.
func (c *chance) call(t *testing.T, by *echotest.Client, method, path string, in, out any) bool {
	t.Helper()
	_, err := by.Call(t.Context(), method, path, in, out)
	if err != nil && !echotest.Refused(err) {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	if err == nil {
		c.answered++
	}
	return err == nil
}

// acts are what people may think of, with how often.
var acts = []struct {
	often int
	do    func(c *chance, t *testing.T, by *echotest.Client, in string)
}{
	{60, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		m := said{in: in}
		text := map[string]any{"content": "Words " + fmt.Sprint(c.Uint32()), "clientMessageCorrelationId": fmt.Sprint(c.Uint64())}
		if len(c.messages) > 0 && c.IntN(4) == 0 {
			if root := pick(c, c.messages); root.in == in {
				text["parentMessageId"] = root.ID
			}
		}
		if c.call(t, by, "POST", in+"/messages", text, &m) {
			c.messages = append(c.messages, m)
		}
	}},
	{5, onMessage("PATCH", "", map[string]any{"content": "Other words"})},
	{4, onMessage("DELETE", "", nil)},
	{5, onMessage("PUT", "/reactions/👍", nil)},
	{3, onMessage("PUT", "/pin", nil)},
	{6, onMessage("POST", "/mark-unread", nil)},
	{15, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "POST", in+"/read-receipt", map[string]any{"messageNo": c.IntN(20)}, nil)
	}},
	{8, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "POST", in+"/join", nil, nil)
	}},
	{6, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "POST", in+"/leave", nil, nil)
	}},
	{4, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "POST", in+"/members", map[string]any{"userIds": []string{pick(c, c.ids)}}, nil)
	}},
	{3, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "DELETE", in+"/members/"+pick(c, c.ids), nil, nil)
	}},
	{5, func(c *chance, t *testing.T, by *echotest.Client, _ string) {
		c.call(t, by, "PATCH", "/api/users/me", map[string]any{"displayName": fmt.Sprintf("Person %d", c.IntN(1000))}, nil)
	}},
	{3, func(c *chance, t *testing.T, by *echotest.Client, _ string) {
		c.call(t, by, "DELETE", c.house+"/members/me", nil, nil)
	}},
	{2, func(c *chance, t *testing.T, _ *echotest.Client, _ string) {
		c.call(t, c.founder, "DELETE", c.house+"/members/"+pick(c, c.ids[1:]), nil, nil)
	}},
	{8, func(c *chance, t *testing.T, by *echotest.Client, _ string) {
		c.call(t, by, "POST", "/api/workspaces/invites/accept", map[string]string{"token": c.token}, nil)
	}},
	{6, func(c *chance, t *testing.T, by *echotest.Client, _ string) {
		var ch struct{ ID string }
		kind := pick(c, []string{"public", "private"})
		if c.call(t, by, "POST", c.house+"/channels", map[string]any{"type": kind, "name": fmt.Sprintf("room%d", c.Uint32())}, &ch) {
			c.places = append(c.places, c.house+"/channels/"+ch.ID)
		}
	}},
	{2, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "POST", in+"/archive", nil, nil)
	}},
	{2, func(c *chance, t *testing.T, by *echotest.Client, in string) {
		c.call(t, by, "POST", in+"/unarchive", nil, nil)
	}},
	{1, func(c *chance, t *testing.T, by *echotest.Client, in string) { c.end(t, by, in) }},
	{2, func(c *chance, t *testing.T, by *echotest.Client, _ string) { c.passingHouse(t, by) }},
	{4, func(c *chance, t *testing.T, by *echotest.Client, _ string) {
		var sent struct {
			Results []struct{ Invite struct{ ID string } }
		}
		c.call(t, by, "POST", c.house+"/invites", map[string]any{"emails": []string{fmt.Sprintf("guest%d@example.org", c.IntN(5))}}, &sent)
		if len(sent.Results) > 0 && c.IntN(2) == 0 {
			c.call(t, by, "DELETE", c.house+"/invites/"+sent.Results[0].Invite.ID, nil, nil)
		}
	}},
}

func onMessage(method, what string, body any) func(c *chance, t *testing.T, by *echotest.Client, in string) {
	return func(c *chance, t *testing.T, by *echotest.Client, _ string) {
		if len(c.messages) > 0 {
			m := pick(c, c.messages)
			c.call(t, by, method, m.in+"/messages/"+m.ID+what, body, nil)
		}
	}
}

// end deletes a channel, but not all that people talk in.
func (c *chance) end(t *testing.T, by *echotest.Client, channel string) {
	t.Helper()
	if channel != c.places[0] {
		c.call(t, by, "DELETE", channel, nil, nil)
	}
}

// passingHouse is a workspace that ends, after some were in it.
func (c *chance) passingHouse(t *testing.T, by *echotest.Client) {
	t.Helper()
	var w struct{ ID string }
	if !c.call(t, by, "POST", "/api/workspaces", map[string]string{"name": fmt.Sprintf("house%d", c.Uint32())}, &w) {
		return
	}
	house := "/api/workspaces/" + w.ID
	var invite struct{ URL string }
	c.call(t, by, "POST", house+"/invites", map[string]any{}, &invite)
	c.call(t, pick(c, c.people), "POST", "/api/workspaces/invites/accept", map[string]string{"token": filepath.Base(invite.URL)}, nil)
	c.call(t, by, "POST", house+"/invites", map[string]any{"email": "guest@example.org"}, nil)
	if c.IntN(3) > 0 {
		c.call(t, by, "DELETE", house, nil, nil)
	}
}

func (c *chance) happen(t *testing.T, times int) {
	t.Helper()
	total := 0
	for _, a := range acts {
		total += a.often
	}
	for range times {
		n := c.IntN(total)
		for _, a := range acts {
			if n -= a.often; n < 0 {
				place := pick(c, c.places)
				if c.IntN(2) == 0 {
					place = c.places[0] // where everybody is
				}
				a.do(c, t, pick(c, c.people), place)
				break
			}
		}
	}
}

// isIdentical fails unless a verb found all tables identical.
func isIdentical(t *testing.T, out string, err error) {
	t.Helper()
	if err != nil || strings.Count(out, "identical\n") != 5 || strings.Contains(out, "could not be handled") {
		t.Fatalf("%v\n%s", err, out)
	}
}

// Whatever people do, what consumers keep is the same as what the log makes of nothing. What is damaged is named, and
// mended as far as that is safe; with a server, and without one, and when the log does not go back to the beginning.
func TestRebuild(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		c := newChance(t, s)
		c.happen(t, 90)
		half := time.Now()
		c.happen(t, 60)
		c.leaver.Must(t, "DELETE", "/api/users/me", map[string]string{"password": echotest.Password}, nil)
		c.happen(t, 60)
		if c.answered < 60 {
			t.Fatalf("only %d acts were not refused", c.answered)
		}
		out, err := s.Command(t, "events", "rebuild", "--verify")
		isIdentical(t, out, err)
		if !strings.Contains(out, "back to the beginning") {
			t.Errorf("the log is not whole:\n%s", out)
		}
		t.Log(out)
		damaged(t, c)
		lostMail(t, c)
		shortLog(t, c, half)
		s.Kill(syscall.SIGTERM)
		out, err = s.Command(t, "events", "rebuild", "--verify")
		isIdentical(t, out, err)
	})
}

// damaged loses and falsifies what can be mended.
func damaged(t *testing.T, c *chance) {
	t.Helper()
	people, messages, mails := c.server.OpenDatabase(t, "workspace_channels_db"), c.server.OpenDatabase(t, "message_db"), c.server.OpenDatabase(t, "notification_db")
	people.Exec(t, `UPDATE people SET display_name = 'Nobody' WHERE deleted_at IS NULL`)
	people.Exec(t, `UPDATE people SET deleted_at = NULL, as_of = 0`)
	messages.Exec(t, `DELETE FROM read_receipts`)
	messages.Exec(t, `UPDATE channel_heads SET last_message_no = 0, last_change_no = 0`)
	general := filepath.Base(c.places[0])
	messages.Exec(t, `DELETE FROM channel_heads WHERE channel_id = $1`, general)
	mails.Exec(t, `UPDATE gone SET at = 1, reason = 'spring'`)
	out, err := c.server.Command(t, "events", "rebuild", "--verify")
	if err == nil || strings.Count(out, "DIFFERENT") != 4 || !strings.Contains(out, "missing: "+general) || strings.Contains(out, "Nobody") ||
		!strings.Contains(out, "echod: what is kept is not what the log says") {
		t.Fatalf("after damage: %v\n%s", err, out)
	}
	// Looking has changed nothing: there is all to mend.
	for _, of := range [][]string{{"--consumer", "message.channels"}, nil} {
		if out, err := c.server.Command(t, append([]string{"events", "rebuild"}, of...)...); err != nil || !strings.Contains(out, "rows put back") {
			t.Fatalf("rebuild %v: %v\n%s", of, err, out)
		}
	}
	out, err = c.server.Command(t, "events", "rebuild", "--verify")
	isIdentical(t, out, err)
	var m said
	c.founder.Must(t, "POST", c.places[0]+"/messages", map[string]string{"content": "Still here", "clientMessageCorrelationId": "still"}, &m)
	if m.MessageNo < 2 {
		t.Errorf("the channel went on with number %d", m.MessageNo)
	}
}

// lostMail loses the record of a mail, which only the server makes anew.
func lostMail(t *testing.T, c *chance) {
	t.Helper()
	c.server.OpenDatabase(t, "notification_db").Exec(t, `DELETE FROM notifications WHERE user_id = $1`, c.ids[0])
	out, err := c.server.Command(t, "events", "rebuild")
	if err == nil || !strings.Contains(out, "0 rows put back") {
		t.Fatalf("a mail was put back: %v\n%s", err, out)
	}
	lost := 0
	for line := range strings.Lines(out) {
		key, found := strings.CutPrefix(line, "  missing: ")
		event, _, _ := strings.Cut(key, "/")
		if found {
			lost++
			eventsVerb(t, c.server, "replay", "--consumer", "notification.mail", "--event", event)
		}
	}
	if lost == 0 {
		t.Fatalf("the mail is not named:\n%s", out)
	}
	waitUntil(t, "the mails are made anew", func() bool {
		out, err = c.server.Command(t, "events", "rebuild", "--verify", "--consumer", "notification.mail")
		return err == nil && strings.Count(out, "identical\n") == 2
	})
}

// shortLog cuts the beginning off the log, as its retention does: what was before is left alone.
func shortLog(t *testing.T, c *chance, at time.Time) {
	t.Helper()
	for _, name := range []string{"users_db", "workspace_channels_db", "message_db"} {
		c.server.OpenDatabase(t, name).Exec(t, `DELETE FROM outbox WHERE created_at < $1`, at.UnixMicro())
	}
	out, err := c.server.Command(t, "events", "rebuild")
	isIdentical(t, out, err)
	if !strings.Contains(out, "back to "+at.UTC().Format("2006-01-02")) || strings.Contains(out, "put back") {
		t.Errorf("with half of the log:\n%s", out)
	}
	messages := c.server.OpenDatabase(t, "message_db")
	messages.Exec(t, `DELETE FROM channel_heads WHERE channel_id = $1`, filepath.Base(c.places[0]))
	out, err = c.server.Command(t, "events", "rebuild")
	if err != nil || !strings.Contains(out, "1 rows put back") {
		t.Fatalf("a head that was lost: %v\n%s", err, out)
	}
}
