//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/echo-chat/echo/test/realtimebench/floor"
	"github.com/echo-chat/echo/test/realtimebench/load"
	"github.com/echo-chat/echo/test/realtimebench/server"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := role(os.Args[1:])
	if errors.Is(err, errNoRole) {
		err = run(ctx, os.Args[1:], os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "realtimebench:", err)
		os.Exit(1)
	}
}

var errNoRole = errors.New("no role")

// role is what this program does when the runner starts it.
func role(args []string) error {
	if len(args) == 0 {
		return errNoRole
	}
	switch args[0] {
	case "server":
		return server.Run(args[1:], os.Stdin, os.Stdout)
	case "client":
		return load.Run(os.Stdin, os.Stdout)
	case "floor":
		return floor.Run(os.Stdin, os.Stdout)
	default:
		return errNoRole
	}
}

// run runs the scenarios that the flags name.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("realtimebench", flag.ContinueOnError)
	names := flags.String("scenario", "all", "which, separated by commas: "+strings.Join(scenarioNames(), ", "))
	servers := flags.String("servers", "echo,recovery,node,floor", "which, separated by commas")
	b := &bench{log: os.Stderr, turns: 24, turn: 12_000}
	flags.Float64Var(&b.scale, "scale", 1, "of the number of clients")
	sizes := flags.String("rooms", "1000,5000,10000", "members of the rooms of fanout")
	flags.StringVar(&b.transport, "transport", "", "of Echo's server where the scenario does not say; empty: what it chooses")
	flags.StringVar(&b.node, "node", "test/realtimebench/node", "folder of the server on Node")
	flags.StringVar(&b.profiles, "profiles", "", "folder for CPU profiles of Echo's server; profiling costs a little")
	folder := flags.String("out", ".cache/bench", "folder for realtime.md and realtime.json")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b.servers = strings.Split(*servers, ",")
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		b.rooms = append(b.rooms, n)
	}
	chosen, err := choose(*names)
	if err != nil {
		return err
	}
	if err := b.checkLimits(); err != nil {
		return err
	}
	failure := b.runAll(ctx, chosen)
	b.judge()
	if err := b.write(out, *folder); err != nil {
		return err
	}
	return failure
}
