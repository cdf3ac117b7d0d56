package contract_test

import (
	"fmt"
	"path"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
	"github.com/echo-chat/echo/test/echotest"
	"github.com/echo-chat/echo/test/echotest/openapi"
)

// canary is part of every name and text of the workspace: who is not in it must never see it.
const canary = "quokka"

// person is an account.
type person struct {
	*echotest.Client
	id, name string
}

// world is a server with everybody and everything that the matrix asks about.
type world struct {
	server   *echotest.Server
	document *openapi.Document
	people   [actors]person
	target   person // member of the workspace and of each channel: whom others do things to
	newcomer person // member of the workspace, in no channel
	places   [kinds]place
	sockets  [actors]*echotest.Socket
	settled  bool // formerMember and deactivated are gone

	foreignSession string // of target
	spareToken     string // of a link to a workspace that the matrix asks nothing else about
	names          atomic.Int64
}

// place is a workspace or a channel, and what is in it.
type place struct {
	workspace, channel, message, invite string
	inviteToken                         string // of the invite, which is a link
	mailInvite                          string // an invite to an address
	userGroup                           string // a group of members
}

func (p place) path() string        { return "/api/workspaces/" + p.workspace }
func (p place) channelPath() string { return p.path() + "/channels/" + p.channel }

func newWorld(t *testing.T, on echotest.Shape) *world {
	t.Helper()
	s := on.Start(t, "ECHO_OPERATORS=foreigner@example.org,target@example.org")
	w := &world{server: s, document: s.Contract(t)}
	var wg sync.WaitGroup
	for a := range signedOut {
		wg.Go(func() { w.people[a] = register(t, s, a.String()) })
	}
	wg.Go(func() { w.target = register(t, s, "target") })
	wg.Go(func() { w.newcomer = register(t, s, "newcomer") })
	wg.Wait()
	w.people[signedOut].Client = s.Anonymous(t)
	s.Confirm(t, "foreigner") // target's address is an operator's, too, and not confirmed
	var elsewhere place
	w.people[foreigner].Must(t, "POST", "/api/workspaces", map[string]string{"name": "elsewhere"}, &struct{ ID *string }{&elsewhere.workspace})
	for k := live; k < kinds; k++ {
		w.places[k] = w.make(t, k)
	}
	w.settle(t)
	w.spareToken = w.makeWorkspace(t).inviteToken
	var sessions struct{ Items []struct{ ID string } }
	w.target.Must(t, "GET", "/api/auth/sessions", nil, &sessions)
	w.foreignSession = sessions.Items[0].ID
	return w
}

// settle takes the former member out and deactivates the deactivated.
func (w *world) settle(t *testing.T) {
	t.Helper()
	w.dismissFormer(t, w.places[live])
	gone := w.people[deactivated]
	w.server.Admin(t, "user", "deactivate", gone.name)
	wstest.Until(t, "the token of the deactivated is refused", func() bool {
		_, err := gone.Call(t.Context(), "GET", "/api/users/me", nil, nil)
		return isCode(err, "invalid_token")
	})
	w.settled = true
}

// dismissFormer takes the former member out of a workspace that they may be in.
func (w *world) dismissFormer(t *testing.T, from place) {
	t.Helper()
	if !w.settled {
		w.people[owner].Must(t, "DELETE", from.path()+"/members/"+w.people[formerMember].id, nil, nil)
	}
}

// absent tells who is no member of what is made now.
func (w *world) absent(a actor) bool {
	return a >= foreigner || w.settled && a == formerMember || w.settled && a == deactivated
}

func register(t *testing.T, s *echotest.Server, name string) person {
	t.Helper()
	p := person{Client: s.Register(t, name), name: name}
	p.Must(t, "GET", "/api/users/me", nil, &struct{ ID *string }{&p.id})
	return p
}

// next returns a name that was not used before.
func (w *world) next(prefix string) string { return fmt.Sprintf("%s-%d", prefix, w.names.Add(1)) }

