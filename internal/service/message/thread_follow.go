package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Follow makes a place in the thread for the caller: at its end, when they had none.
func (s *Local) Follow(ctx context.Context, req GetRequest) (ThreadState, error) {
	return s.choose(ctx, req, true)
}

// Unfollow keeps the place, so that following again goes on from there.
func (s *Local) Unfollow(ctx context.Context, req GetRequest) (ThreadState, error) {
	return s.choose(ctx, req, false)
}

func (s *Local) choose(ctx context.Context, req GetRequest, follow bool) (ThreadState, error) {
	who, root, err := s.enterThread(ctx, req)
	if err != nil {
		return ThreadState{}, err
	}
	access, err := s.access.Access(ctx, workspace.AccessRequest{UserID: who, WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID})
	if err != nil {
		return ThreadState{}, err
	}
	if access.ChannelRole == workspace.NoMember {
		return ThreadState{}, errs.Forbidden("forbidden", "Join this channel to follow its threads.")
	}
	return s.moveInThread(ctx, root, who, func(c *outbox.Change, at FollowerState) error {
		// Who does not follow yet may decide not to: before the first reply to their own message, say.
		if at.IsFollowing == follow && (follow || at.Revision > 0) {
			return nil
		}
		_, err := c.Exec(ctx, `
			INSERT INTO thread_follows (user_id, root_id, channel_id, workspace_id, is_following, last_read_no, revision)
			SELECT $1, id, channel_id, workspace_id, $2, CASE WHEN last_reply_no > message_no THEN last_reply_no ELSE message_no END, 1
			FROM messages WHERE id = $3
			ON CONFLICT (user_id, root_id) DO UPDATE SET is_following = excluded.is_following, revision = thread_follows.revision + 1`,
			who, bit(follow), root.ID)
		if err != nil {
			return fmt.Errorf("follow thread: %w", err)
		}
		return nil
	})
}

// MarkThreadRead moves the caller's place, never beyond the last reply.
func (s *Local) MarkThreadRead(ctx context.Context, req MarkThreadReadRequest) (ThreadState, error) {
	if req.MessageNo < 0 {
		return ThreadState{}, errs.InvalidFields(errs.Field{Field: "messageNo", Message: "Must be a message number."})
	}
	who, root, err := s.enterThread(ctx, GetRequest{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID, MessageID: req.MessageID})
	if err != nil {
		return ThreadState{}, err
	}
	return s.moveInThread(ctx, root, who, func(c *outbox.Change, at FollowerState) error {
		if at.Revision == 0 || at.LastReadMessageNo >= req.MessageNo {
			return nil
		}
		_, err := c.Exec(ctx, `
			UPDATE thread_follows SET revision = revision + 1, last_read_no = (
				SELECT CASE WHEN last_reply_no < $1 THEN last_reply_no ELSE $1 END FROM messages WHERE id = $2)
			WHERE user_id = $3 AND root_id = $2 AND last_read_no < (
				SELECT CASE WHEN last_reply_no < $1 THEN last_reply_no ELSE $1 END FROM messages WHERE id = $2)`,
			req.MessageNo, root.ID, who)
		if err != nil {
			return fmt.Errorf("mark thread read: %w", err)
		}
		return nil
	})
}

// moveInThread changes where a person stands, and announces it when it did.
func (s *Local) moveInThread(
	ctx context.Context, root Message, who id.User, fn func(c *outbox.Change, at FollowerState) error,
) (ThreadState, error) {
	var after FollowerState
	err := outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		if there, err := holdChannel(ctx, c.Tx, root.ChannelID); err != nil {
			return err
		} else if !there {
			return errChannel()
		}
		before, err := s.stateIn(ctx, c.Tx, root, who)
		if err != nil {
			return err
		}
		if err := fn(c, before); err != nil {
			return err
		}
		if after, err = s.stateIn(ctx, c.Tx, root, who); err != nil || after.Revision == before.Revision {
			return err
		}
		return c.Announce(ctx, EventThreadState, 1, root.ChannelID.String(), after)
	})
	return after.ThreadState, err
}

// MarkThreadsRead moves every place of the caller in the workspace to the end of its thread.
func (s *Local) MarkThreadsRead(ctx context.Context, req ThreadsRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		read, err := sqldb.Collect(ctx, c.Tx, scanStateAlone, `
			UPDATE thread_follows AS f SET revision = f.revision + 1,
				last_read_no = (SELECT r.last_reply_no FROM messages r WHERE r.id = f.root_id)
			WHERE f.user_id = $1 AND f.workspace_id = $2 AND f.is_following = 1
			  AND f.last_read_no < (SELECT r.last_reply_no FROM messages r WHERE r.id = f.root_id)
			RETURNING user_id, root_id, channel_id, workspace_id, is_following, last_read_no, revision, 0, 0`,
			caller.UserID, req.WorkspaceID)
		if err != nil {
			return fmt.Errorf("mark threads read: %w", err)
		}
		for _, state := range read {
			if err := c.Announce(ctx, EventThreadState, 1, state.ChannelID.String(), state); err != nil {
				return err
			}
		}
		return nil
	})
}
