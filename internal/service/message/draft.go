package message

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// MaxDrafts is how many drafts a person may have.
const MaxDrafts = 1_000

// maxRevision is more than anybody's typing gets to, and what every client can count to.
const maxRevision = 1 << 53

// keepGone is how long a draft that is gone turns away devices that still have it.
const keepGone = 30 * 24 * time.Hour

// Draft is what somebody has begun to write in a channel, or in a thread there.
type Draft struct {
	WorkspaceID  id.Workspace `json:"workspaceId"`
	ChannelID    id.Channel   `json:"channelId"`
	ThreadRootID *id.Message  `json:"threadRootId" nullable:"true" doc:"The thread it is for; null for the channel."`
	Content      string       `json:"content" doc:"Empty when the draft is gone."`
	Revision     int64        `json:"revision" doc:"Counts the changes of the draft; pass it with the next one."`
	UpdatedAt    time.Time    `json:"updatedAt"`
}

// DraftRequest asks for one draft.
type DraftRequest struct {
	WorkspaceID  id.Workspace `json:"workspaceId"`
	ChannelID    id.Channel   `json:"channelId"`
	ThreadRootID *id.Message  `json:"threadRootId,omitempty"`
}

// SaveDraftRequest changes a draft; Revision is that of the draft it was made of, 0 for none.
type SaveDraftRequest struct {
	DraftRequest

	Content  string `json:"content"`
	Revision int64  `json:"revision"`
}

// DraftsRequest asks for all drafts in a workspace.
type DraftsRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// Drafts is about what the caller has begun to write. Nobody else sees it.
type Drafts interface {
	// SaveDraft replaces a draft, in any channel that the caller can see; empty content ends it. errs
	// draft_conflict when it has changed since the revision, on another device; validation_failed;
	// too_many_drafts; message_not_found for a thread that is not in the channel.
	SaveDraft(ctx context.Context, req SaveDraftRequest) (Draft, error)

	// Draft returns one draft, with no content and perhaps revision 0 when there is none.
	Draft(ctx context.Context, req DraftRequest) (Draft, error)

	// Drafts lists the drafts in a workspace, the last changed first; errs workspace_not_found.
	Drafts(ctx context.Context, req DraftsRequest) (page.List[Draft], error)
}

// SaveDraft checks, replaces the draft if it is still the one that the caller knows, and tells the
// caller's devices.
func (s *Local) SaveDraft(ctx context.Context, req SaveDraftRequest) (Draft, error) {
	if strings.TrimSpace(req.Content) == "" {
		req.Content = ""
	}
	if err := checkDraft(req); err != nil {
		return Draft{}, err
	}
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Draft{}, err
	}
	if err := s.checkThread(ctx, req.DraftRequest); err != nil {
		return Draft{}, err
	}
	saved := Draft{
		WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID, ThreadRootID: req.ThreadRootID,
		Content: req.Content, Revision: req.Revision + 1, UpdatedAt: s.clock.Now(),
	}
	err = outbox.Apply(ctx, s.db, saved.UpdatedAt, s.committed, func(c *outbox.Change) error {
		if err := openChannel(ctx, c.Tx, req.WorkspaceID, req.ChannelID); err != nil {
			return err
		}
		written, err := writeDraft(ctx, c.Tx, caller.UserID, saved)
		if err != nil {
			return err
		}
		if !written {
			return errDraftConflict()
		}
		return c.Announce(ctx, EventDraftUpdated, 1, caller.UserID.String(), draftChange(caller.UserID, saved))
	})
	if errs.Is(err, "draft_conflict") {
		// A repeat, whose first answer was lost, finds its own work.
		if now, e := s.readDraft(ctx, caller.UserID, req.DraftRequest); e == nil && now.Content == req.Content {
			return now, nil
		}
	}
	return saved, err
}

func errDraftConflict() error {
	return errs.Conflict("draft_conflict", "This draft was changed on another device.")
}

func checkDraft(req SaveDraftRequest) error {
	switch {
	case utf8.RuneCountInString(req.Content) > MaxContent:
		return errs.InvalidFields(errs.Field{Field: "content", Message: "A message can have up to 12,000 characters."})
	case strings.ContainsRune(req.Content, 0) || !utf8.ValidString(req.Content):
		return errs.InvalidFields(errs.Field{Field: "content", Message: "A message must be text."})
	case req.Revision < 0 || req.Revision >= maxRevision:
		return errs.InvalidFields(errs.Field{Field: "revision", Message: "Must be the revision of the draft."})
	}
	return nil
}

func (s *Local) checkThread(ctx context.Context, req DraftRequest) error {
	if req.ThreadRootID == nil {
		return nil
	}
	return messageIsIn(ctx, s.db, req.ChannelID, *req.ThreadRootID)
}

