package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/obs"
)

// load reads the settings and refuses what a verb has no use for.
func load(args []string) (config.Config, error) {
	cfg, _, rest, err := config.Load(args, os.Environ())
	if err != nil {
		return cfg, fmt.Errorf("the settings need attention:\n%w", err)
	}
	if len(rest) > 0 {
		return cfg, fmt.Errorf("%q is not expected here", rest[0])
	}
	return cfg, nil
}

func serve(ctx context.Context, args []string) error {
	cfg, err := load(args)
	if err != nil {
		return err
	}
	log := obs.NewLogger(os.Stderr, cfg.LogFormat, cfg.Level())
	a, err := app.Open(ctx, cfg, log)
	if err != nil {
		return err
	}
	return a.Run(ctx, func(addr net.Addr) {
		log.Info("listening", "address", addr.String())
		fmt.Printf("Echo is at %s\n", a.PublicURL())
		if cfg.Demo {
			fmt.Println("Sign in as user1 with Password1, or in another browser as user2 with Password2.")
		}
	})
}
