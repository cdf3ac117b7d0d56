package eventlog

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Desk is where an operator works: the logs of all services, and what lies with each consumer.
type Desk struct {
	logs   map[string]Log // by service
	lot    bus.ParkingLot
	groups []bus.Group
}

// NewDesk makes a desk of the services' logs, the bus, and all its durable consumers.
func NewDesk(logs map[string]Log, lot bus.ParkingLot, groups []bus.Group) *Desk {
	return &Desk{logs: logs, lot: lot, groups: groups}
}

// Services are those that have logs, in order.
func (d *Desk) Services() []string { return slices.Sorted(maps.Keys(d.logs)) }

// chosen are the logs that a service's name, or none, stands for.
func (d *Desk) chosen(service string) map[string]Log {
	if service == "" {
		return d.logs
	}
	if l, ok := d.logs[service]; ok {
		return map[string]Log{service: l}
	}
	return nil
}

// Page is a piece of all logs together.
type Page struct {
	Items []Entry  // newest first
	Next  id.Event // where to go on, back in time; zero at the end
	// Missing are the services whose log could not be read.
	Missing []string
}

// Newest returns the last events of a service's log, or of all for "", that the filter takes. Filters that
// take little may get an empty page that is not the last. Codes: unavailable when no log can be read.
func (d *Desk) Newest(ctx context.Context, service string, f Filter, limit int) (Page, error) {
	var p Page
	var horizon id.Event // what is older was not looked at in every log
	var failures []error
	logs := d.chosen(service)
	for _, name := range slices.Sorted(maps.Keys(logs)) {
		seen, err := logs[name].NewestEvents(ctx, NewestRequest{Filter: f, Limit: limit})
		if err != nil {
			p.Missing, failures = append(p.Missing, name), append(failures, err)
			continue
		}
		p.Items = append(p.Items, seen.Items...)
		if seen.More && cmp.Compare(seen.Last.String(), horizon.String()) > 0 || seen.More && horizon.IsZero() {
			horizon = seen.Last
		}
	}
	if len(p.Missing) == len(logs) && len(logs) > 0 {
		return Page{}, errors.Join(failures...)
	}
	slices.SortFunc(p.Items, func(x, y Entry) int { return slices.Compare(y.ID[:], x.ID[:]) })
	if !horizon.IsZero() {
		p.Items = slices.DeleteFunc(p.Items, func(e Entry) bool { return slices.Compare(e.ID[:], horizon[:]) < 0 })
	}
	p.Next = horizon
	if len(p.Items) > limit {
		p.Items = p.Items[:limit]
		p.Next = p.Items[limit-1].ID
	}
	return p, nil
}

// ErrTooMany is in the chain when more events were chosen than are allowed.
var ErrTooMany = errors.New("too many events")

// Choose returns the events of a service's log, or of all for "", that the filter takes, oldest first, if they
// are at most that many; 0 is no bound.
func (d *Desk) Choose(ctx context.Context, service string, f Filter, most int) ([]Entry, error) {
	var all []Entry
	for _, l := range d.chosen(service) {
		for at := f; ; {
			seen, err := l.NextEvents(ctx, at)
			if err != nil {
				return nil, err
			}
			all = append(all, seen.Items...)
			if most > 0 && len(all) > most {
				return nil, fmt.Errorf("%w: %d and more", ErrTooMany, most)
			}
			if !seen.More {
				break
			}
			at.After = seen.Last
		}
	}
	slices.SortFunc(all, func(x, y Entry) int { return slices.Compare(x.ID[:], y.ID[:]) })
	return all, nil
}

// Find returns an event of any log. Codes: event_not_found; another error when a log could not be asked and no
// other has it.
func (d *Desk) Find(ctx context.Context, eventID id.Event) (Entry, error) {
	missing := error(errs.NotFound("event_not_found", "No log has this event."))
	for _, l := range d.logs {
		e, err := l.FindEvent(ctx, FindRequest{EventID: eventID})
		if err == nil {
			return e, nil
		}
		if !errs.Is(err, "event_not_found") {
			missing = err
		}
	}
	return Entry{}, missing
}

const replayBatch = 200

// Replay gives those of the events that it wants to one consumer, or with "" to each that keeps something (the
// gateway's would show people old news), and returns how many deliveries that makes. Other consumers, and
// broadcast ones, hear nothing of it. bus.ErrUnknownConsumer is in the chain when there is no such consumer.
func (d *Desk) Replay(ctx context.Context, consumer string, events []Entry) (int, error) {
	known, given := false, 0
	for _, g := range d.groups {
		if consumer != "" && consumer != g.Name || consumer == "" && strings.HasPrefix(g.Name, "gateway.") {
			continue
		}
		known = true
		var wanted []bus.Event
		for _, e := range events {
			if g.Wants(e.Type) {
				wanted = append(wanted, e.Event)
			}
		}
		for batch := range slices.Chunk(wanted, replayBatch) {
			if err := d.lot.Redeliver(ctx, g.Name, batch); err != nil {
				return given, err
			}
			given += len(batch)
		}
	}
	if !known {
		return 0, fmt.Errorf("%w: %s", bus.ErrUnknownConsumer, consumer)
	}
	return given, nil
}

// Knows tells whether there is such a consumer.
func (d *Desk) Knows(consumer string) bool {
	return slices.ContainsFunc(d.groups, func(g bus.Group) bool { return g.Name == consumer })
}

// Lot is what an operator does with parked events.
func (d *Desk) Lot() bus.ParkingLot { return d.lot }

// Outbox is what one service's outbox holds, or why that is not known.
type Outbox struct {
	Service string
	Backlog
	Err error
}

// Outboxes tells what waits for the bus, by service.
func (d *Desk) Outboxes(ctx context.Context) []Outbox {
	var all []Outbox
	for _, name := range d.Services() {
		b, err := d.logs[name].PendingEvents(ctx, rpc.None{})
		all = append(all, Outbox{name, b, err})
	}
	return all
}
