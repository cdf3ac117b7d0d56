package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/eventlog"
)

// adminEventRoutes are for operators: what happened, and what did not get through.
func (g *Gateway) adminEventRoutes() {
	const base = "/api/admin/events"
	addAdmin(g, route{
		method: "GET", path: base, summary: "The logs of all services, the newest event first, without what the events say",
		codes: []string{"bad_cursor"},
		about: "A page may be short, or empty, and not the last: each looks at a bounded part of the logs.",
	}, g.listEvents)
	addAdmin(g, route{
		method: "GET", path: base + "/{eventId}", summary: "All there is about one event, in its log and in parking lots",
		codes: []string{"event_not_found"},
		about: "It shows what people wrote; that somebody looked is noted in the audit log.",
	}, g.getEvent)
	addAdmin(g, route{
		method: "POST", path: base + "/replay", summary: "Have one consumer handle events of the log again",
		codes: []string{"validation_failed", "consumer_not_found", "event_not_found", "too_many_events"},
		about: fmt.Sprintf("Either the events that are named, or those of a time: %d at most. Consumers do what they have done "+
			"already once, so this mends what one has lost and changes nothing else. It is noted in the audit log.", maxReplay),
	}, g.replayEvents)
	addAdmin(g, route{
		method: "GET", path: "/api/admin/consumers", summary: "How much lies with each consumer of events, and in the services' outboxes",
	}, g.listConsumers)
}

// Envelope is an event without what it says.
type Envelope struct {
	ID          id.Event   `json:"id"`
	Service     string     `json:"service" doc:"Whose log it is in."`
	Type        string     `json:"type"`
	Version     int        `json:"version"`
	Time        time.Time  `json:"time"`
	Subject     string     `json:"subject"`
	State       string     `json:"state" enum:"waiting,published" doc:"waiting: the bus does not have it yet."`
	PublishedAt *time.Time `json:"publishedAt"`
	Failure     string     `json:"failure" doc:"Why the bus refused it at the last try; empty if it did not."`
}

func envelopeOf(e eventlog.Entry) Envelope {
	v := Envelope{
		ID: e.ID, Service: e.Source, Type: e.Type, Version: e.Version, Time: e.Time, Subject: e.Subject,
		State: eventlog.Waiting, Failure: e.Failure,
	}
	if !e.PublishedAt.IsZero() {
		v.State, v.PublishedAt = eventlog.Published, &e.PublishedAt
	}
	return v
}

// EventFilter is what of the logs is asked for.
type EventFilter struct {
	Service string    `query:"service" maxLength:"40" doc:"Whose log: user, workspace, message; all when empty."`
	Type    string    `query:"type" maxLength:"200" doc:"Types, comma separated; a trailing .* takes all that begin so."`
	Subject string    `query:"subject" maxLength:"200" doc:"What they are about."`
	Since   time.Time `query:"since"`
	Until   time.Time `query:"until"`
	State   string    `query:"state" enum:"waiting,published"`
}

func (f EventFilter) filter() eventlog.Filter {
	return eventlog.Filter{Since: f.Since, Until: f.Until, Types: typesOf(f.Type), Subject: f.Subject, State: f.State}
}

