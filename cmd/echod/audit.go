package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/app"
)

// auditLogs checks the chains of all logs, and fails when one is broken.
func auditLogs(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "verify" {
		return errors.New("usage: echod audit verify [flags]")
	}
	return withAdmin(ctx, args[1:], func(a *app.Admin) error {
		checked, broken := 0, 0
		err := a.VerifyAudit(ctx, func(database, scope string, fault error) {
			checked++
			if fault != nil {
				broken++
				fmt.Printf("%s: %q: %v\n", database, scope, fault)
			}
		})
		if err != nil {
			return err
		}
		fmt.Printf("%d logs checked, %d broken\n", checked, broken)
		if broken > 0 {
			return errors.New("a log was changed after it was written")
		}
		return nil
	})
}
