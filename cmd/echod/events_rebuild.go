package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/projection"
)

// rebuildEvents makes what consumers keep of events anew, from nothing, and compares; without --verify it puts back
// what is missing or older. It announces and sends nothing, and may run beside servers.
func rebuildEvents(ctx context.Context, e *app.Events, f eventFlags) (err error) {
	if !f.verify {
		if err := e.Note(ctx, "projections.rebuilt", f.consumer, nil); err != nil {
			return err
		}
	}
	r, err := e.Rebuild(ctx, f.consumer)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	began := clock.System{}.Now()
	if err := r.ReadOn(ctx); err != nil {
		return err
	}
	sayWhatWasRead(r, clock.System{}.Now().Sub(began))
	results, err := r.Verify(ctx)
	if err != nil {
		return err
	}
	different := sayWhatDiffers(results)
	if !different || f.verify {
		return verdict(ctx, r, different)
	}
	n, err := r.Mend(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d rows put back\n", n)
	if results, err = r.Verify(ctx); err != nil {
		return err
	}
	return verdict(ctx, r, sayWhatDiffers(results))
}

func sayWhatWasRead(r *app.Rebuild, took time.Duration) {
	since := "back to the beginning"
	if !r.From.IsZero() {
		since = "back to " + r.From.Format(time.RFC3339) + ": what is older is left as it is"
	}
	fmt.Printf("%d events of the log, %s, handled in %.1f s\n", r.Handled, since, took.Seconds())
	if r.Refusals > 0 {
		fmt.Printf("%d could not be handled; the first:\n", r.Refusals)
	}
	for _, refused := range r.Refused {
		fmt.Printf("  %s  %v\n", refused.Event, refused.Why)
	}
}

// sayWhatDiffers prints how tables compare, and tells whether any row is not as the log says.
func sayWhatDiffers(results []projection.Result) (different bool) {
	for _, r := range results {
		said := "identical"
		if !r.Same() {
			var kinds []string
			for _, kind := range slices.Sorted(maps.Keys(r.Count)) {
				kinds = append(kinds, fmt.Sprintf("%d %s", r.Count[kind], kind))
			}
			said, different = "DIFFERENT: "+strings.Join(kinds, ", "), true
		}
		fmt.Printf("%-18s %-14s %7d rows %s  rebuilt %7d rows %s  %s\n", r.Table.Consumer, r.Table.Name,
			r.Live.Rows, r.Live.Sum, r.Rebuilt.Rows, r.Rebuilt.Sum, said)
		for _, d := range r.First {
			fmt.Printf("  %s: %s\n", d.Kind, d.Key)
		}
		if !r.Same() && r.Table.Advice != "" {
			fmt.Println(" ", r.Table.Advice)
		}
	}
	return different
}

func verdict(ctx context.Context, r *app.Rebuild, different bool) error {
	switch {
	case !different:
		return nil
	case r.Waits(ctx):
		return errors.New("what is kept is not what the log says; but events still wait for their consumers: is a server running?")
	}
	return errors.New("what is kept is not what the log says")
}
