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
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/service/user"
)

// CreateInvite makes an invite, by link or by email.
func (s *Local) CreateInvite(ctx context.Context, req CreateInviteRequest) (NewInvite, error) {
	if _, err := auth.CallerFrom(ctx); err != nil {
		return NewInvite{}, err
	}
	out, err := newInvite(&req)
	if err != nil {
		return NewInvite{}, err
	}
	known, err := s.whoHas(ctx, req.Email)
	if err != nil {
		return NewInvite{}, err
	}
	err = s.changeWorkspaceAs(ctx, req.WorkspaceID, invite, func(c *outbox.Change, me standing) error {
		if out.Role.rank() > me.invitesUpTo().rank() {
			return errForbidden("Nobody invites to a higher role than their own.")
		}
		out.InvitedBy, out.CreatedAt = me.userID, c.At
		out.ExpiresAt = c.At.Add(inviteTime(req.ExpiresInDays))
		if out.Email != nil {
			if err := makeRoom(ctx, c, out.Invite, known); err != nil {
				return err
			}
		}
		if err := insertInvite(ctx, c, out, req.ExpiresInDays); err != nil {
			return err
		}
		if err := s.mailInvite(ctx, c, out); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "invite.created", aboutInvite(out.ID), details{
			"role": out.Role, "byEmail": out.Email != nil, "maxUses": out.MaxUses,
		})
	})
	if err != nil {
		return NewInvite{}, err
	}
	return out, nil
}

func inviteTime(days int) time.Duration { return time.Duration(days) * 24 * time.Hour }

// newInvite checks what is asked for and fills in what was left out.
func newInvite(req *CreateInviteRequest) (NewInvite, error) {
	if req.Role == "" {
		req.Role = Member
	}
	if req.ExpiresInDays == 0 {
		req.ExpiresInDays = DefaultInviteDays
	}
	var f check.Fields
	out := NewInvite{Token: newInviteToken(), Invite: Invite{
		ID: id.New[id.Invite](), WorkspaceID: req.WorkspaceID, Role: req.Role, MaxUses: req.MaxUses,
		Message: f.Text("message", req.Message, MaxInviteMessage),
	}}
	if req.Email != "" {
		email, ok := user.NormalEmail(req.Email)
		if !ok {
			f.Fault("email", "Enter an email address, like name@example.org.")
		}
		if req.MaxUses > 1 {
			f.Fault("maxUses", "An invitation by email lets one person in.")
		}
		req.Email, out.Email, out.MaxUses = email, &email, 1
	}
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
	return out, f.Err()
}

// whoHas returns whose address this is; nobody's for "" and for one without an account.
func (s *Local) whoHas(ctx context.Context, email string) (id.User, error) {
	if email == "" {
		return id.User{}, nil
	}
	found, err := s.users.FindByEmail(ctx, user.FindByEmailRequest{Email: email})
	if errs.Is(err, "user_not_found") {
		return id.User{}, nil
	}
	if err != nil {
		return id.User{}, fmt.Errorf("look for address: %w", err)
	}
	return found.ID, nil
}

// makeRoom revokes the open invite to an address, unless whose it is, is a member. Codes: already_member.
func makeRoom(ctx context.Context, c *outbox.Change, i Invite, known id.User) error {
	if !known.IsZero() {
		_, err := memberOf(ctx, c, i.WorkspaceID, known)
		if err == nil {
			return errs.Conflict("already_member", "Someone with this address is a member already.")
		}
		if !errs.Is(err, "user_not_found") {
			return err
		}
	}
	return revokeInvites(ctx, c, i.WorkspaceID, `email = $3`, *i.Email)
}

func insertInvite(ctx context.Context, c *outbox.Change, i NewInvite, days int) error {
	_, err := c.Exec(ctx, `
		INSERT INTO invites (id, workspace_id, token_hash, role, max_uses, uses, expires_at, invited_by, created_at, email, message, days)
		VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11)`,
		i.ID, i.WorkspaceID, hashInviteToken(i.Token), i.Role, i.MaxUses, i.ExpiresAt.UnixMicro(), i.InvitedBy, i.CreatedAt.UnixMicro(),
		i.Email, i.Message, days)
	if err != nil {
		return fmt.Errorf("insert invite: %w", err)
	}
	return nil
}

// ResendInvite mails an invite again, with a new link.
func (s *Local) ResendInvite(ctx context.Context, req InviteRequest) (NewInvite, error) {
	out := NewInvite{Token: newInviteToken()}
	err := s.changeWorkspaceAs(ctx, req.WorkspaceID, invite, func(c *outbox.Change, me standing) error {
		var err error
		if out.Invite, err = listedInvite(ctx, c, req, me); err != nil {
			return err
		}
		if out.Email == nil {
			var f check.Fields
			f.Fault("inviteId", "Only an invitation by email can be sent again.")
			return f.Err()
		}
		if out.Role.rank() > me.invitesUpTo().rank() {
			return errForbidden("Nobody invites to a higher role than their own.")
		}
		if err := out.usable(c.At); err != nil && !errs.Is(err, "invite_expired") {
			return err
		}
		var days int
		err = c.QueryRow(ctx, `UPDATE invites SET token_hash = $1 WHERE id = $2 RETURNING days`, hashInviteToken(out.Token), out.ID).Scan(&days)
		if err != nil {
			return fmt.Errorf("renew invite: %w", err)
		}
		out.ExpiresAt = c.At.Add(inviteTime(days))
		if _, err := c.Exec(ctx, `UPDATE invites SET expires_at = $1 WHERE id = $2`, out.ExpiresAt.UnixMicro(), out.ID); err != nil {
			return fmt.Errorf("renew invite: %w", err)
		}
		if err := s.mailInvite(ctx, c, out); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "invite.resent", aboutInvite(out.ID), details{"role": out.Role})
	})
	if err != nil {
		return NewInvite{}, err
	}
	return out, nil
}

// mailInvite announces an invite by email, for the notification service to send.
func (s *Local) mailInvite(ctx context.Context, c *outbox.Change, i NewInvite) error {
	if i.Email == nil {
		return nil
	}
	by, err := person(ctx, c, i.InvitedBy)
	if err != nil {
		return err
	}
	data := InviteIssued{
		InviteID: i.ID, WorkspaceID: i.WorkspaceID, Email: *i.Email, Role: i.Role, Message: i.Message, InvitedBy: by,
		SealedToken: s.sealer.Seal(EventInviteIssued, []byte(i.Token)), ExpiresAt: i.ExpiresAt,
	}
	err = c.QueryRow(ctx, `SELECT display_name FROM workspaces WHERE id = $1`, i.WorkspaceID).Scan(&data.WorkspaceName)
	if err != nil {
		return fmt.Errorf("read name of workspace: %w", err)
	}
	return c.Announce(ctx, EventInviteIssued, 1, i.WorkspaceID.String(), data)
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
