package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// stateColumns are what scanState reads of a follow f. targets is the parameter or column with the JSON list
// of what the person is meant by. What is unread is counted, never kept, where counted holds: replies after
// the person's place that others wrote and that are not deleted.
func stateColumns(d sqldb.Dialect, counted, targets string) string {
	return `f.user_id, f.root_id, f.channel_id, f.workspace_id, f.is_following, f.last_read_no, f.revision,
		CASE WHEN ` + counted + ` THEN (SELECT COUNT(*) FROM messages m
			WHERE m.root_id = f.root_id AND m.root_id <> '' AND m.message_no > f.last_read_no
			  AND m.author_id <> f.user_id AND m.deleted_at IS NULL) ELSE 0 END,
		CASE WHEN ` + counted + ` THEN (SELECT COUNT(DISTINCT n.message_no) FROM mentions n
			WHERE n.root_id = f.root_id AND n.root_id <> '' AND n.message_no > f.last_read_no
			  AND n.target IN (SELECT value FROM ` + d.List(targets) + `) AND n.author_id <> f.user_id) ELSE 0 END`
}

// maxFollowersTold bounds how many followers hear at once of a reply; others see it when they look.
const maxFollowersTold = 200

const isFollowing = "f.is_following = 1"

// scanState reads stateColumns, and what stands behind them.
func scanState(rows *sqldb.Rows, more ...any) (FollowerState, error) {
	var f FollowerState
	var following int64
	err := rows.Scan(append([]any{
		&f.UserID, &f.ThreadRootID, &f.ChannelID, &f.WorkspaceID, &following, &f.LastReadMessageNo, &f.Revision,
		&f.UnreadCount, &f.MentionCount,
	}, more...)...)
	f.IsFollowing = following != 0
	return f, err
}

func scanStateAlone(rows *sqldb.Rows) (FollowerState, error) { return scanState(rows) }

// stateIn reads where a person stands in the thread of root; who never followed it is at its beginning.
func (s *Local) stateIn(ctx context.Context, q sqldb.Querier, root Message, who id.User) (FollowerState, error) {
	targets, err := s.targetsOf(ctx, root.WorkspaceID, who)
	if err != nil {
		return FollowerState{}, err
	}
	found, err := sqldb.Collect(ctx, q, scanStateAlone, `SELECT `+stateColumns(s.db.Dialect(), isFollowing, "$1")+`
		FROM thread_follows f WHERE f.user_id = $2 AND f.root_id = $3`, sqldb.JSON(targets), who, root.ID)
	if err != nil {
		return FollowerState{}, fmt.Errorf("read thread state: %w", err)
	}
	if len(found) > 0 {
		return found[0], nil
	}
	return FollowerState{UserID: who, ThreadState: ThreadState{
		WorkspaceID: root.WorkspaceID, ChannelID: root.ChannelID, ThreadRootID: root.ID, LastReadMessageNo: root.MessageNo,
	}}, nil
}

// ThreadStates reads where the followers stand who are in the channel: whoever left it, or was meant there
// without being in it, hears nothing of it. It is asked at every reply, so all stand in one statement; CROSS JOIN makes SQLite go by the
// list, which it would else read again for each who follows.
func (s *Local) ThreadStates(ctx context.Context, req ThreadStatesRequest) ([]FollowerState, error) {
	listeners, err := s.listeners(ctx, req)
	if err != nil {
		return nil, err
	}
	states, err := sqldb.Collect(ctx, s.db, scanStateAlone, `
		WITH listeners (user_id, targets) AS MATERIALIZED (SELECT value->>'userId', value->>'targets' FROM `+s.db.Dialect().Records("$1")+`)
		SELECT `+stateColumns(s.db.Dialect(), isFollowing, "listeners.targets")+`
		FROM listeners CROSS JOIN thread_follows f WHERE f.user_id = listeners.user_id AND f.root_id = $2`, sqldb.JSON(listeners), req.ThreadRootID)
	if err != nil {
		return nil, fmt.Errorf("read thread states: %w", err)
	}
	return states, nil
}

// listener is somebody who hears of replies, with what they are meant by.
type listener struct {
	UserID  id.User  `json:"userId"`
	Targets []string `json:"targets"`
}

// listeners lists those who follow a thread and are in its channel.
func (s *Local) listeners(ctx context.Context, req ThreadStatesRequest) ([]listener, error) {
	type follow struct {
		user    id.User
		channel id.Channel
	}
	follows, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (follow, error) {
		var f follow
		return f, rows.Scan(&f.user, &f.channel)
	}, `SELECT user_id, channel_id FROM thread_follows WHERE root_id = $1 AND is_following = 1 ORDER BY user_id LIMIT $2`,
		req.ThreadRootID, maxFollowersTold)
	if err != nil {
		return nil, fmt.Errorf("list followers: %w", err)
	}
	listeners := make([]listener, 0, len(follows))
	for _, f := range follows {
		isIn, err := s.isIn(ctx, f.user, req.WorkspaceID, f.channel)
		if err != nil {
			return nil, err
		}
		if !isIn {
			continue
		}
		targets, err := s.targetsOf(ctx, req.WorkspaceID, f.user)
		if err != nil {
			return nil, err
		}
		listeners = append(listeners, listener{UserID: f.user, Targets: targets})
	}
	return listeners, nil
}

// isIn tells whether somebody is a member of a channel.
func (s *Local) isIn(ctx context.Context, who id.User, ws id.Workspace, ch id.Channel) (bool, error) {
	access, err := s.access.Access(ctx, workspace.AccessRequest{UserID: who, WorkspaceID: ws, ChannelID: ch})
	if errs.KindOf(err) == errs.KindNotFound {
		return false, nil
	}
	return err == nil && access.ChannelRole != workspace.NoMember, err
}

// enterThread lets the caller into the channel, and finds the root of the thread that a message is in.
func (s *Local) enterThread(ctx context.Context, req GetRequest) (id.User, Message, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return id.User{}, Message{}, err
	}
	root, err := s.readRoot(ctx, req.ChannelID, req.MessageID)
	return caller.UserID, root, err
}

// readRoot reads the message whose thread a message is in, or starts; errs message_not_found.
func (s *Local) readRoot(ctx context.Context, ch id.Channel, messageID id.Message) (Message, error) {
	m, err := s.readOne(ctx, s.db, ch, messageID)
	if err == nil && m.ThreadRootID != nil {
		return s.readOne(ctx, s.db, ch, *m.ThreadRootID)
	}
	return m, err
}
