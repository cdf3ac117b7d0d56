package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// stateColumns are what scanState reads of a follow f. $1 is the JSON list of what the person is meant by.
// What is unread is counted, never kept, where counted holds: replies after the person's place that others
// wrote and that are not deleted.
func stateColumns(d sqldb.Dialect, counted string) string {
	return `f.user_id, f.root_id, f.channel_id, f.workspace_id, f.is_following, f.last_read_no, f.revision,
		CASE WHEN ` + counted + ` THEN (SELECT COUNT(*) FROM messages m
			WHERE m.root_id = f.root_id AND m.root_id <> '' AND m.message_no > f.last_read_no
			  AND m.author_id <> f.user_id AND m.deleted_at IS NULL) ELSE 0 END,
		CASE WHEN ` + counted + ` THEN (SELECT COUNT(DISTINCT n.message_no) FROM mentions n
			WHERE n.root_id = f.root_id AND n.root_id <> '' AND n.message_no > f.last_read_no
			  AND n.target IN (SELECT value FROM ` + d.List("$1") + `) AND n.author_id <> f.user_id) ELSE 0 END`
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
	found, err := sqldb.Collect(ctx, q, scanStateAlone, `SELECT `+stateColumns(s.db.Dialect(), isFollowing)+`
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

// ThreadStates reads where all followers stand. Each is meant by their own names, which differ, so that it
// asks for one after the other.
func (s *Local) ThreadStates(ctx context.Context, req ThreadStatesRequest) ([]FollowerState, error) {
	followers, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (id.User, error) {
		var who id.User
		return who, rows.Scan(&who)
	}, `SELECT user_id FROM thread_follows WHERE root_id = $1 AND is_following = 1 ORDER BY user_id LIMIT $2`, req.ThreadRootID, maxFollowersTold)
	if err != nil {
		return nil, fmt.Errorf("list followers: %w", err)
	}
	states := make([]FollowerState, len(followers))
	for i, who := range followers {
		if states[i], err = s.stateIn(ctx, s.db, Message{ID: req.ThreadRootID, WorkspaceID: req.WorkspaceID}, who); err != nil {
			return nil, err
		}
	}
	return states, nil
}

// enterThread lets the caller into the channel, and finds the root of the thread that a message is in.
func (s *Local) enterThread(ctx context.Context, req GetRequest) (id.User, Message, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return id.User{}, Message{}, err
	}
	root, err := s.readOne(ctx, s.db, req.ChannelID, req.MessageID)
	if err == nil && root.ThreadRootID != nil {
		root, err = s.readOne(ctx, s.db, req.ChannelID, *root.ThreadRootID)
	}
	return caller.UserID, root, err
}
