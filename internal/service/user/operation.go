package user

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// OperationScope is the audit log of what operators do with the server itself.
const OperationScope = "operation"

// MaxOperationDetails is how much may be said of one operation.
const MaxOperationDetails = 16 << 10

// NoteOperationRequest is what an operator is about to do.
type NoteOperationRequest struct {
	Action   string          `json:"action"`   // "events.parked_dropped"
	TargetID string          `json:"targetId"` // to what: a consumer, an event; may be empty
	Details  json.RawMessage `json:"details"`  // a JSON object
	Address  string          `json:"address"`  // the operator's IP address, where it is known
}

// NoteOperation writes down what an operator does.
func (s *Local) NoteOperation(ctx context.Context, req NoteOperationRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		caller = auth.Caller{} // the command line
	}
	if req.Action == "" || len(req.Details) > MaxOperationDetails {
		return rpc.None{}, errs.InvalidFields(errs.Field{Field: "details", Message: "Says nothing, or too much."})
	}
	return rpc.None{}, noteOperation(ctx, s.db, s.clock.Now(), caller.UserID, req)
}

// NoteCommand is NoteOperation for the command line, which has the database and no service.
func NoteCommand(ctx context.Context, db *sqldb.DB, at time.Time, req NoteOperationRequest) error {
	return noteOperation(ctx, db, at, id.User{}, req)
}

func noteOperation(ctx context.Context, db *sqldb.DB, at time.Time, by id.User, req NoteOperationRequest) error {
	err := outbox.Apply(ctx, db, at, func(...bus.Event) {}, func(c *outbox.Change) error {
		e := audit.Entry{
			Scope: OperationScope, Actor: by, Action: req.Action, TargetType: "events", TargetID: req.TargetID,
			Address: cleanText(req.Address, maxAddress),
		}
		if len(req.Details) > 0 {
			e.Details = req.Details
		}
		return audit.Append(ctx, c, e)
	})
	if err != nil {
		return fmt.Errorf("note operation: %w", err)
	}
	return nil
}
