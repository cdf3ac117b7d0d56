package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// How echod migrate ends, besides 0 for databases that are up to date and 1 for all other failures.
const (
	exitOlder = 3 // --status: there is something to migrate
	exitNewer = 4 // a newer Echo has migrated them already
)

// migrate makes and migrates the databases. With --status it only tells how far they are; with --from it
// moves what is in the data folder to PostgreSQL.
func migrate(ctx context.Context, args []string) error {
	status, args := take(args, "--status")
	resume, args := take(args, "--resume")
	from, args := takeText(args, "--from")
	to, args := takeText(args, "--to")
	if to != "" {
		args = append(args, "--database-url="+to)
	}
	cfg, err := load(args)
	if err != nil {
		return err
	}
	log := obs.NewLogger(os.Stderr, cfg.LogFormat, max(cfg.Level(), slog.LevelWarn))
	switch {
	case from != "" && (from != "sqlite" || cfg.DatabaseURL == ""):
		return errors.New("usage: echod migrate --from sqlite --to postgres://… [--resume] (without --to, ECHO_DATABASE_URL says where)")
	case from != "":
		return app.Move(ctx, cfg, resume, log, os.Stdout)
	case resume:
		return errors.New("--resume goes with --from")
	case status:
		return showVersions(ctx, cfg, log)
	}
	found, err := app.Migrate(ctx, cfg, log)
	if newer, ok := errors.AsType[*sqldb.NewerError](err); ok {
		return coded{newer, exitNewer}
	}
	if err != nil {
		return err
	}
	printVersions(found)
	return nil
}

func showVersions(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	found, err := app.Versions(ctx, cfg, log)
	if err != nil {
		return err
	}
	older, newer := printVersions(found)
	switch {
	case newer > 0:
		return coded{errors.New("a newer Echo has migrated these databases"), exitNewer}
	case older > 0:
		return coded{errors.New("there is something to migrate"), exitOlder}
	}
	return nil
}

func printVersions(found []app.DatabaseVersions) (older, newer int) {
	for _, d := range found {
		for _, v := range d.Versions {
			note := "up to date"
			switch {
			case v.Have < v.Want:
				older++
				note = fmt.Sprintf("to be migrated to %d", v.Want)
			case v.Have > v.Want:
				newer++
				note = fmt.Sprintf("newer than this program, which knows %d", v.Want)
			}
			fmt.Printf("%-24s %-14s version %d: %s\n", d.Name, v.Owner, v.Have, note)
		}
	}
	return older, newer
}

// takeText removes a flag with a value, --from sqlite or --from=sqlite, from a verb's arguments.
func takeText(args []string, flag string) (value string, rest []string) {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, flag+"="); ok {
			return v, slices.Delete(slices.Clone(args), i, i+1)
		}
		if a == flag && i+1 < len(args) {
			return args[i+1], slices.Delete(slices.Clone(args), i, i+2)
		}
	}
	return "", args
}

// take removes a flag of the verb itself from its arguments; the rest are settings.
func take(args []string, flag string) (given bool, rest []string) {
	rest = slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == flag })
	return len(rest) < len(args), rest
}
