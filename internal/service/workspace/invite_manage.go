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
	out, err := newInvite(req)
	if err != nil {
		return NewInvite{}, err
	}
	err = s.changeWorkspaceAs(ctx, req.WorkspaceID, invite, func(c *outbox.Change, me standing) error {
		if out.Role.rank() > me.invitesUpTo().rank() {
			return errForbidden("Nobody invites to a higher role than their own.")
		}
		out.InvitedBy = me.userID
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

func newInvite(req CreateInviteRequest) (NewInvite, error) {
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
		ID: id.New[id.Invite](), WorkspaceID: req.WorkspaceID, Role: req.Role, MaxUses: req.MaxUses,
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
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	if err := me.may(seeInvites); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanInvite, `
		SELECT `+inviteColumns+` FROM invites i
		WHERE i.workspace_id = $1 AND i.id < $2 AND ($3 = 'all' OR i.invited_by = $4)
		ORDER BY i.id DESC LIMIT $5`, req.WorkspaceID, printable(before.ID), me.whoseInvites(), caller.UserID, limit+1)
	if err != nil {
		return none, fmt.Errorf("list invites: %w", err)
	}
	return page.Cut(rows, limit, func(i Invite) any { return inviteKey{i.ID.String()} }), nil
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
