package contract_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// socketRules is the matrix of what clients emit.
func socketRules() map[string]rule {
	harmless := func(about scope) rule { // to leave what one is not in changes nothing and tells nothing
		r := rule{about: about, rows: rows{}}
		for _, k := range about {
			r.rows[k] = everyone
		}
		return r
	}
	return map[string]rule{
		"join:workspace":  {about: inWorkspace, rows: readWorkspace()},
		"leave:workspace": harmless(inWorkspace),
		"join:channel":    {about: inChannel, rows: readChannel()},
		"leave:channel":   harmless(inChannel),
		"typing:start":    {about: inChannel, rows: postInChannel()},
		"typing:stop":     {about: inChannel, rows: postInChannel()},
		"presence:get":    {about: inWorkspace, rows: readWorkspace()},
		"presence:set":    harmless(anywhere),
	}
}

// hearing is what happens, and who hears of it.
type hearing struct {
	event string
	kind  kind
	by    actor
	do    func(c *cell) // twice, the second time so that one knows that the first has been heard
	who   string        // the actors who hear it
}

// wholeChannel is who is in the channel, everyMember who is in the workspace, notStray whom public
// channels concern.
const (
	wholeChannel = "owner member guest viewer"
	notStray     = "owner admin member guest viewer bystander"
	everyMember  = notStray + " strayGuest"
)

func hearings() []hearing {
	var all []hearing
	send := func(c *cell) {
		c.who.Must(c.t, "POST", c.place.channelPath()+"/messages", map[string]string{"content": canary, "clientMessageCorrelationId": c.next("h")}, nil)
	}
	typing := func(c *cell) {
		ack, _ := c.sockets[c.actor].Emit(c.t, "typing:start", map[string]string{"workspaceId": c.place.workspace, "channelId": c.place.channel})
		if !ack.OK {
			c.t.Errorf("%s: %+v", c.kind, ack)
		}
	}
	describe := func(c *cell) {
		c.who.Must(c.t, "PATCH", c.place.channelPath(), map[string]string{"topic": c.next(canary)}, nil)
	}
	for _, k := range []kind{public, private, direct, group} {
		who := map[kind]string{public: wholeChannel, private: wholeChannel, direct: "owner member", group: "owner member guest"}[k]
		all = append(all,
			hearing{"message:created", k, owner, send, who},
			hearing{"typing", k, member, typing, strings.ReplaceAll(who, "member", "")},
		)
	}
	read := func(c *cell) {
		var m struct{ MessageNo int64 }
		c.people[owner].Must(c.t, "POST", c.place.channelPath()+"/messages",
			map[string]string{"content": canary, "clientMessageCorrelationId": c.next("h")}, &m)
		c.who.Must(c.t, "POST", c.place.channelPath()+"/read-receipt", map[string]int64{"messageNo": m.MessageNo}, nil)
	}
	return append(all,
		hearing{"channel:updated", public, owner, describe, notStray},
		hearing{"channel:updated", private, owner, describe, wholeChannel},
		hearing{"member:joined", private, owner, func(c *cell) {
			c.who.Must(c.t, "DELETE", c.place.channelPath()+"/members/"+c.target.id, nil, nil)
			c.who.Must(c.t, "POST", c.place.channelPath()+"/members", map[string]string{"userId": c.target.id}, nil)
		}, wholeChannel},
		hearing{"member:left", private, owner, func(c *cell) {
			c.who.Must(c.t, "DELETE", c.place.channelPath()+"/members/"+c.target.id, nil, nil)
			c.who.Must(c.t, "POST", c.place.channelPath()+"/members", map[string]string{"userId": c.target.id}, nil)
		}, wholeChannel},
		hearing{"group:updated", live, admin, func(c *cell) {
			c.who.Must(c.t, "PATCH", c.place.path()+"/groups/"+c.place.userGroup, map[string]string{"description": c.next(canary)}, nil)
		}, everyMember},
		hearing{"read-receipt:updated", public, member, read, "member"},
	)
}

