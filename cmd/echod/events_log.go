package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/eventlog"
)

// listEvents prints the newest events of the log.
func listEvents(ctx context.Context, e *app.Events, f eventFlags) error {
	var found []eventlog.Entry
	for filter := f.filter(); len(found) < f.limit; {
		page, err := e.Newest(ctx, f.service, filter, f.limit-len(found))
		if err != nil {
			return err
		}
		found = append(found, page.Items...)
		if filter.Before = page.Next; page.Next.IsZero() {
			break
		}
	}
	for _, l := range slices.Backward(found) {
		if err := printEvent(l, f.raw); err != nil {
			return err
		}
	}
	return nil
}

// printEvent prints a line. What people have typed is in the data only, which JSON quotes.
func printEvent(l eventlog.Entry, raw bool) error {
	if raw {
		return json.NewEncoder(os.Stdout).Encode(l)
	}
	state := "published"
	if l.PublishedAt.IsZero() {
		state = "waiting"
	}
	fmt.Printf("%s  %s  %-9s  %-32s v%d  %s\n", l.Time.Format(time.RFC3339), l.ID, state, l.Type, l.Version, l.Subject)
	return nil
}

const (
	tailEvery = 500 * time.Millisecond
	// tailBack is how far tail looks back each time: an event may be committed after one with a later id.
	tailBack = 10 * time.Second
)

// tailEvents prints events as they are written, until it is interrupted.
func tailEvents(ctx context.Context, e *app.Events, f eventFlags) error {
	filter := f.filter()
	seen := map[id.Event]time.Time{}
	begin := clock.System{}.Now()
	tick := time.NewTicker(tailEvery)
	defer tick.Stop()
	for {
		now := clock.System{}.Now()
		filter.Since = now.Add(-tailBack)
		found, err := e.Choose(ctx, f.service, filter, 0)
		if ctx.Err() != nil {
			return nil // interrupted, as it is meant to be
		}
		if err != nil {
			return err
		}
		for _, l := range found {
			if _, known := seen[l.ID]; known || l.Time.Before(begin) {
				continue
			}
			seen[l.ID] = l.Time
			if err := printEvent(l, f.raw); err != nil {
				return err
			}
		}
		for eventID, at := range seen {
			if at.Before(now.Add(-2 * tailBack)) {
				delete(seen, eventID)
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// showEvent prints all there is about an event.
func showEvent(ctx context.Context, e *app.Events, f eventFlags) error {
	if len(f.ids) != 1 {
		return errors.New("say which: the id of one event")
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	logged, err := e.Find(ctx, f.ids[0])
	found := err == nil
	if err != nil && !errs.Is(err, "event_not_found") {
		return err
	}
	if found {
		if err := out.Encode(logged); err != nil {
			return err
		}
	}
	parked, err := e.Bus.Parked(ctx, "")
	if err != nil {
		return err
	}
	for _, p := range parked {
		if p.ID == f.ids[0] {
			found = true
			if err := out.Encode(p); err != nil {
				return err
			}
		}
	}
	if !found {
		return errors.New("no log and no parking lot has this event")
	}
	return nil
}
