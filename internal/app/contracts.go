package app

import (
	"context"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/gateway"
	"github.com/echo-chat/echo/internal/service/gateway/realtime"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Contract is an event with the service that announces it.
type Contract struct {
	bus.Contract

	Source string
}

// Contracts are all events of Echo, by service.
func Contracts() []Contract {
	var all []Contract
	for _, of := range []struct {
		source string
		events []bus.Contract
	}{{"user", user.Announces()}, {"workspace", workspace.Announces()}, {"message", message.Announces()}} {
		for _, c := range of.events {
			all = append(all, Contract{c, of.source})
		}
	}
	return all
}

// Listener is who wants which events.
type Listener struct {
	bus.Group

	Broadcast bool
}

// Listeners are all consumers of an Echo without Redis. Nothing is opened: what they would ask is not there.
func Listeners() []Listener {
	var all []Listener
	for _, g := range []bus.Group{message.Follows(), message.FollowsLinks(), workspace.Follows(), notification.Follows()} {
		all = append(all, Listener{Group: g})
	}
	profiles, access := user.NewProfileCache(nil), workspace.NewAccessCache(nil)
	defer profiles.Close()
	defer access.Close()
	sockets := realtime.New(realtime.Config{Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)})
	defer func() { _ = sockets.Close(context.Background()) }() // it has no connections to close
	for _, s := range append(sockets.Subscriptions(), profiles.Subscription("echo"), access.Subscription("echo"),
		gateway.NewRevokedSessions(clock.System{}).Subscription()) {
		all = append(all, Listener{s.Group(), s.Broadcast})
	}
	return all
}

// listening are the names of those who want a type, broadcast consumers in brackets.
func listening(all []Listener, eventType string) []string {
	var names []string
	for _, l := range all {
		switch {
		case !l.Wants(eventType):
		case l.Broadcast:
			names = append(names, "("+l.Name+")")
		default:
			names = append(names, l.Name)
		}
	}
	slices.Sort(names)
	return names
}

const eventsHead = `# Events

What the services tell each other. An event is a row of its service's outbox, written in the transaction that it is about, and
comes to each group that listens at least once; events of one subject come in order. Each is an envelope in the terms of
CloudEvents 1.0 (` + "`id, source, type, time, subject, version, data, traceparent`" + `); the table says what the data is, and links to an
example. [asyncapi.yaml](asyncapi.yaml) has the schemas.

A consumer written for version *n* takes *n-1*, *n* and *n+1*, and leaves fields alone that it does not know. What has another
version or type is parked for an operator (` + "`echod events parked`" + `). A field may be added to a version; whatever else changes makes
a new version, announced from then on, whose example stands beside the one before.

Who listens: a group, of which one instance handles each event; in brackets a broadcast, which each instance hears while it runs.
With Redis, gateways hear what is only to be shown as the groups ` + "`gateway.shown` and `gateway.people`" + ` instead.

This page is made of the code: ` + "`make gen`" + `.

| Event | Version | When | Subject | Payload | Who listens |
|---|---|---|---|---|---|
`

// EventTable returns all events as a page of Markdown.
func EventTable() []byte {
	var page strings.Builder
	page.WriteString(eventsHead)
	listeners := Listeners()
	for _, c := range Contracts() {
		names := strings.Join(listening(listeners, c.Type), ", ")
		if names == "" {
			names = "nobody yet"
		}
		_, _ = fmt.Fprintf(&page, "| `%s` | %d | %s | %s | [%s](events/%s) | %s |\n",
			c.Type, c.Version, c.When, c.Subject, reflect.TypeOf(c.Data), c.Golden(), names)
	}
	return []byte(page.String())
}

// Golden is the name of the event's example below api/events.
func (c Contract) Golden() string { return fmt.Sprintf("%s.v%d.json", c.Type, c.Version) }
