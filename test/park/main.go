// Command park puts an event that can be handled into the parking lot of a consumer, beside a running server on
// SQLite, for the browser tests: park DATA-FOLDER CONSUMER prints the event's id.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: park DATA-FOLDER CONSUMER")
		os.Exit(2)
	}
	if err := park(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// park takes the last joining of a channel from the log of the workspace service.
func park(ctx context.Context, dir, consumer string) error {
	workspaces, err := sqldb.Open(ctx, sqldb.Config{URL: "sqlite:" + filepath.Join(dir, "workspace_channels_db.sqlite")})
	if err != nil {
		return err
	}
	defer func() { _ = workspaces.Close() }()
	seen, err := eventlog.Of(workspaces, "workspace").NewestEvents(ctx, eventlog.NewestRequest{
		Filter: eventlog.Filter{Types: []string{"channel.member.joined"}}, Limit: 1,
	})
	if err != nil || len(seen.Items) == 0 {
		return fmt.Errorf("nobody has joined a channel: %w", err)
	}
	lot, err := sqldb.Open(ctx, sqldb.Config{URL: "sqlite:" + filepath.Join(dir, "bus_db.sqlite")})
	if err != nil {
		return err
	}
	defer func() { _ = lot.Close() }()
	p := bus.Parked{
		ID: seen.Items[0].ID, Consumer: consumer, Event: seen.Items[0].Event, Reason: "the harbour was closed",
		Retries: bus.MaxRetries, ParkedAt: clock.System{}.Now(),
	}
	_, err = lot.Exec(ctx, `INSERT INTO parked_events (consumer, event_id, entry, parked_at) VALUES ($1, $2, $3, $4)`,
		consumer, p.ID, sqldb.JSON(p), p.ParkedAt.UnixMicro())
	fmt.Println(p.ID)
	return err
}
