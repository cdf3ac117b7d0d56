package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// What people have written and not sent, drafts and scheduled messages, is told to their own devices, by
// events whose subject is the user's id. No event holds the text: the log of events keeps for days what was
// meant for nobody yet. Gateways ask for it.
const (
	EventDraftUpdated     = "draft.updated"     // v1: DraftChange
	EventScheduledUpdated = "scheduled.updated" // v1: ScheduledChange
)

func announcesUnsent() []bus.Contract {
	return []bus.Contract{
		{Type: EventDraftUpdated, Version: 1, Subject: "user", When: "Somebody changed a draft.", Data: DraftChange{}},
		{
			Type: EventScheduledUpdated, Version: 1, Subject: "user",
			When: "Somebody scheduled a message, or it was changed, deleted, sent, or could not be sent.", Data: ScheduledChange{},
		},
	}
}

// DraftChange is a draft that was changed, but for its text.
type DraftChange struct {
	UserID       id.User      `json:"userId"`
	WorkspaceID  id.Workspace `json:"workspaceId"`
	ChannelID    id.Channel   `json:"channelId"`
	ThreadRootID *id.Message  `json:"threadRootId"`
	Revision     int64        `json:"revision"`
}

func draftChange(who id.User, d Draft) DraftChange {
	return DraftChange{UserID: who, WorkspaceID: d.WorkspaceID, ChannelID: d.ChannelID, ThreadRootID: d.ThreadRootID, Revision: d.Revision}
}

// ScheduledChange is a message that waits, or does so no more, but for its text. MessageID is what became of
// it when it was sent.
type ScheduledChange struct {
	UserID    id.User     `json:"userId"`
	Scheduled Scheduled   `json:"scheduled"`
	IsGone    bool        `json:"isGone"`
	MessageID *id.Message `json:"messageId"`
}

func announceScheduled(ctx context.Context, c *outbox.Change, who id.User, change ScheduledChange) error {
	change.UserID, change.Scheduled.Content = who, ""
	return c.Announce(ctx, EventScheduledUpdated, 1, who.String(), change)
}

// forgetPerson removes what somebody had not sent, kept and followed whose account is gone.
func (s *Local) forgetPerson(ctx context.Context, who id.User) error {
	for _, table := range []string{"drafts", "scheduled_messages", "saved_messages", "thread_follows"} {
		if _, err := s.db.Exec(ctx, `DELETE FROM `+table+` WHERE user_id = $1`, who); err != nil {
			return fmt.Errorf("forget %s: %w", table, err)
		}
	}
	return nil
}

// eraseUnsent removes what was to be sent to a channel that is gone.
func (e *eraser) eraseUnsent(ctx context.Context, ch id.Channel) error {
	for _, query := range []string{
		`DELETE FROM drafts WHERE channel_id = $1 AND (user_id, thread_root_id) IN (
			SELECT user_id, thread_root_id FROM drafts WHERE channel_id = $1 LIMIT $2)`,
		`DELETE FROM scheduled_messages WHERE channel_id = $1 AND id IN (
			SELECT id FROM scheduled_messages WHERE channel_id = $1 LIMIT $2)`,
	} {
		if err := e.eraseBy(ctx, ch, query); err != nil {
			return fmt.Errorf("erase what was not sent: %w", err)
		}
	}
	return nil
}

// sweepDrafts removes what is left of drafts that are long gone.
func (e *eraser) sweepDrafts(ctx context.Context) error {
	_, err := e.db.Exec(ctx, `DELETE FROM drafts WHERE content = '' AND updated_at < $1`, e.clock.Now().Add(-keepGone).UnixMicro())
	if err != nil {
		return fmt.Errorf("remove old drafts: %w", err)
	}
	return nil
}

// eraseBy repeats a deletion of at most $2 rows of the channel $1 until nothing is left.
func (e *eraser) eraseBy(ctx context.Context, ch id.Channel, query string) error {
	for {
		n, err := e.db.Exec(ctx, query, ch, eraseRows)
		if err != nil || n == 0 {
			return err
		}
		if err := rest(ctx); err != nil {
			return err
		}
	}
}
