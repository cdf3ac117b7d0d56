package gateway

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// adminParkedRoutes are for operators: what consumers gave up on.
func (g *Gateway) adminParkedRoutes() {
	const base = "/api/admin/parked-events"
	addAdmin(g, route{
		method: "GET", path: base, summary: "The events that need a human, the last parked first", codes: []string{"consumer_not_found"},
		about: "At most 500; total says how many there are.",
	}, g.listParked)
	addAdmin(g, route{
		method: "POST", path: base + "/replay", summary: "Give parked events to their consumers again",
		codes: []string{"validation_failed", "consumer_not_found"}, about: "What is no event stays. It is noted in the audit log.",
	},
		func(ctx context.Context, in *parkedInput) (*body[Settled], error) {
			return g.settleParked(ctx, "events.parked_replayed", in, g.events.Lot().Replay)
		})
	addAdmin(g, route{
		method: "POST", path: base + "/drop", summary: "Forget parked events, for good",
		codes: []string{"validation_failed", "consumer_not_found"}, about: "It is noted in the audit log.", status: http.StatusOK,
	},
		func(ctx context.Context, in *parkedInput) (*body[Settled], error) {
			return g.settleParked(ctx, "events.parked_dropped", in, g.events.Lot().Drop)
		})
}

// ParkedEvent is an event in the parking lot of a consumer, without what it says.
type ParkedEvent struct {
	ID       id.Event   `json:"id"`
	Consumer string     `json:"consumer" doc:"Whose queue it was in."`
	Service  string     `json:"service"`
	Type     string     `json:"type" doc:"Empty for what is no event and can only be dropped."`
	Version  int        `json:"version"`
	Time     *time.Time `json:"time" doc:"When it happened."`
	Subject  string     `json:"subject"`
	Reason   string     `json:"reason" doc:"Of the last failure."`
	Retries  int        `json:"retries"`
	ParkedAt time.Time  `json:"parkedAt"`
}

func parkedOf(p bus.Parked) ParkedEvent {
	v := ParkedEvent{
		ID: p.ID, Consumer: p.Consumer, Service: p.Event.Source, Type: p.Event.Type, Version: p.Event.Version, Subject: p.Event.Subject,
		Reason: p.Reason, Retries: p.Retries, ParkedAt: p.ParkedAt,
	}
	if !p.Event.Time.IsZero() {
		v.Time = &p.Event.Time
	}
	return v
}

// ParkedList is what lies in parking lots.
type ParkedList struct {
	Items []ParkedEvent `json:"items"`
	Total int           `json:"total"`
}

const maxParkedShown = 500

func (g *Gateway) listParked(ctx context.Context, in *struct {
	Consumer string `query:"consumer" maxLength:"100" doc:"Whose; all when empty."`
},
) (*body[ParkedList], error) {
	if in.Consumer != "" && !g.events.Knows(in.Consumer) {
		return nil, errUnknownConsumer
	}
	parked, err := g.events.Lot().Parked(ctx, in.Consumer)
	if err != nil {
		return nil, busError(err)
	}
	list := ParkedList{Items: []ParkedEvent{}, Total: len(parked)}
	for _, p := range slices.Backward(parked) {
		if len(list.Items) == maxParkedShown {
			break
		}
		list.Items = append(list.Items, parkedOf(p))
	}
	return &body[ParkedList]{list}, nil
}

type parkedInput struct {
	Body struct {
		EventIDs []id.Event `json:"eventIds,omitempty" maxItems:"200" doc:"These; else all."`
		Consumer string     `json:"consumer,omitempty" maxLength:"100" doc:"Only those of this consumer."`
		All      bool       `json:"all,omitempty" doc:"Must be said to touch all of a consumer, or of everybody."`
	}
}

// Settled is how many were touched.
type Settled struct {
	Events int `json:"events"`
}

// settleParked does with parked events what is asked for, once it is clear which are meant.
func (g *Gateway) settleParked(
	ctx context.Context, action string, in *parkedInput, do func(context.Context, string, ...id.Event) (int, error),
) (*body[Settled], error) {
	if len(in.Body.EventIDs) == 0 && !in.Body.All {
		return nil, errs.InvalidFields(errs.Field{Field: "eventIds", Message: "Say which, or say all."})
	}
	if in.Body.Consumer != "" && !g.events.Knows(in.Body.Consumer) {
		return nil, errUnknownConsumer
	}
	if err := g.noteOperation(ctx, action, in.Body.Consumer, in.Body); err != nil {
		return nil, err
	}
	n, err := do(ctx, in.Body.Consumer, in.Body.EventIDs...)
	if err != nil {
		return nil, busError(err)
	}
	return &body[Settled]{Settled{n}}, nil
}

// ConsumerList is how events get on.
type ConsumerList struct {
	Bus       string        `json:"bus" doc:"What keeps it from delivering now; empty when nothing does."`
	Consumers []bus.Depth   `json:"consumers"`
	Outboxes  []OutboxState `json:"outboxes"`
}

// OutboxState is what waits for the bus at one service.
type OutboxState struct {
	Service string     `json:"service"`
	Pending int        `json:"pending"`
	Oldest  *time.Time `json:"oldest" doc:"When the first of them happened."`
	IsKnown bool       `json:"isKnown" doc:"false when the service does not answer."`
}

// listConsumers answers as well when the bus, or a service, is away: that is when it is asked for.
func (g *Gateway) listConsumers(ctx context.Context, _ *struct{}) (*body[ConsumerList], error) {
	list := ConsumerList{Consumers: []bus.Depth{}, Outboxes: []OutboxState{}}
	depths, err := g.events.Lot().Depths(ctx)
	if err != nil {
		g.log.WarnContext(ctx, "ask for the depths of queues", "error", err)
		list.Bus = "The bus does not answer. Events wait in the outboxes."
	}
	list.Consumers = append(list.Consumers, depths...)
	for _, o := range g.events.Outboxes(ctx) {
		state := OutboxState{Service: o.Service, Pending: o.Events, IsKnown: o.Err == nil}
		if !o.Oldest.IsZero() {
			state.Oldest = &o.Oldest
		}
		list.Outboxes = append(list.Outboxes, state)
	}
	return &body[ConsumerList]{list}, nil
}
