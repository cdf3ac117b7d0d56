package workspace

import (
	"context"

	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Leave ends the caller's membership.
func (s *Local) Leave(ctx context.Context, req GetRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return s.RemoveMember(ctx, MemberRequest{WorkspaceID: req.WorkspaceID, UserID: caller.UserID})
}

// RemoveMember removes someone from a workspace and all its channels.
func (s *Local) RemoveMember(ctx context.Context, req MemberRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	d, action := removeMembers, "member.removed"
	if req.UserID == caller.UserID {
		d, action = leaveIt, "member.left"
	}
	return rpc.None{}, s.changeWorkspaceAs(ctx, req.WorkspaceID, d, func(c *outbox.Change, me standing) error {
		who, err := memberOf(ctx, c, req.WorkspaceID, req.UserID)
		if err != nil {
			return err
		}
		if err := me.mayTouch(who.Role, who.Role); err != nil {
			return err
		}
		if who.Role == Owner {
			if err := keepsOwner(ctx, c, req.WorkspaceID); err != nil {
				return err
			}
		}
		if err := leaveWorkspace(ctx, c, req.WorkspaceID, who.User, who.Role); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, action, aboutUser(req.UserID), details{"role": who.Role})
	})
}