// messageIsIn is nil when a message is in a channel; errs message_not_found.
func messageIsIn(ctx context.Context, db *sqldb.DB, ch id.Channel, messageID id.Message) error {
	var no int64
	err := db.QueryRow(ctx, `SELECT message_no FROM messages WHERE id = $1 AND channel_id = $2`, messageID, ch).Scan(&no)
	if errors.Is(err, sqldb.ErrNoRows) {
		return errMessage()
	}
	return wrapRead(err)
}

// openChannel holds a channel (holdChannel), also one that nothing was ever in; errs channel_not_found.
func openChannel(ctx context.Context, tx *sqldb.Tx, ws id.Workspace, ch id.Channel) error {
	there, err := holdChannel(ctx, tx, ch)
	if err != nil || there {
		return err
	}
	if err := createHeads(ctx, tx, []id.Channel{ch}, map[id.Channel]id.Workspace{ch: ws}); err != nil {
		return err
	}
	if there, err = holdChannel(ctx, tx, ch); err != nil || there {
		return err
	}
	return errChannel()
}

// writeDraft reports false when a newer draft is there.
func writeDraft(ctx context.Context, tx *sqldb.Tx, who id.User, d Draft) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO drafts (user_id, channel_id, thread_root_id, workspace_id, content, revision, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (user_id, channel_id, thread_root_id) DO UPDATE
		SET content = excluded.content, revision = excluded.revision, updated_at = excluded.updated_at
		WHERE drafts.revision < excluded.revision`,
		who, d.ChannelID, textOf(d.ThreadRootID), d.WorkspaceID, d.Content, d.Revision, d.UpdatedAt.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("write draft: %w", err)
	}
	if n == 0 || d.Content == "" {
		return n > 0, nil
	}
	var have int
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM drafts WHERE user_id = $1 AND content <> ''`, who).Scan(&have); err != nil {
		return false, fmt.Errorf("count drafts: %w", err)
	}
	if have > MaxDrafts {
		return false, errs.Conflict("too_many_drafts", "You have 1,000 drafts. Send or delete some first.")
	}
	return true, nil
}

const draftColumns = `workspace_id, channel_id, thread_root_id, content, revision, updated_at`

func scanDraft(rows *sqldb.Rows) (Draft, error) {
	var d Draft
	var root string
	var updated int64
	if err := rows.Scan(&d.WorkspaceID, &d.ChannelID, &root, &d.Content, &d.Revision, &updated); err != nil {
		return d, err
	}
	d.UpdatedAt = time.UnixMicro(updated).UTC()
	return d, readID(root, &d.ThreadRootID)
}

// Draft reads one draft.
func (s *Local) Draft(ctx context.Context, req DraftRequest) (Draft, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Draft{}, err
	}
	return s.readDraft(ctx, caller.UserID, req)
}

func (s *Local) readDraft(ctx context.Context, who id.User, req DraftRequest) (Draft, error) {
	found, err := sqldb.Collect(ctx, s.db, scanDraft, `
		SELECT `+draftColumns+` FROM drafts WHERE user_id = $1 AND channel_id = $2 AND thread_root_id = $3`,
		who, req.ChannelID, textOf(req.ThreadRootID))
	if err != nil {
		return Draft{}, fmt.Errorf("read draft: %w", err)
	}
	if len(found) == 0 {
		return Draft{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID, ThreadRootID: req.ThreadRootID, UpdatedAt: s.clock.Now()}, nil
	}
	return found[0], nil
}

// Drafts lists them.
func (s *Local) Drafts(ctx context.Context, req DraftsRequest) (page.List[Draft], error) {
	none := page.List[Draft]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	if _, err := s.access.Access(ctx, workspace.AccessRequest{UserID: caller.UserID, WorkspaceID: req.WorkspaceID}); err != nil {
		return none, err
	}
	found, err := sqldb.Collect(ctx, s.db, scanDraft, `
		SELECT `+draftColumns+` FROM drafts WHERE user_id = $1 AND workspace_id = $2 AND content <> ''
		ORDER BY updated_at DESC, channel_id, thread_root_id`, caller.UserID, req.WorkspaceID)
	if err != nil {
		return none, fmt.Errorf("list drafts: %w", err)
	}
	return page.All(found), nil
}

// dropDrafts ends the drafts in a channel of somebody who left it. Their rows turn away devices that still have
// them, should the person come back.
func (s *Local) dropDrafts(ctx context.Context, ch id.Channel, who id.User, left time.Time) error {
	_, err := s.db.Exec(ctx, `
		UPDATE drafts SET content = '', revision = revision + 1 WHERE user_id = $1 AND channel_id = $2 AND updated_at <= $3 AND content <> ''`,
		who, ch, left.UnixMicro())
	if err != nil {
		return fmt.Errorf("drop drafts: %w", err)
	}
	return nil
}
