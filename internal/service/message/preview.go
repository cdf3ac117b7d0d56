package message

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/fetch"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// previewPath is where gateways serve the pictures of previews.
const previewPath = "/previews/"

// Fetcher gets pages of the internet; *fetch.Fetcher does.
type Fetcher interface {
	Get(ctx context.Context, req fetch.Request) (fetch.Answer, error)
}

// PreviewImageRequest names a picture.
type PreviewImageRequest struct {
	File string `json:"file"`
}

// PreviewImage is the picture of a page that a message links to.
type PreviewImage struct {
	ContentType string `json:"contentType"` // image/jpeg or image/png
	Content     []byte `json:"content"`
}

// Previews is about what messages show of the pages that they link to. They come a moment after the message,
// with message.updated.
type Previews interface {
	// RemovePreviews takes them away, for good, and returns the message: its author may, and who runs the
	// channel or the workspace. errs message_not_found, forbidden, channel_archived, workspace_archived.
	RemovePreviews(ctx context.Context, req GetRequest) (Message, error)

	// PreviewImage returns a picture to whoever knows its name; errs preview_not_found.
	PreviewImage(ctx context.Context, req PreviewImageRequest) (PreviewImage, error)
}

// FollowsLinks is how the service hears of its own messages, to look up what they link to.
func FollowsLinks() bus.Group {
	return bus.Group{Name: "message.previews", Types: []string{EventCreated, EventUpdated}}
}

// LinksSubscription makes the service look up what messages link to.
func (s *Local) LinksSubscription() bus.Subscription { return FollowsLinks().Handle(s.noticeLinks) }

// noticeLinks notes that a message has links that its previews are not of. Fetching takes time, so it is done
// beside (previewer), and nothing waits for it.
func (s *Local) noticeLinks(ctx context.Context, e bus.Event) error {
	if s.previewer == nil || !bytes.Contains(e.Data, []byte("http")) {
		return nil
	}
	var m Message
	if err := json.Unmarshal(e.Data, &m); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	if m.IsDeleted || showsLinks(m, s.previewer.links(m.Content)) {
		return nil
	}
	_, err := s.db.Exec(ctx, `
		INSERT INTO preview_jobs (message_id, channel_id, version, due_at, claimed_until, attempts) VALUES ($1, $2, 1, $3, 0, 0)
		ON CONFLICT (message_id) DO UPDATE
		SET version = preview_jobs.version + 1, due_at = excluded.due_at, claimed_until = 0, attempts = 0`,
		m.ID, m.ChannelID, s.clock.Now().UnixMicro())
	if err != nil {
		return fmt.Errorf("note links: %w", err)
	}
	s.previewer.wakeUp()
	return nil
}

// showsLinks tells whether a message has exactly the previews of these links.
func showsLinks(m Message, links []string) bool {
	if len(m.Previews) != len(links) {
		return false
	}
	for i, p := range m.Previews {
		if p.URL != links[i] {
			return false
		}
	}
	return true
}

// RemovePreviews notes the removal with the change, so that no edit brings them back.
func (s *Local) RemovePreviews(ctx context.Context, req GetRequest) (Message, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Message{}, err
	}
	after, err := s.changeMessage(ctx, req.ChannelID, req.MessageID, func(c *change, before Message) (announcement, error) {
		if before.Author.ID != caller.UserID && !access.MayModerate {
			return nil, errs.Forbidden("forbidden", "Only its author and who runs the channel can do this.")
		}
		if err := access.CheckOpen(); err != nil {
			return nil, err
		}
		_, err := c.Exec(ctx, `INSERT INTO preview_removals (message_id, channel_id) VALUES ($1, $2) ON CONFLICT (message_id) DO NOTHING`,
			before.ID, before.ChannelID)
		if err != nil {
			return nil, fmt.Errorf("note removed previews: %w", err)
		}
		if len(before.Previews) == 0 {
			return nil, nil //nolint:nilnil // nothing changes
		}
		return updated, c.setPreviews(ctx, before, nil)
	})
	if err != nil {
		return Message{}, err
	}
	shown := []Message{after}
	err = s.show(ctx, caller.UserID, shown)
	return shown[0], err
}

// setPreviews writes what a message shows, and which pictures that keeps.
func (c *change) setPreviews(ctx context.Context, m Message, previews []Preview) error {
	text := ""
	if len(previews) > 0 {
		text = sqldb.JSON(previews)
	}
	if _, err := c.Exec(ctx, `UPDATE messages SET previews = $1 WHERE id = $2`, text, m.ID); err != nil {
		return fmt.Errorf("write previews: %w", err)
	}
	if _, err := c.Exec(ctx, `DELETE FROM preview_uses WHERE message_id = $1`, m.ID); err != nil {
		return fmt.Errorf("write previews: %w", err)
	}
	for _, p := range previews {
		if p.ImageURL == nil {
			continue
		}
		_, err := c.Exec(ctx, `INSERT INTO preview_uses (message_id, file, channel_id) VALUES ($1, $2, $3) ON CONFLICT (message_id, file) DO NOTHING`,
			m.ID, (*p.ImageURL)[len(previewPath):], m.ChannelID)
		if err != nil {
			return fmt.Errorf("note uses of pictures: %w", err)
		}
	}
	return nil
}

// PreviewImage reads a picture.
func (s *Local) PreviewImage(ctx context.Context, req PreviewImageRequest) (PreviewImage, error) {
	var p PreviewImage
	err := s.db.QueryRow(ctx, `SELECT content_type, content FROM preview_images WHERE file = $1`, req.File).Scan(&p.ContentType, &p.Content)
	if errors.Is(err, sqldb.ErrNoRows) {
		return p, errs.NotFound("preview_not_found", "This picture is not here.")
	}
	if err != nil {
		return p, fmt.Errorf("read picture: %w", err)
	}
	return p, nil
}
