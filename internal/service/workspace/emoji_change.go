package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// AddEmoji makes an emoji of a picture.
func (s *Local) AddEmoji(ctx context.Context, req AddEmojiRequest) (Emoji, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return Emoji{}, err
	}
	// Who may not is told so before a picture is made for them.
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return Emoji{}, err
	}
	if err := me.may(addEmoji); err != nil {
		return Emoji{}, err
	}
	name, err := checkEmoji(req)
	if err != nil {
		return Emoji{}, err
	}
	picture, err := s.drawEmoji(ctx, req.Image)
	if err != nil {
		return Emoji{}, err
	}
	var out Emoji
	err = s.changeWorkspaceAs(ctx, req.WorkspaceID, addEmoji, func(c *outbox.Change, me standing) error {
		if err := insertEmoji(ctx, c, req.WorkspaceID, name, me.userID, picture); err != nil {
			return err
		}
		if out, err = readEmoji(ctx, c, req.WorkspaceID, name); err != nil {
			return err
		}
		return announceEmoji(ctx, c, me, req.WorkspaceID, "emoji.added", name)
	})
	if err != nil {
		return Emoji{}, err
	}
	return out, nil
}

func checkEmoji(req AddEmojiRequest) (name string, err error) {
	if len(req.Image) > MaxEmojiFile {
		return "", errs.TooLarge("image_too_large", "Choose a picture of at most 256 kB.")
	}
	var f check.Fields
	if name = emojiName(req.Name); !isEmojiName(name) {
		f.Fault("name", "Use %d to %d of the letters a-z, digits, dashes and underscores.", MinEmojiName, MaxEmojiName)
	}
	return name, f.Err()
}

// drawEmoji makes the picture of an emoji, when it is its turn.
func (s *Local) drawEmoji(ctx context.Context, file []byte) (EmojiFile, error) {
	if err := s.drawing.Enter(ctx); err != nil {
		return EmojiFile{}, err
	}
	defer s.drawing.Leave()
	return drawEmoji(file)
}

// insertEmoji keeps an emoji; the caller holds the workspace's row, so the count cannot change under it.
func insertEmoji(ctx context.Context, c *outbox.Change, ws id.Workspace, name string, by id.User, picture EmojiFile) error {
	var count int
	if err := c.QueryRow(ctx, `SELECT COUNT(*) FROM emoji WHERE workspace_id = $1`, ws).Scan(&count); err != nil {
		return fmt.Errorf("count emoji: %w", err)
	}
	if count >= MaxEmoji {
		return errs.Conflict("too_many_emoji", "This workspace has 1,000 emoji. Remove one first.")
	}
	n, err := c.Exec(ctx, `
		INSERT INTO emoji (workspace_id, name, file, content_type, content, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (workspace_id, name) DO NOTHING`,
		ws, name, emojiFile(ws, name, picture), picture.ContentType, picture.Content, by, c.At.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert emoji: %w", err)
	}
	if n == 0 {
		return errNameTaken()
	}
	return nil
}

// emojiFile names a picture by what it shows and whose it is: nobody guesses it, and it does not tell whether
// another workspace has the same one.
func emojiFile(ws id.Workspace, name string, picture EmojiFile) string {
	hash := sha256.New()
	hash.Write(ws[:])
	hash.Write([]byte(name + "\x00"))
	hash.Write(picture.Content)
	extension := ".png"
	if picture.ContentType == "image/gif" {
		extension = ".gif"
	}
	return hex.EncodeToString(hash.Sum(nil)) + extension
}

func readEmoji(ctx context.Context, q sqldb.Querier, ws id.Workspace, name string) (Emoji, error) {
	found, err := sqldb.Collect(ctx, q, scanEmoji, `
		SELECT `+emojiColumns+` FROM emoji e JOIN people p ON p.id = e.created_by WHERE e.workspace_id = $1 AND e.name = $2`, ws, name)
	if err != nil {
		return Emoji{}, fmt.Errorf("read emoji: %w", err)
	}
	if len(found) == 0 {
		return Emoji{}, errEmoji()
	}
	return found[0], nil
}

func announceEmoji(ctx context.Context, c *outbox.Change, me standing, ws id.Workspace, action, name string) error {
	if err := c.Announce(ctx, EventEmojiUpdated, 1, ws.String(), EmojiUpdated{WorkspaceID: ws}); err != nil {
		return err
	}
	return note(ctx, c, ws, me.userID, action, AuditTarget{Type: "emoji", ID: ws.String(), Name: name}, nil)
}

// RemoveEmoji takes an emoji away.
func (s *Local) RemoveEmoji(ctx context.Context, req EmojiRequest) (rpc.None, error) {
	return rpc.None{}, s.changeWorkspaceAs(ctx, req.WorkspaceID, addEmoji, func(c *outbox.Change, me standing) error {
		e, err := readEmoji(ctx, c, req.WorkspaceID, emojiName(req.Name))
		if err != nil {
			return err
		}
		if err := me.mayRemoveEmoji(e); err != nil {
			return err
		}
		if _, err := c.Exec(ctx, `DELETE FROM emoji WHERE workspace_id = $1 AND name = $2`, req.WorkspaceID, e.Name); err != nil {
			return fmt.Errorf("remove emoji: %w", err)
		}
		return announceEmoji(ctx, c, me, req.WorkspaceID, "emoji.removed", e.Name)
	})
}
