package main

import (
	"context"
	"errors"
	"os"
	"slices"

	"github.com/echo-chat/echo/internal/app"
)

// asyncapi prints the contract of the events, or with --table a page about them.
func asyncapi(_ context.Context, args []string) error {
	if slices.Equal(args, []string{"--table"}) {
		_, err := os.Stdout.Write(app.EventTable())
		return err
	}
	if len(args) > 0 {
		return errors.New("usage: echod asyncapi [--table]")
	}
	doc, err := app.AsyncAPI()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(doc)
	return err
}
