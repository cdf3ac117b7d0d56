package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Create makes a workspace that the caller owns, and its #general.
func (s *Local) Create(ctx context.Context, req CreateRequest) (MyWorkspace, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return MyWorkspace{}, err
	}
	w, err := newWorkspace(req)
	if err != nil {
		return MyWorkspace{}, err
	}
	owner, err := s.profile(ctx, caller.UserID)
	if err != nil {
		return MyWorkspace{}, err
	}
	w.OwnerID = owner.ID
	err = s.change(ctx, func(c *outbox.Change) error {
		w.CreatedAt, w.UpdatedAt = c.At, c.At
		return makeWorkspace(ctx, c, w, owner)
	})
	if errors.Is(err, sqldb.ErrUnique) {
		return MyWorkspace{}, errNameTaken()
	}
	if err != nil {
		return MyWorkspace{}, err
	}
	return MyWorkspace{Workspace: w, Role: Owner}, nil
}

func newWorkspace(req CreateRequest) (Workspace, error) {
	var f check.Fields
	w := Workspace{
		ID:          id.New[id.Workspace](),
		Name:        f.Name("name", req.Name, MinName, MaxName),
		DisplayName: f.Line("displayName", req.DisplayName, MaxDisplayName),
		Description: f.Text("description", req.Description, MaxDescription),
		MemberCount: 1,
		Settings:    defaultSettings,
	}
	if w.DisplayName == "" {
		w.DisplayName = w.Name
	}
	return w, f.Err()
}

func makeWorkspace(ctx context.Context, c *outbox.Change, w Workspace, owner user.Author) error {
	if err := remember(ctx, c.Tx, owner); err != nil {
		return err
	}
	if err := insertWorkspace(ctx, c.Tx, w); err != nil {
		return err
	}
	if err := c.Announce(ctx, EventCreated, 1, w.ID.String(), w); err != nil {
		return err
	}
	if _, err := joinWorkspace(ctx, c, w.ID, owner, Owner); err != nil {
		return err
	}
	if err := note(ctx, c, w.ID, owner.ID, "workspace.created", aboutWorkspace(w), nil); err != nil {
		return err
	}
	return makeChannel(ctx, c, channelRow{isGeneral: true, MyChannel: MyChannel{Channel: Channel{
		ID: id.New[id.Channel](), WorkspaceID: w.ID, Type: Public, Name: GeneralName, DisplayName: GeneralName,
		Topic: "Everyone is here", CreatedBy: owner.ID, CreatedAt: c.At, UpdatedAt: c.At,
	}}}, owner)
}

func insertWorkspace(ctx context.Context, tx *sqldb.Tx, w Workspace) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO workspaces (id, name, display_name, description, owner_id, member_count, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, 0, $6, $7)`,
		w.ID, w.Name, w.DisplayName, w.Description, w.OwnerID, w.CreatedAt.UnixMicro(), w.UpdatedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert workspace: %w", err)
	}
	return nil
}

// CheckName tells whether a workspace may be called so.
func (s *Local) CheckName(ctx context.Context, req CheckNameRequest) (NameCheck, error) {
	if _, err := auth.CallerFrom(ctx); err != nil {
		return NameCheck{}, err
	}
	name, ok := checkName(req.Name)
	if !ok {
		return NameCheck{Name: req.Name}, nil
	}
	var taken int
	if err := s.db.QueryRow(ctx, `SELECT COUNT(*) FROM workspaces WHERE name = $1`, name).Scan(&taken); err != nil {
		return NameCheck{}, fmt.Errorf("look up name: %w", err)
	}
	return NameCheck{Name: name, Available: taken == 0}, nil
}

// checkName returns the form in which a name is kept, and whether it is one.
func checkName(name string) (string, bool) {
	var f check.Fields
	name = f.Name("name", name, MinName, MaxName)
	return name, f.Err() == nil
}
