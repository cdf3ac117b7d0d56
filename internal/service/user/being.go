package user

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Being is how somebody is, as far as it is known here: whether they are connected, gateways know.
type Being struct {
	UserID     id.User   `json:"userId"`
	Presence   Presence  `json:"presence"`
	Status     *Status   `json:"status"`
	LastSeenAt time.Time `json:"lastSeenAt"` // the end of their last connection, or later; within minutes while connected
}

// BeingsRequest asks how people are.
type BeingsRequest struct {
	IDs []id.User `json:"ids"`
}

// SeenRequest says that people were seen at a time.
type SeenRequest struct {
	IDs []id.User `json:"ids"`
	At  time.Time `json:"at"`
}

// Beings returns how people are, to other services.
func (s *Local) Beings(ctx context.Context, req BeingsRequest) ([]Being, error) {
	accounts, err := s.accounts(ctx, req.IDs)
	beings := make([]Being, len(accounts))
	for i, a := range accounts {
		beings[i] = Being{UserID: a.ID, Presence: a.Presence, Status: a.Status, LastSeenAt: a.LastSeenAt}
	}
	return beings, err
}

// Seen notes when people were last seen.
func (s *Local) Seen(ctx context.Context, req SeenRequest) (rpc.None, error) {
	if len(req.IDs) > MaxIDs {
		var f check.Fields
		f.Fault("ids", "Name at most %d.", MaxIDs)
		return rpc.None{}, f.Err()
	}
	_, err := s.db.Exec(ctx, `
		UPDATE users SET last_seen_at = $1
		WHERE last_seen_at < $1 AND id IN (SELECT value FROM `+s.db.Dialect().List("$2")+`)`, req.At.UnixMicro(), sqldb.JSON(req.IDs))
	if err != nil {
		return rpc.None{}, fmt.Errorf("note last seen: %w", err)
	}
	return rpc.None{}, nil
}
