package realtime

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/kv"
)

// Gateways tell each other who is connected through the shared store: each second what has changed, and every
// beatEvery that they are alive. Nothing of it is kept there. What one says is numbered: who sees a hole asks for
// all of it. A gateway that was not heard for deadAfter is dead, and its people are where they else are, or gone.
const (
	presenceTopic = "presence"
	beatEvery     = 3 * time.Second
	deadAfter     = 10 * time.Second
	// sayBatch is how many people one message speaks of: some 25 KB.
	sayBatch = 500
)

// word is what one gateway says to the others.
type word struct {
	From string `json:"from"`
	No   uint64 `json:"no"` // of the last that was said of people, this one included
	What what   `json:"what"`
	// People are whom it is about: all who are there from now on (all), or who changed (some).
	People map[id.User]there `json:"people,omitempty"`
	Whom   string            `json:"whom,omitempty"` // who is asked
}

// what a word is.
type what string

const (
	wordBeat what = "beat"
	wordSome what = "some"
	wordAll  what = "all" // what came before is void
	wordAsk  what = "ask" // say all again; everybody, without whom
	wordBye  what = "bye"
)

// gossip is this gateway's part in it. A nil one keeps to itself.
type gossip struct {
	store  kv.Store
	roster *roster
	me     string
	log    *slog.Logger

	saidNo uint64    // only Run's goroutine
	beatAt time.Time // likewise

	mu    sync.Mutex
	peers map[string]*peer
	asked bool            // to say all
	lacks map[string]bool // whom to ask
}

// peer is another gateway.
type peer struct {
	no      uint64
	heardAt time.Time
}

func newGossip(store kv.Store, r *roster, log *slog.Logger) *gossip {
	return &gossip{
		store: store, roster: r, me: id.New[id.Connection]().String(), log: log,
		peers: map[string]*peer{}, lacks: map[string]bool{},
	}
}

// hear takes in a word that came at a time.
func (g *gossip) hear(payload []byte, now time.Time) {
	var w word
	if json.Unmarshal(payload, &w) != nil || w.From == g.me {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if w.What == wordAsk {
		g.asked = g.asked || w.Whom == "" || w.Whom == g.me
	}
	p := g.peers[w.From]
	if w.What == wordBye {
		delete(g.peers, w.From)
		g.roster.forget(w.From)
		return
	}
	if p == nil {
		p = &peer{}
		g.peers[w.From] = p
		g.lacks[w.From] = w.What != wordAll
	}
	p.heardAt = now
	switch {
	case w.What == wordAll:
		g.roster.forget(w.From)
		delete(g.lacks, w.From)
		p.no = w.No
	case w.What == wordSome && w.No == p.no+1:
		p.no = w.No
	case w.No != p.no:
		g.lacks[w.From] = true // and p.no stays, so that it is asked for until it comes
	}
	g.roster.hear(w.From, w.People)
}

// turn drops the dead, and says what is to be said.
func (g *gossip) turn(ctx context.Context, now time.Time, changed map[id.User]there) {
	g.mu.Lock()
	for name, p := range g.peers {
		if now.Sub(p.heardAt) > deadAfter {
			delete(g.peers, name)
			delete(g.lacks, name)
			g.roster.forget(name)
		}
	}
	asked, lacks := g.asked, slices.Collect(maps.Keys(g.lacks))
	g.asked = false
	clear(g.lacks)
	g.mu.Unlock()
	switch {
	case asked:
		g.tell(ctx, wordAll, g.roster.here())
	case len(changed) > 0:
		g.tell(ctx, wordSome, changed)
	}
	for _, name := range lacks {
		g.say(ctx, word{What: wordAsk, Whom: name, No: g.saidNo})
	}
	if now.Sub(g.beatAt) >= beatEvery {
		g.beatAt = now
		g.say(ctx, word{What: wordBeat, No: g.saidNo})
	}
}

// tell says something of people, in as many words as it takes.
func (g *gossip) tell(ctx context.Context, first what, people map[id.User]there) {
	names := slices.Collect(maps.Keys(people))
	for first == wordAll || len(names) > 0 {
		part := map[id.User]there{}
		for _, userID := range names[:min(len(names), sayBatch)] {
			part[userID] = people[userID]
		}
		names = names[len(part):]
		g.saidNo++
		g.say(ctx, word{What: first, No: g.saidNo, People: part})
		first = wordSome
	}
}

// say publishes a word. One that is lost makes a hole, and is asked for.
func (g *gossip) say(ctx context.Context, w word) {
	w.From = g.me
	payload, err := json.Marshal(w)
	if err == nil {
		err = g.store.Publish(ctx, presenceTopic, payload)
	}
	if err != nil && ctx.Err() == nil {
		g.log.WarnContext(ctx, "tell other gateways who is here", "error", err)
	}
}
