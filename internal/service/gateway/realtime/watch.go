package realtime

import (
	"slices"
	"sync"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/socketio"
)

// maxWatched is how many people one device watches at most. What a client asks beyond that takes the place of
// what it asked first.
const maxWatched = 1000

// watches knows which sockets here show whom. Only they hear when somebody comes or goes: a workspace of ten
// thousand would else tell ten thousand screens each time.
type watches struct {
	mu       sync.Mutex
	watchers map[id.User]map[string]bool   // ids of sockets
	shown    map[string]map[id.User]uint64 // by socket, with the order in which they were asked for
	order    uint64
}

func newWatches() *watches {
	return &watches{watchers: map[id.User]map[string]bool{}, shown: map[string]map[id.User]uint64{}}
}

func (w *watches) add(s *socketio.Socket, people []id.User) {
	w.mu.Lock()
	defer w.mu.Unlock()
	mine := w.shown[s.ID()]
	if mine == nil {
		mine = map[id.User]uint64{}
		w.shown[s.ID()] = mine
	}
	w.order++
	for _, userID := range people {
		mine[userID] = w.order
		if w.watchers[userID] == nil {
			w.watchers[userID] = map[string]bool{}
		}
		w.watchers[userID][s.ID()] = true
	}
	for userID, asked := range mine {
		if len(mine) <= maxWatched {
			break
		}
		if asked < w.order {
			w.drop(s.ID(), userID)
		}
	}
}

// remove ends some watches of a socket.
func (w *watches) remove(s *socketio.Socket, people []id.User) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, userID := range people {
		w.drop(s.ID(), userID)
	}
}

// clear ends all watches.
func (w *watches) clear() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.watchers)
	clear(w.shown)
}

// drop ends one watch; w is locked.
func (w *watches) drop(socket string, userID id.User) {
	delete(w.shown[socket], userID)
	delete(w.watchers[userID], socket)
	if len(w.watchers[userID]) == 0 {
		delete(w.watchers, userID)
	}
}

// end forgets a socket.
func (w *watches) end(socket string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for userID := range w.shown[socket] {
		w.drop(socket, userID)
	}
	delete(w.shown, socket)
}

// part ends who watches somebody, and whom their sockets watch: they do not share a workspace any more, or one
// less. Whoever still may, asks again.
func (w *watches) part(userID id.User, sockets []*socketio.Socket) {
	w.mu.Lock()
	for socket := range w.watchers[userID] {
		w.drop(socket, userID)
	}
	w.mu.Unlock()
	for _, s := range sockets {
		w.end(s.ID())
	}
}

// of returns the sockets that show somebody.
func (w *watches) of(userID id.User) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	sockets := make([]string, 0, len(w.watchers[userID]))
	for socket := range w.watchers[userID] {
		sockets = append(sockets, socket)
	}
	return sockets
}

// watched returns those of the people whom any socket shows.
func (w *watches) watched(people []id.User) []id.User {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(people, func(userID id.User) bool { return len(w.watchers[userID]) == 0 })
}