// make makes a place of a kind: a channel of a kind in the workspace, or a workspace of a kind.
func (w *world) make(t *testing.T, k kind) place {
	t.Helper()
	switch k {
	case nowhere:
		return place{}
	case live:
		return w.makeWorkspace(t)
	case archivedWorkspace, deletedWorkspace, frozen:
		p := w.makeWorkspace(t)
		if k == frozen {
			p = w.makeChannel(t, p, public)
		}
		w.dismissFormer(t, p)
		if k == deletedWorkspace {
			w.people[owner].Must(t, "DELETE", p.path(), nil, nil)
		} else {
			w.people[owner].Must(t, "POST", p.path()+"/archive", nil, nil)
		}
		return p
	default:
	}
	p := w.makeChannel(t, w.places[live], k)
	if k == archived {
		w.people[owner].Must(t, "POST", p.channelPath()+"/archive", nil, nil)
	}
	if k == deleted {
		w.people[owner].Must(t, "DELETE", p.channelPath(), nil, nil)
	}
	return p
}

// makeWorkspace makes a workspace with everybody in it, as long as they can be.
func (w *world) makeWorkspace(t *testing.T) place {
	t.Helper()
	var p place
	boss := w.people[owner]
	boss.Must(t, "POST", "/api/workspaces", map[string]string{
		"name": w.next("harbour"), "displayName": canary, "description": canary,
	}, &struct{ ID *string }{&p.workspace})
	for role, who := range map[string][]actor{
		"admin": {admin}, "member": {member, viewer, bystander, formerMember, deactivated}, "guest": {guest, strayGuest},
	} {
		var invite struct{ ID, URL string }
		boss.Must(t, "POST", p.path()+"/invites", map[string]string{"role": role}, &invite)
		token := map[string]string{"token": path.Base(invite.URL)}
		for _, a := range who {
			if !w.absent(a) {
				w.people[a].Must(t, "POST", "/api/workspaces/invites/accept", token, nil)
			}
		}
		if role == "member" {
			p.invite, p.inviteToken = invite.ID, path.Base(invite.URL)
			w.target.Must(t, "POST", "/api/workspaces/invites/accept", token, nil)
			w.newcomer.Must(t, "POST", "/api/workspaces/invites/accept", token, nil)
		}
	}
	boss.Must(t, "POST", p.path()+"/groups", map[string]any{
		"handle": canary, "displayName": canary, "userIds": []string{w.target.id},
	}, &struct{ ID *string }{&p.userGroup})
	boss.Must(t, "POST", p.path()+"/invites", map[string]string{"email": w.next("invited") + "@example.org"}, &struct{ ID *string }{&p.mailInvite})
	return p
}

// makeChannel makes a channel of the owner, with a message in it.
func (w *world) makeChannel(t *testing.T, in place, k kind) place {
	t.Helper()
	boss := w.people[owner]
	ask := map[string]any{"type": k.String()}
	switch k {
	case direct:
		ask["memberIds"] = []string{w.people[member].id}
	case group:
		ask["memberIds"] = []string{w.people[member].id, w.people[guest].id}
	case archived, deleted:
		ask["type"] = "public"
		fallthrough
	default:
		ask["name"], ask["displayName"], ask["topic"] = w.next("pier"), canary, canary
	}
	boss.Must(t, "POST", in.path()+"/channels", ask, &struct{ ID *string }{&in.channel})
	if k != direct && k != group {
		for _, a := range []actor{member, guest, viewer, bystander, formerMember, deactivated} {
			w.admit(t, in, a)
		}
		boss.Must(t, "POST", in.channelPath()+"/members", map[string]string{"userId": w.target.id}, nil)
		boss.Must(t, "DELETE", in.channelPath()+"/members/"+w.people[bystander].id, nil, nil)
	}
	boss.Must(t, "POST", in.channelPath()+"/messages", map[string]string{
		"content": canary, "clientMessageCorrelationId": w.next("c"),
	}, &struct{ ID *string }{&in.message})
	return in
}

func (w *world) admit(t *testing.T, to place, a actor) {
	t.Helper()
	ask := map[string]string{"userId": w.people[a].id}
	if w.absent(a) {
		return
	}
	if a == viewer {
		ask["role"] = "viewer"
	}
	w.people[owner].Must(t, "POST", to.channelPath()+"/members", ask, nil)
}
