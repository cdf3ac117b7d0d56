// Echod is Echo's server: the whole of it in one process. Run "echod help".
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// verb is one thing that echod does.
type verb struct {
	name, summary string
	run           func(ctx context.Context, args []string) error
}

func verbs() []verb {
	return []verb{
		{"serve", "run the server", serve},
		{"config", "show every setting, what it is and where it comes from", showConfig},
		{"migrate", "make the databases and bring them up to date; --status tells how far they are, --from sqlite moves to PostgreSQL", migrate},
		{"admin", "look after accounts: admin user show|deactivate|reactivate|reset-link WHO", admin},
		{"audit", "audit verify: check that no log of who did what was changed", auditLogs},
		{"events", "the event log and the parking lot: events list|tail|show|queues|parked|replay|rebuild", events},
		{"healthcheck", "ask a running server whether it is ready", healthcheck},
		{"openapi", "print the REST contract", openapi},
		{"asyncapi", "print the contract of the events; --table prints a page about them", asyncapi},
		{"version", "print what this is", version},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "echod:", err)
		stop()
		os.Exit(exitCode(err))
	}
}

// coded is a failure that scripts tell apart by how the program ends.
type coded struct {
	error
	code int
}

func exitCode(err error) int {
	if c, ok := errors.AsType[coded](err); ok {
		return c.code
	}
	return 1
}

func run(ctx context.Context, args []string) error {
	name := "help"
	if len(args) > 0 {
		name = args[0]
	}
	for _, v := range verbs() {
		if v.name == name {
			return v.run(ctx, args[1:])
		}
	}
	fmt.Println("Echo is team messaging that you host yourself.\n\nUsage: echod <verb> [flags]\n\nVerbs:")
	for _, v := range verbs() {
		fmt.Printf("  %-12s %s\n", v.name, v.summary)
	}
	if name != "help" && name != "-h" && name != "--help" {
		return fmt.Errorf("%q is not a verb", name)
	}
	return nil
}