func typesOf(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// eventPosition is where a page of the logs ends.
type eventPosition struct {
	Before id.Event `json:"before"`
}

// EventList is a page of the logs.
type EventList struct {
	page.List[Envelope]

	Services []string `json:"services" doc:"All that have logs."`
	Missing  []string `json:"missing" doc:"Services whose log cannot be read now."`
}

func (g *Gateway) listEvents(ctx context.Context, in *struct {
	EventFilter
	Paging
},
) (*body[EventList], error) {
	var from eventPosition
	if err := page.Decode(in.Cursor, &from); err != nil {
		return nil, err
	}
	filter := in.filter()
	filter.Before = from.Before
	found, err := g.events.Newest(ctx, in.Service, filter, page.Limit(in.Limit))
	if err != nil {
		return nil, err
	}
	list := EventList{List: page.List[Envelope]{Items: []Envelope{}}, Services: g.events.Services(), Missing: append([]string{}, found.Missing...)}
	for _, e := range found.Items {
		list.Items = append(list.Items, envelopeOf(e))
	}
	if !found.Next.IsZero() {
		next := page.Encode(eventPosition{found.Next})
		list.NextCursor = &next
	}
	return &body[EventList]{list}, nil
}

// EventDetail is all there is about an event.
type EventDetail struct {
	Event       *Envelope       `json:"event" doc:"null when no log has it any more, and only a parking lot does."`
	Data        json.RawMessage `json:"data" doc:"What it says; null when no log has it."`
	Traceparent string          `json:"traceparent"`
	Parked      []ParkedEvent   `json:"parked" doc:"The consumers that gave up on it."`
	ParkedRaw   string          `json:"parkedRaw" doc:"What is parked, where no log has it: an event as JSON, or what was none."`
}

func (g *Gateway) getEvent(ctx context.Context, in *struct {
	EventID id.Event `path:"eventId"`
},
) (*body[EventDetail], error) {
	if err := g.noteOperation(ctx, "events.shown", in.EventID.String(), struct{}{}); err != nil {
		return nil, err
	}
	out := EventDetail{Parked: []ParkedEvent{}, Data: json.RawMessage("null")}
	e, missing := g.events.Find(ctx, in.EventID)
	if missing == nil {
		envelope := envelopeOf(e)
		out.Event, out.Data, out.Traceparent = &envelope, e.Data, e.Traceparent
	}
	lots, err := g.events.Lot().Parked(ctx, "")
	if err != nil {
		return nil, busError(err)
	}
	for _, p := range lots {
		if p.ID != in.EventID {
			continue
		}
		out.Parked = append(out.Parked, parkedOf(p))
		if out.ParkedRaw = p.Raw; p.Raw == "" && missing != nil {
			text, err := json.Marshal(p.Event)
			if err != nil {
				return nil, fmt.Errorf("encode parked event: %w", err)
			}
			out.ParkedRaw = string(text)
		}
	}
	if missing != nil && len(out.Parked) == 0 {
		return nil, missing
	}
	return &body[EventDetail]{out}, nil
}

// maxReplay is how many events of the log one request replays; the command line has no bound.
const maxReplay = 10_000

type replayInput struct {
	Body struct {
		Consumer string     `json:"consumer" maxLength:"100" doc:"Who handles them again."`
		EventIDs []id.Event `json:"eventIds,omitempty" maxItems:"200" doc:"These events; else those that the rest says."`
		Since    *time.Time `json:"since,omitempty"`
		Until    *time.Time `json:"until,omitempty"`
		Service  string     `json:"service,omitempty" maxLength:"40"`
		Types    []string   `json:"types,omitempty" maxItems:"50" doc:"A trailing .* takes all that begin so."`
		Subject  string     `json:"subject,omitempty" maxLength:"200"`
	}
}

// Replayed is what a replay made.
type Replayed struct {
	Events     int `json:"events" doc:"How many were chosen."`
	Deliveries int `json:"deliveries" doc:"How many of them the consumer wants, and gets again."`
}

func (g *Gateway) replayEvents(ctx context.Context, in *replayInput) (*body[Replayed], error) {
	if !g.events.Knows(in.Body.Consumer) {
		return nil, errUnknownConsumer
	}
	if len(in.Body.EventIDs) == 0 && in.Body.Since == nil {
		return nil, errs.InvalidFields(errs.Field{Field: "since", Message: "Say which events, or since when."})
	}
	chosen, err := g.chooseEvents(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := g.noteOperation(ctx, "events.replayed", in.Body.Consumer, in.Body); err != nil {
		return nil, err
	}
	n, err := g.events.Replay(ctx, in.Body.Consumer, chosen)
	if err != nil {
		return nil, busError(err)
	}
	return &body[Replayed]{Replayed{Events: len(chosen), Deliveries: n}}, nil
}

func (g *Gateway) chooseEvents(ctx context.Context, in *replayInput) ([]eventlog.Entry, error) {
	var chosen []eventlog.Entry
	for _, eventID := range in.Body.EventIDs {
		e, err := g.events.Find(ctx, eventID)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, e)
	}
	if len(chosen) > 0 {
		return chosen, nil
	}
	filter := eventlog.Filter{Since: *in.Body.Since, Types: in.Body.Types, Subject: in.Body.Subject}
	if in.Body.Until != nil {
		filter.Until = *in.Body.Until
	}
	chosen, err := g.events.Choose(ctx, in.Body.Service, filter, maxReplay)
	if errors.Is(err, eventlog.ErrTooMany) {
		return nil, errs.Invalid("too_many_events",
			fmt.Sprintf("These are more than %d events. Choose a shorter time, or use echod events replay.", maxReplay))
	}
	return chosen, err
}

// busError says in our words what went wrong with the bus.
func busError(err error) error {
	switch {
	case errors.Is(err, bus.ErrUnknownConsumer):
		return errUnknownConsumer
	case errors.Is(err, bus.ErrUnavailable):
		return errs.Unavailable(err)
	}
	return err
}

var errUnknownConsumer = errs.NotFound("consumer_not_found", "No consumer has this name.")
