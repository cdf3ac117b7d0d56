package contract_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"path"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
	"github.com/echo-chat/echo/test/echotest/openapi"
)

// TestIsolation_TwoWorkspacesOfOneContent makes two workspaces that differ in nothing but a word, and lets
// the members of one send calls whose ids are swapped for those of the other at random. No answer and no
// event has the other's word, or an id of it that was not in the question; and the other stays as it was.
func TestIsolation_TwoWorkspacesOfOneContent(t *testing.T) {
	t.Parallel()
	calls, seed := setting("ECHO_TEST_ISOLATION_CALLS", 4_000), setting("ECHO_TEST_ISOLATION_SEED", 1)
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		begin := time.Now()
		i := &isolation{server: s, document: s.Contract(t), ours: newTwin(t, s, "narwhal"), theirs: newTwin(t, s, "pangolin")}
		before := i.theirs.snapshot(t)
		var numbers []int
		for n := range calls {
			numbers = append(numbers, n)
		}
		side(8, numbers, func(n int) { i.call(t, rand.New(rand.NewPCG(uint64(seed), uint64(n)))) })
		if after := i.theirs.snapshot(t); after != before {
			t.Errorf("the other workspace was\n%s\nand is\n%s", before, after)
		}
		i.listen(t)
		t.Logf("%d calls, %d with an id of the other workspace, %d answered with success, in %s, seed %d",
			calls, i.swapped.Load(), i.succeeded.Load(), time.Since(begin).Round(time.Second), seed)
	})
}

type isolation struct {
	server             *echotest.Server
	document           *openapi.Document
	ours, theirs       *twin
	swapped, succeeded atomic.Int64
}

// twin is one of two workspaces that are alike but for a word.
type twin struct {
	word   string
	arena  arena
	place  place
	people []person
}

func newTwin(t *testing.T, s *echotest.Server, word string) *twin {
	t.Helper()
	w := &twin{word: word, arena: arena{ids: map[string][]string{}}}
	for _, role := range []string{"owner", "admin", "member", "guest"} {
		p := register(t, s, role+"."+word)
		w.people = append(w.people, p)
		w.arena.note("userId", p.id)
		var sessions struct{ Items []struct{ ID string } }
		p.Must(t, "GET", "/api/auth/sessions", nil, &sessions)
		w.arena.note("sessionId", sessions.Items[0].ID)
	}
	boss := w.people[0]
	boss.Must(t, "POST", "/api/workspaces", map[string]string{"name": word, "displayName": "Harbour " + word}, &struct{ ID *string }{&w.place.workspace})
	w.arena.note("workspaceId", w.place.workspace)
	for i, role := range []string{"admin", "member", "guest"} {
		var invite struct{ ID, URL string }
		boss.Must(t, "POST", w.place.path()+"/invites", map[string]string{"role": role}, &invite)
		w.people[i+1].Must(t, "POST", "/api/workspaces/invites/accept", map[string]string{"token": path.Base(invite.URL)}, nil)
		w.arena.note("inviteId", invite.ID)
	}
	var crew struct{ ID string }
	boss.Must(t, "POST", w.place.path()+"/groups", map[string]any{"handle": "crew-" + word, "userIds": w.arena.ids["userId"]}, &crew)
	w.arena.note("groupId", crew.ID)
	for _, kind := range []string{"public", "private", "direct"} {
		ask := map[string]any{"type": kind, "name": "docks-" + kind, "topic": word}
		if kind == "direct" {
			ask = map[string]any{"type": kind, "memberIds": []string{w.people[1].id}}
		}
		at := w.place
		boss.Must(t, "POST", at.path()+"/channels", ask, &struct{ ID *string }{&at.channel})
		w.arena.note("channelId", at.channel)
		for n := range 3 {
			var m struct{ ID string }
			boss.Must(t, "POST", at.channelPath()+"/messages", map[string]string{
				"content": fmt.Sprintf("Ship %d of the %s", n, word), "clientMessageCorrelationId": fmt.Sprint(n),
			}, &m)
			w.arena.note("messageId", m.ID)
		}
	}
	return w
}

// snapshot is what its owner sees of it.
func (w *twin) snapshot(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	paths := []string{"", "/members", "/channels?limit=200", "/invites?limit=200", "/unread-counts"}
	for _, ch := range w.arena.ids["channelId"] {
		for _, of := range []string{"", "/members", "/messages"} {
			paths = append(paths, "/channels/"+ch+of)
		}
	}
	for _, p := range paths {
		var got any
		w.people[0].Must(t, "GET", w.place.path()+p, nil, &got)
		fmt.Fprintf(&all, "%s %v\n", p, got)
	}
	return all.String()
}

// ends are the operations that would end our own part in the game; others of them are played on theirs.
func ends(op *openapi.Operation) bool {
	return op.Method == http.MethodDelete || strings.HasSuffix(op.Path, "/archive") || strings.HasSuffix(op.Path, "/transfer") || strings.HasSuffix(op.Path, "/leave")
}

