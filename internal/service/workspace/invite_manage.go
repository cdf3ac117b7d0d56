package workspace

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

const inviteColumns = `i.id, i.workspace_id, i.role, i.max_uses, i.uses, i.expires_at, i.invited_by, i.created_at, i.revoked_at`

func scanInvite(rows *sqldb.Rows) (Invite, error) {
	var i Invite
	var expires, created int64
	var revoked *int64
	err := rows.Scan(&i.ID, &i.WorkspaceID, &i.Role, &i.MaxUses, &i.Uses, &expires, &i.InvitedBy, &created, &revoked)
	i.ExpiresAt, i.CreatedAt = at(expires), at(created)
	if revoked != nil {
		t := at(*revoked)
		i.RevokedAt = &t
	}
	return i, err
}

// CreateInvite makes a link.
func (s *Local) CreateInvite(ctx context.Context, req CreateInviteRequest) (NewInvite, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return NewInvite{}, err
	}
	out, err := newInvite(req, caller.UserID)
	if err != nil {
		return NewInvite{}, err
	}
	err = s.changeMembers(ctx, req.WorkspaceID, func(c *outbox.Change) error {
		own, err := mayInvite(ctx, c, req.WorkspaceID, caller.UserID)
		if err != nil {
			return err
		}
		if out.Role.rank() > own.rank() {
			return errForbidden("Nobody invites to a higher role than their own.")
		}
		out.CreatedAt = c.At
		out.ExpiresAt = c.At.Add(time.Duration(req.ExpiresInDays) * 24 * time.Hour)
		if req.ExpiresInDays == 0 {
			out.ExpiresAt = c.At.Add(DefaultInviteDays * 24 * time.Hour)
		}
		return insertInvite(ctx, c, out)
	})
	if err != nil {
		return NewInvite{}, err
	}
	return out, nil
}

func newInvite(req CreateInviteRequest, by id.User) (NewInvite, error) {
	if req.Role == "" {
		req.Role = Member
	}
	var f check.Fields
	switch req.Role {
	case Admin, Member, Guest:
	case Owner:
		f.Fault("role", "An owner cannot be invited: make a member an owner instead.")
	default:
		f.Fault("role", "Choose admin, member or guest.")
	}
	if req.ExpiresInDays < 0 || req.ExpiresInDays > MaxInviteDays {
		f.Fault("expiresInDays", "Choose 1 to %d days.", MaxInviteDays)
	}
	if req.MaxUses < 0 || req.MaxUses > MaxInviteUses {
		f.Fault("maxUses", "Choose at most %d uses, or 0 for no limit.", MaxInviteUses)
	}
	return NewInvite{Token: newInviteToken(), Invite: Invite{
		ID: id.New[id.Invite](), WorkspaceID: req.WorkspaceID, Role: req.Role, MaxUses: req.MaxUses, InvitedBy: by,
	}}, f.Err()
}

func insertInvite(ctx context.Context, c *outbox.Change, i NewInvite) error {
	_, err := c.Exec(ctx, `
		INSERT INTO invites (id, workspace_id, token_hash, role, max_uses, uses, expires_at, invited_by, created_at)
		VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)`,
		i.ID, i.WorkspaceID, hashInviteToken(i.Token), i.Role, i.MaxUses, i.ExpiresAt.UnixMicro(), i.InvitedBy, i.CreatedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert invite: %w", err)
	}
	return nil
}

// mayInvite returns the role of someone who may invite. Codes: workspace_not_found, forbidden.
func mayInvite(ctx context.Context, q sqldb.Querier, ws id.Workspace, userID id.User) (Role, error) {
	role, err := roleIn(ctx, q, ws, userID)
	if err == nil && role == Guest {
		err = errForbidden("Guests cannot invite.")
	}
	return role, err
}

// inviteKey is the cursor of the list of invites, the newest first: ids rise with time.
type inviteKey struct {
	ID string `json:"i"`
}

// Invites lists the workspace's invites.
func (s *Local) Invites(ctx context.Context, req InvitesRequest) (page.List[Invite], error) {
	none := page.List[Invite]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	before := inviteKey{ID: "g"} // beyond every id, which begins with a hexadecimal digit
	if err := page.Decode(req.Cursor, &before); err != nil {
		return none, err
	}
	role, err := mayInvite(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanInvite, `
		SELECT `+inviteColumns+` FROM invites i
		WHERE i.workspace_id = $1 AND i.id < $2 AND ($3 = 'all' OR i.invited_by = $4)
		ORDER BY i.id DESC LIMIT $5`, req.WorkspaceID, printable(before.ID), whose(role), caller.UserID, limit+1)
	if err != nil {
		return none, fmt.Errorf("list invites: %w", err)
	}
	return page.Cut(rows, limit, func(i Invite) any { return inviteKey{i.ID.String()} }), nil
}

// whose says whose invites a role sees: all, or their own.
func whose(role Role) string {
	if role.Manages() {
		return "all"
	}
	return "own"
}

// RevokeInvite ends an invite.
func (s *Local) RevokeInvite(ctx context.Context, req RevokeInviteRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.changeMembers(ctx, req.WorkspaceID, func(c *outbox.Change) error {
		role, err := mayInvite(ctx, c, req.WorkspaceID, caller.UserID)
		if err != nil {
			return err
		}
		n, err := c.Exec(ctx, `
			UPDATE invites SET revoked_at = COALESCE(revoked_at, $1)
			WHERE id = $2 AND workspace_id = $3 AND ($4 = 'all' OR invited_by = $5)`,
			c.At.UnixMicro(), req.InviteID, req.WorkspaceID, whose(role), caller.UserID)
		if err != nil {
			return fmt.Errorf("revoke invite: %w", err)
		}
		if n == 0 {
			return errInvite()
		}
		return nil
	})
}

// newInviteToken returns 256 random bits.
func newInviteToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashInviteToken is what is kept of a token.
func hashInviteToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
