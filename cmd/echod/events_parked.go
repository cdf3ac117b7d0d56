package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/echo-chat/echo/internal/app"
)

// listParked prints the parking lot. A reason may repeat what somebody has typed, so it is quoted.
func listParked(ctx context.Context, e *app.Events, f eventFlags) error {
	parked, err := e.Bus.Parked(ctx, f.consumer)
	if err != nil {
		return err
	}
	for _, p := range parked {
		if f.raw {
			if err := json.NewEncoder(os.Stdout).Encode(p); err != nil {
				return err
			}
			continue
		}
		what := p.Event.Type
		if what == "" {
			what = "(no event)"
		}
		fmt.Printf("%s  %s  %-20s  %-32s retries %d  %s\n",
			p.ParkedAt.Format(time.RFC3339), p.ID, p.Consumer, strconv.Quote(what), p.Retries, strconv.Quote(p.Reason))
	}
	return nil
}

// replayParked gives parked events to their consumers again.
func replayParked(ctx context.Context, e *app.Events, f eventFlags) error {
	if err := f.choice(); err != nil {
		return err
	}
	if err := e.Note(ctx, "events.parked_replayed", f.consumer, f.ids); err != nil {
		return err
	}
	n, err := e.Bus.Replay(ctx, f.consumer, f.ids...)
	fmt.Printf("%d events go to their consumers again\n", n)
	return settled(n, f, err)
}

// dropParked forgets parked events.
func dropParked(ctx context.Context, e *app.Events, f eventFlags) error {
	if err := f.choice(); err != nil {
		return err
	}
	if err := e.Note(ctx, "events.parked_dropped", f.consumer, f.ids); err != nil {
		return err
	}
	n, err := e.Bus.Drop(ctx, f.consumer, f.ids...)
	fmt.Printf("%d events dropped\n", n)
	return settled(n, f, err)
}

func settled(n int, f eventFlags, err error) error {
	if err == nil && n == 0 && len(f.ids) > 0 {
		return errors.New("nothing of that is parked, or it is no event and can only be dropped")
	}
	return err
}

// showQueues prints how much lies with each consumer.
func showQueues(ctx context.Context, e *app.Events, f eventFlags) error {
	depths, err := e.Bus.Depths(ctx)
	if err != nil {
		return err
	}
	if f.raw {
		return json.NewEncoder(os.Stdout).Encode(depths)
	}
	for _, d := range depths {
		fmt.Printf("%-24s ready %d  waiting %d  parked %d\n", d.Consumer, d.Ready, d.Waiting, d.Parked)
	}
	return nil
}
