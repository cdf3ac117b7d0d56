package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/projection"
)

// verifyPatience is how long replayed events may take to be handled before --verify gives up.
const verifyPatience = 10 * time.Minute

// replayEvents gives events of the log to one consumer again, or to each. Consumers do what they have done
// already once: replaying mends what was lost, and changes nothing else.
func replayEvents(ctx context.Context, e *app.Events, f eventFlags) error {
	switch {
	case f.consumer == "" && !f.all && len(f.ids) == 0:
		return errors.New("say to whom: --consumer NAME or --all")
	case f.consumer != "" && f.since == 0 && len(f.ids) == 0:
		return errors.New("say what: --since 24h or --event EVENT")
	}
	var before []projection.Checksum
	if f.verify {
		var err error
		if before, err = e.Checksums(ctx); err != nil {
			return err
		}
	}
	chosen, err := chooseEvents(ctx, e, f)
	if err != nil {
		return err
	}
	ids := make([]id.Event, len(chosen))
	for i, each := range chosen {
		ids[i] = each.ID
	}
	if err := e.Note(ctx, "events.replayed", f.consumer, ids); err != nil {
		return err
	}
	n, err := e.Replay(ctx, f.consumer, chosen)
	fmt.Printf("%d events of the log make %d deliveries\n", len(chosen), n)
	if err != nil || !f.verify {
		return err
	}
	return verifyReplay(ctx, e, before)
}

func chooseEvents(ctx context.Context, e *app.Events, f eventFlags) ([]eventlog.Entry, error) {
	var chosen []eventlog.Entry
	for _, eventID := range f.ids {
		l, err := e.Find(ctx, eventID)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, l)
	}
	if len(f.ids) > 0 {
		return chosen, nil
	}
	return e.Choose(ctx, f.service, f.filter(), 0)
}

// verifyReplay waits until the consumers are done and compares what they keep.
func verifyReplay(ctx context.Context, e *app.Events, before []projection.Checksum) error {
	ctx, cancel := context.WithTimeout(ctx, verifyPatience)
	defer cancel()
	if err := e.Settle(ctx); err != nil {
		return err
	}
	after, err := e.Checksums(ctx)
	if err != nil {
		return err
	}
	different := false
	for i, b := range before {
		verdict := "identical"
		if after[i] != b {
			verdict, different = "DIFFERENT", true
		}
		fmt.Printf("%-22s %6d rows %s  ->  %6d rows %s  %s\n", b.Name, b.Rows, b.Sum, after[i].Rows, after[i].Sum, verdict)
	}
	if different {
		return errors.New("the replay changed something: it was missing before, or people were at work meanwhile")
	}
	return nil
}
