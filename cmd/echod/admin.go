package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/service/user"
)

// accountVerb is what an operator does with somebody's account.
type accountVerb func(ctx context.Context, a *app.Admin, who user.OwnUser) error

func accountVerbs() map[string]accountVerb {
	return map[string]accountVerb{"show": showUser, "deactivate": deactivate, "reactivate": reactivate, "reset-link": resetLink}
}

// admin looks after accounts, beside a running server too.
func admin(ctx context.Context, args []string) error {
	usage := errors.New("usage: echod admin user show|deactivate|reactivate|reset-link ADDRESS-OR-USERNAME [flags]")
	if len(args) < 3 || args[0] != "user" {
		return usage
	}
	do, known := accountVerbs()[args[1]]
	if !known {
		return usage
	}
	return withAdmin(ctx, args[3:], func(a *app.Admin) error {
		who, err := a.Users.Find(ctx, args[2])
		if errs.Is(err, "user_not_found") {
			return fmt.Errorf("nobody has the address or username %q", args[2])
		}
		if err != nil {
			return err
		}
		return do(ctx, a, who)
	})
}

// withAdmin opens what flags and environment say, for fn.
func withAdmin(ctx context.Context, flags []string, fn func(*app.Admin) error) error {
	cfg, err := load(flags)
	if err != nil {
		return err
	}
	a, err := app.OpenAdmin(ctx, cfg, obs.NewLogger(os.Stderr, cfg.LogFormat, max(cfg.Level(), slog.LevelWarn)))
	if err != nil {
		return err
	}
	return errors.Join(fn(a), a.Close())
}
