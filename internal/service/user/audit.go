package user

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// AuditScope is the audit log of all accounts of this server.
const AuditScope = "accounts"

// deed is an entry of the audit log about an account.
type deed struct {
	action  string
	user    id.User // whose account; none: an account that does not exist
	self    bool    // done by its person, signed in or by a mailed link
	address string
	details map[string]any
}

// note writes a deed down. It comes last in its transaction: everyone's deeds are in one chain.
func note(ctx context.Context, c *outbox.Change, d deed) error {
	e := audit.Entry{Scope: AuditScope, Action: d.action, TargetType: "user", TargetID: d.user.String(), Address: cleanText(d.address, maxAddress)}
	if d.self {
		e.Actor = d.user
	}
	if d.details != nil {
		e.Details = d.details
	}
	return audit.Append(ctx, c, e)
}
