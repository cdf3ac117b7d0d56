package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/obs"
)

const eventsUsage = `usage: echod events VERB [flags]
  list    [--since 24h] [--service NAME] [--type message.*] [--subject ID] [--state waiting] [--limit 50] [--json]
  tail    [--service NAME] [--type TYPE] [--subject ID] [--json]   what happens, as it happens
  show    EVENT                                          one event, from a log or the parking lot
  queues                                                 how much lies with each consumer
  parked  [--consumer NAME] [--json]                     what needs a human
  parked replay EVENT… | --consumer NAME | --all         give it to its consumer again
  parked drop   EVENT… | --consumer NAME | --all         forget it
  replay  --consumer NAME (--since 24h | --event EVENT)  give the log to one consumer again
  replay  --all [--since 24h] [--verify]                 to every consumer; --verify compares what they keep
  rebuild [--consumer NAME] [--verify]                   make what they keep anew of the whole log, and mend what is
                                                         lost or older; --verify changes nothing`

// eventFlags are the flags of all verbs; the rest are settings.
type eventFlags struct {
	since            time.Duration
	types            string
	subject          string
	service, state   string
	limit            int
	consumer, event  string
	all, verify, raw bool
	ids              []id.Event
}

func eventVerbs() map[string]func(context.Context, *app.Events, eventFlags) error {
	return map[string]func(context.Context, *app.Events, eventFlags) error{
		"list": listEvents, "tail": tailEvents, "show": showEvent, "queues": showQueues, "parked": listParked,
		"parked replay": replayParked, "parked drop": dropParked, "drop": dropParked, "replay": replayEvents,
		"rebuild": rebuildEvents,
	}
}

// events looks after events: their log, what is parked, what is to be handled again.
func events(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New(eventsUsage)
	}
	name, args := args[0], args[1:]
	if name == "parked" && len(args) > 0 && (args[0] == "replay" || args[0] == "drop") {
		name, args = name+" "+args[0], args[1:]
	}
	do, known := eventVerbs()[name]
	if !known {
		return errors.New(eventsUsage)
	}
	flags, settings, err := splitEventFlags(args)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, eventsUsage)
	}
	cfg, err := load(settings)
	if err != nil {
		return err
	}
	e, err := app.OpenEvents(ctx, cfg, obs.NewLogger(os.Stderr, cfg.LogFormat, max(cfg.Level(), slog.LevelWarn)))
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, e, flags), e.Close())
}

// splitEventFlags takes out the flags of these verbs and the ids of events; what is left are settings.
func splitEventFlags(args []string) (f eventFlags, settings []string, err error) {
	set := flag.NewFlagSet("events", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.DurationVar(&f.since, "since", 0, "")
	set.StringVar(&f.types, "type", "", "")
	set.StringVar(&f.subject, "subject", "", "")
	set.StringVar(&f.service, "service", "", "")
	set.StringVar(&f.state, "state", "", "")
	set.IntVar(&f.limit, "limit", 50, "")
	set.StringVar(&f.consumer, "consumer", "", "")
	set.StringVar(&f.event, "event", "", "")
	set.BoolVar(&f.all, "all", false, "")
	set.BoolVar(&f.verify, "verify", false, "")
	set.BoolVar(&f.raw, "json", false, "")
	var own []string
	for i := 0; i < len(args); i++ {
		if eventID, err := id.Parse[id.Event](args[i]); err == nil {
			f.ids = append(f.ids, eventID)
			continue
		}
		name, _, joined := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		if !strings.HasPrefix(args[i], "-") || set.Lookup(name) == nil {
			settings = append(settings, args[i])
			continue
		}
		own = append(own, args[i])
		if !joined && !slices.Contains([]string{"all", "verify", "json"}, name) && i+1 < len(args) {
			i++
			own = append(own, args[i])
		}
	}
	if err := set.Parse(own); err != nil {
		return f, nil, err
	}
	if f.event != "" {
		eventID, err := id.Parse[id.Event](f.event)
		if err != nil {
			return f, nil, fmt.Errorf("--event: %q is not the id of an event", f.event)
		}
		f.ids = append(f.ids, eventID)
	}
	if f.since < 0 || f.limit < 1 {
		return f, nil, errors.New("--since and --limit are more than nothing")
	}
	if !slices.Contains([]string{"", eventlog.Waiting, eventlog.Published}, f.state) {
		return f, nil, errors.New("--state is waiting or published")
	}
	return f, settings, nil
}

func (f eventFlags) filter() eventlog.Filter {
	filter := eventlog.Filter{Subject: f.subject, State: f.state}
	if f.types != "" {
		filter.Types = strings.Split(f.types, ",")
	}
	if f.since > 0 {
		filter.Since = clock.System{}.Now().Add(-f.since)
	}
	return filter
}

// choice refuses to touch everything unless that was said.
func (f eventFlags) choice() error {
	if len(f.ids) == 0 && f.consumer == "" && !f.all {
		return errors.New("say which: the ids of events, --consumer NAME, or --all")
	}
	return nil
}
