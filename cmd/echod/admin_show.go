package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/service/user"
)

// showUser prints an account. What its owner has typed is quoted: it cannot steer the terminal.
func showUser(_ context.Context, _ *app.Admin, who user.OwnUser) error {
	state := "active"
	if who.IsDeactivated {
		state = "deactivated"
	}
	pending := ""
	if who.PendingEmail != nil {
		pending = *who.PendingEmail
	}
	for _, line := range [][2]string{
		{"id", who.ID.String()},
		{"username", who.Username},
		{"address", strconv.Quote(who.Email)},
		{"confirmed", strconv.FormatBool(who.EmailVerified)},
		{"asked for", strconv.Quote(pending)},
		{"name", strconv.Quote(who.DisplayName)},
		{"state", state},
		{"made", who.CreatedAt.Format(time.RFC3339)},
		{"last seen", who.LastSeenAt.Format(time.RFC3339)},
	} {
		fmt.Printf("%-10s %s\n", line[0], line[1])
	}
	return nil
}
