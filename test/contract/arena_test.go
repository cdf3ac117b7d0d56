package contract_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
	"github.com/echo-chat/echo/test/echotest/openapi"
)

// arena is a few people and two workspaces of theirs, for requests that may do anything to them.
type arena struct {
	people         []person
	round, revived int
	ids            map[string][]string // by the name that stands for them in requests
}

// newArena makes what does not hang on chance, so that a seed repeats a run.
func newArena(t *testing.T, s *echotest.Server, round int) *arena {
	t.Helper()
	a := &arena{round: round, ids: map[string][]string{}}
	a.note("password", echotest.Password)
	a.note("currentPassword", echotest.Password)
	for _, name := range []string{"founder", "mate", "stranger"} {
		a.people = append(a.people, register(t, s, fmt.Sprintf("%s%d", name, round)))
	}
	founder, mate := a.people[0], a.people[1]
	a.found(t, founder, mate, fmt.Sprintf("fuzz%d", round))
	a.found(t, a.people[2], mate, fmt.Sprintf("other%d", round))
	for _, p := range a.people {
		if p.id != "" {
			a.note("userId", p.id)
			a.note("identifier", p.name)
			a.note("username", p.name)
			a.note("email", p.name+"@example.org")
		}
	}
	return a
}

func (a *arena) found(t *testing.T, founder, mate person, name string) {
	t.Helper()
	var w, ch, m struct{ ID string }
	founder.Must(t, "POST", "/api/workspaces", map[string]string{"name": name}, &w)
	var invite struct{ ID, URL string }
	founder.Must(t, "POST", "/api/workspaces/"+w.ID+"/invites", map[string]any{}, &invite)
	mate.Must(t, "POST", "/api/workspaces/invites/accept", map[string]string{"token": path.Base(invite.URL)}, nil)
	channels := "/api/workspaces/" + w.ID + "/channels"
	founder.Must(t, "POST", channels, map[string]string{"type": "public", "name": "docks"}, &ch)
	founder.Must(t, "POST", channels+"/"+ch.ID+"/messages", map[string]string{"content": "hello", "clientMessageCorrelationId": "1"}, &m)
	a.note("workspaceId", w.ID)
	a.note("inviteId", invite.ID)
	a.note("token", path.Base(invite.URL))
	a.note("channelId", ch.ID)
	a.note("messageId", m.ID)
	founder.Must(t, "POST", channels, map[string]string{"type": "private", "name": "crane"}, &ch)
	a.note("channelId", ch.ID)
}

func (a *arena) note(name, value string) {
	if value != "" && !slices.Contains(a.ids[name], value) && len(a.ids[name]) < 50 {
		a.ids[name] = append(a.ids[name], value)
	}
}

// revive signs someone in again whose session was ended, or puts a new account in their place.
func (a *arena) revive(t *testing.T, s *echotest.Server, who *person) {
	t.Helper()
	for _, password := range []string{echotest.Password, newPassword} {
		var session struct{ AccessToken string }
		_, err := who.Call(t.Context(), "POST", "/api/auth/login", map[string]string{"identifier": who.name, "password": password}, &session)
		if err == nil {
			who.Token = session.AccessToken
			return
		}
	}
	a.revived++
	*who = register(t, s, fmt.Sprintf("revived%d.%d", a.round, a.revived))
	a.note("userId", who.id)
	a.note("username", who.name)
}

// aliases are other names for what is known.
var aliases = map[string]string{"memberId": "userId", "memberIds": "userId", "userIds": "userId", "toUserId": "userId"}

// known returns something that there is for a name like workspaceId.
func (a *arena) known(r interface{ IntN(n int) int }, name string) (string, bool) {
	if other, ok := aliases[name]; ok {
		name = other
	}
	values := a.ids[name]
	if len(values) == 0 {
		return "", false
	}
	return values[r.IntN(len(values))], true
}

// learn notes the ids of what was made, so that later requests reach it.
func (a *arena) learn(op *openapi.Operation, status int, body []byte) {
	if status/100 != 2 || op.Method == http.MethodDelete {
		return
	}
	var made struct{ ID, Token, RefreshToken, URL string }
	if json.Unmarshal(body, &made) != nil {
		return
	}
	a.note("refreshToken", made.RefreshToken)
	if name := madeBy(op.Path); name != "" {
		a.note(name, made.ID)
	}
	if made.URL != "" {
		a.note("token", path.Base(made.URL))
	}
}

// madeBy names the id of what a POST to a collection makes: …/channels makes a channelId.
func madeBy(at string) string {
	return map[string]string{
		"workspaces": "workspaceId", "channels": "channelId", "messages": "messageId", "invites": "inviteId", "groups": "groupId",
		"scheduled": "scheduledId",
	}[path.Base(at)]
}
