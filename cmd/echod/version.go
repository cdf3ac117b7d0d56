package main

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/platform/obs"
)

func version(context.Context, []string) error {
	b := obs.ReadBuild()
	fmt.Printf("echod %s, commit %s, %s\n", b.Version, b.Commit, b.GoVersion)
	return nil
}
