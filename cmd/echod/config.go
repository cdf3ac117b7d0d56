package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/echo-chat/echo/internal/platform/config"
)

func showConfig(_ context.Context, args []string) error {
	_, settings, _, err := config.Load(args, os.Environ())
	if errors.Is(err, flag.ErrHelp) {
		err = nil
	}
	for _, s := range settings {
		fmt.Printf("# %s\n#   %s, default %q, from %s", s.Doc, s.Flag, s.Default, s.Source)
		if s.For != "" {
			fmt.Printf(", for %s", strings.ReplaceAll(s.For, " ", ", "))
		}
		fmt.Printf("\n%s=%s\n\n", s.Env, s.Value)
	}
	return err
}
