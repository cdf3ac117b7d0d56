package main

import (
	"context"
	"os"

	"github.com/echo-chat/echo/internal/app"
)

func openapi(context.Context, []string) error {
	doc, err := app.OpenAPI()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(doc)
	return err
}
