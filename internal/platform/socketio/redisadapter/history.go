package redisadapter

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

const (
	// margin is how far the clocks of nodes and of Redis may be apart for History to find all.
	margin = 2 * time.Second
	// maxHistory is how many messages of a room History returns at most. The stream holds some more than keepMessages,
	// as it is cut by blocks.
	maxHistory = 400
	// quickest is less than what Redis takes to lose its memory and be found again.
	quickest = 20 * time.Millisecond
	// ownEntries is how many messages of its own an adapter looks past before it takes it that there are others.
	ownEntries = 16
)

// lookInto reports those rooms missed to which another node has said something in the time given, or for which nobody
// knows whether one has.
func (a *Adapter) lookInto(checks []check) error {
	if len(checks) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(a.ctx, a.cfg.Timeout)
	defer cancel()
	pipe := a.client.Pipeline()
	epoch := pipe.Get(ctx, a.epochKey())
	entries := make([]*redis.XMessageSliceCmd, len(checks))
	for i, c := range checks {
		since, til := a.server.atLeast(c.since), a.server.atMost(c.til)
		entries[i] = pipe.XRangeN(ctx, a.history(c.room.channel), streamTime(since), streamTime(til), ownEntries)
	}
	if err := a.run(pipe); err != nil {
		return err
	}
	remembers, err := epochOf(epoch)
	if err != nil {
		return err
	}
	for i, c := range checks {
		forgotten := a.server.atLeast(c.since).Add(quickest).Before(remembers) || time.Since(c.since) > keepFor
		if forgotten || a.othersSpoke(entries[i].Val()) {
			a.miss(c.room)
		}
	}
	return nil
}

func streamTime(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

// othersSpoke tells whether entries of a stream are not all one's own.
func (a *Adapter) othersSpoke(entries []redis.XMessage) bool {
	return len(entries) >= ownEntries || slices.ContainsFunc(entries, func(e redis.XMessage) bool {
		text, _ := e.Values["m"].(string)
		h, _, err := parseHeader([]byte(text[:min(len(text), headerSize)]))
		return err != nil || h.origin != a.origin
	})
}

// roomHistory is what is asked about a room.
type roomHistory struct {
	name          string
	entries       *redis.XMessageSliceCmd
	first         *redis.XMessageSliceCmd
	length        *redis.IntCmd
	sinceInStream int64
}

// History returns the recoverable messages to these rooms, and to everyone in the namespace, that may have come after
// the one called since, in the order of their ids, each once.
func (a *Adapter) History(
	ctx context.Context, namespace string, names []string, since uint64,
) (messages []socketio.Message, complete bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.Timeout)
	defer cancel()
	from := socketio.TimeOf(since).Add(-margin)
	pipe := a.client.Pipeline()
	epoch, now := pipe.Get(ctx, a.epochKey()), pipe.Time(ctx)
	asked := make([]roomHistory, 0, len(names)+1)
	for _, name := range append([]string{""}, names...) {
		stream := a.history(a.channel(namespace, name))
		asked = append(asked, roomHistory{
			name:          name,
			entries:       pipe.XRangeN(ctx, stream, streamTime(from), "+", maxHistory),
			first:         pipe.XRangeN(ctx, stream, "-", "+", 1),
			length:        pipe.XLen(ctx, stream),
			sinceInStream: from.UnixMilli(),
		})
	}
	if err := a.run(pipe); err != nil {
		return nil, false, err
	}
	remembers, err := epochOf(epoch)
	if err != nil {
		return nil, false, err
	}
	// A stream lives for keepFor after its last message: an older one may be gone with it.
	complete = from.After(remembers) && from.After(now.Val().Add(-keepFor))
	for _, r := range asked {
		got, whole := r.messages(namespace)
		messages = append(messages, got...)
		complete = complete && whole
	}
	slices.SortFunc(messages, func(x, y socketio.Message) int {
		if x.ID < y.ID {
			return -1
		}
		return 1
	})
	return slices.CompactFunc(messages, func(x, y socketio.Message) bool { return x.ID == y.ID }), complete, nil
}

// messages returns those of a room, and whether they are all.
func (r roomHistory) messages(namespace string) (messages []socketio.Message, whole bool) {
	// A stream that was never cut, or still holds something from before, lacks nothing.
	whole = len(r.entries.Val()) < maxHistory && (r.length.Val() < keepMessages || r.firstAt() < r.sinceInStream)
	for _, e := range r.entries.Val() {
		text, _ := e.Values["m"].(string)
		h, m, err := parse([]byte(text), namespace, r.name)
		if err != nil || h.flags&flagMissed != 0 {
			whole = false // something that should be here is not
			continue
		}
		messages = append(messages, m)
	}
	return messages, whole
}

func (r roomHistory) firstAt() int64 {
	if len(r.first.Val()) == 0 {
		return 0
	}
	ms, _, _ := strings.Cut(r.first.Val()[0].ID, "-")
	at, _ := strconv.ParseInt(ms, 10, 64)
	return at
}