// TestSockets_EveryEventForEverybodyEverywhere emits every event as every actor about every kind of place,
// and then makes things happen and looks at who hears of them: everybody has joined all they may.
func TestSockets_EveryEventForEverybodyEverywhere(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		w := newWorld(t, on)
		w.connect(t)
		table := socketRules()
		compareWithSource(t, slices.Sorted(maps.Keys(table)), `handle\(g, "([^"]+)"`)
		n := 0
		for event, r := range table {
			for _, k := range r.about {
				for a := range actors {
					if w.sockets[a] != nil {
						n++
						w.emit(t, event, r, k, a)
					}
				}
			}
		}
		w.connect(t) // anew: in no rooms
		for _, s := range w.sockets {
			if s != nil {
				s.Emit(t, "join:workspace", map[string]string{"workspaceId": w.places[live].workspace})
			}
		}
		for _, h := range hearings() {
			n++
			w.hear(t, h)
		}
		t.Logf("%d cells", n)
	})
}

// connect opens a socket of everybody who is let in, and makes sure that the others are not.
func (w *world) connect(t *testing.T) {
	t.Helper()
	for a, p := range w.people {
		var code string
		w.sockets[a], code = w.server.Connect(t, p.Token)
		if want := map[actor]string{deactivated: "invalid_token", signedOut: "missing_token"}[actor(a)]; code != want {
			t.Errorf("a socket of %s: %q, want %q", actor(a), code, want)
		}
	}
}

func (w *world) emit(t *testing.T, event string, r rule, k kind, a actor) {
	t.Helper()
	p := w.places[k]
	ack, _ := w.sockets[a].Emit(t, event, map[string]string{"workspaceId": p.workspace, "channelId": p.channel, "state": "idle"})
	word := strings.Fields(string(r.rows[k]))[a]
	if want := outcomes[word]; ack.OK != (word == "ok") || ack.Code != want.code {
		t.Errorf("%s, %s, by %s: %+v, want %s %s", event, k, a, ack, word, want.code)
	}
}

func (w *world) hear(t *testing.T, h hearing) {
	t.Helper()
	c := &cell{world: w, kind: h.kind, actor: h.by, place: w.places[h.kind], who: w.people[h.by], t: t}
	who := strings.Fields(h.who)
	for a := range actors { // what was before does not count
		w.heardBy(t, a)
	}
	// What was told before may come once more, while the bus is slow; that is of another place.
	is := func(e echotest.Event) bool {
		return e.Name == h.event && strings.Contains(string(e.Data), c.place.channel)
	}
	witness := actor(slices.Index(actorNames[:], who[0]))
	for range 2 {
		h.do(c)
		for heard := false; !heard; {
			heard = is(w.sockets[witness].Next(t))
		}
	}
	for a := range actors {
		if w.sockets[a] == nil || a == witness {
			continue
		}
		before := w.heardBy(t, a)
		heard := slices.ContainsFunc(before, is)
		if want := slices.Contains(who, a.String()); heard != want {
			t.Errorf("%s, %s: %s hears it: %v, want %v", h.event, h.kind, a, heard, want)
		}
		if a >= formerMember && len(before) > 0 {
			t.Errorf("%s, %s: %s was sent %+v", h.event, h.kind, a, before)
		}
	}
}

// heardBy returns what came to somebody's socket since it was last asked.
func (w *world) heardBy(t *testing.T, a actor) []echotest.Event {
	t.Helper()
	if w.sockets[a] == nil {
		return nil
	}
	_, before := w.sockets[a].Emit(t, "leave:workspace", map[string]string{"workspaceId": w.target.id})
	return before
}

// compareWithSource fails for events that the source has and the table does not, and the other way round.
func compareWithSource(t *testing.T, table []string, pattern string) {
	t.Helper()
	files, err := filepath.Glob("../../internal/service/gateway/realtime/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no source: %v", err)
	}
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(pattern).FindAllSubmatch(text, -1) {
			found[string(match[1])] = true
		}
	}
	if source := slices.Sorted(maps.Keys(found)); !slices.Equal(source, table) {
		t.Errorf("the source has %v, the matrix has %v", source, table)
	}
}