// about tells whether an operation is about a workspace, or someone: the others have no ids to swap.
func about(op *openapi.Operation) bool { return strings.Contains(op.Path, "{") }

func (i *isolation) call(t *testing.T, r *rand.Rand) {
	var op *openapi.Operation
	for op == nil || !about(op) && (ends(op) || strings.Contains(op.Path, "/me/") || strings.Contains(op.Path, "/auth/")) {
		op = i.document.Operations[r.IntN(len(i.document.Operations))]
	}
	g := &generator{Rand: r, document: i.document}
	foreign := 0.5
	if ends(op) {
		foreign = 1
	}
	sent := map[string]bool{}
	g.known = func(name string) (string, bool) {
		from := i.ours
		if g.chance(foreign) {
			from = i.theirs
		}
		value, ok := from.arena.known(g, name)
		sent[value] = from == i.theirs
		return value, ok
	}
	s := g.shot(op)
	who := i.ours.people[r.IntN(len(i.ours.people))]
	f := &fuzzer{t: t, server: i.server, client: who.HTTP}
	s.headers["Authorization"] = "Bearer " + who.Token
	status, _, body, err := f.send(s, false)
	if err != nil {
		t.Errorf("%s: %v", s.Curl(i.server.URL), err)
		return
	}
	for _, foreign := range sent {
		if foreign {
			i.swapped.Add(1)
			break
		}
	}
	if status/100 == 2 {
		i.succeeded.Add(1)
	}
	if found := i.theirs.foundIn(string(body), sent); found != "" {
		t.Errorf("%s\nby %s: %d %s\nhas %q of the other workspace", s.Curl(i.server.URL), who.name, status, body, found)
	}
}

// foundIn returns a word or an id of w in a text, except the ids that were sent.
func (w *twin) foundIn(text string, sent map[string]bool) string {
	if strings.Contains(text, w.word) {
		return w.word
	}
	for _, name := range []string{"workspaceId", "channelId", "messageId", "userId", "inviteId", "groupId", "sessionId"} {
		for _, id := range w.arena.ids[name] {
			if !sent[id] && strings.Contains(text, id) {
				return id
			}
		}
	}
	return ""
}

// listen has our people knock at the other's rooms, and theirs say something: nothing of it is heard.
func (i *isolation) listen(t *testing.T) {
	t.Helper()
	var sockets []*echotest.Socket
	for _, p := range i.ours.people {
		socket, code := i.server.Connect(t, p.Token)
		if socket == nil {
			t.Fatalf("%s was refused: %s", p.name, code)
		}
		sockets = append(sockets, socket)
	}
	ear, _ := i.server.Connect(t, i.theirs.people[1].Token)
	there := map[string]string{"workspaceId": i.theirs.place.workspace, "channelId": i.theirs.arena.ids["channelId"][0]}
	if ack, _ := ear.Emit(t, "join:channel", there); !ack.OK {
		t.Fatalf("a member of the other workspace was not let in: %+v", ack)
	}
	heard := func(socket *echotest.Socket, event string, payload map[string]string) {
		ack, before := socket.Emit(t, event, payload)
		for _, e := range before {
			if found := i.theirs.foundIn(string(e.Data), nil); found != "" {
				t.Errorf("%s was heard, with %q of the other workspace: %s", e.Name, found, e.Data)
			}
		}
		if ack.OK && !strings.HasPrefix(event, "leave:") {
			t.Errorf("%s of %v was let in", event, payload)
		}
	}
	ours, theirs := i.ours.arena.ids, i.theirs.arena.ids
	for _, socket := range sockets {
		for n, foreign := range theirs["channelId"] {
			for _, event := range []string{"join:channel", "typing:start", "typing:stop", "leave:channel"} {
				heard(socket, event, map[string]string{"workspaceId": theirs["workspaceId"][0], "channelId": foreign})
				heard(socket, event, map[string]string{"workspaceId": ours["workspaceId"][0], "channelId": foreign})
				heard(socket, event, map[string]string{"workspaceId": theirs["workspaceId"][0], "channelId": ours["channelId"][n]})
			}
		}
		heard(socket, "join:workspace", map[string]string{"workspaceId": theirs["workspaceId"][0]})
	}
	for n, ch := range theirs["channelId"][:2] {
		for again := range 2 { // the second comes after all of the first has been sent
			i.theirs.people[0].Must(t, "POST", i.theirs.place.path()+"/channels/"+ch+"/messages", map[string]string{
				"content": "loud " + i.theirs.word, "clientMessageCorrelationId": fmt.Sprintf("loud%d-%d", n, again),
			}, nil)
			if n == 0 {
				ear.Expect(t, "message:created", nil)
			}
		}
	}
	for _, socket := range sockets {
		heard(socket, "leave:workspace", map[string]string{"workspaceId": theirs["workspaceId"][0]})
	}
}
