package user

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// MaxAvatar bounds the file that a picture is made of, in bytes.
const MaxAvatar = 5 << 20

const avatarPath = "/avatars/"

// How many pictures are made at a time, for each may take hundreds of megabytes while it is decoded, and how
// many may wait.
const (
	maxDrawing      = 2
	maxDrawingWaits = 20
)

// SetAvatar makes a picture the caller's.
func (s *Local) SetAvatar(ctx context.Context, req SetAvatarRequest) (OwnUser, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return OwnUser{}, err
	}
	if len(req.Image) > MaxAvatar {
		return OwnUser{}, errs.TooLarge("image_too_large", "Choose a picture of at most 5 MB.")
	}
	if err := s.drawing.Enter(ctx); err != nil {
		return OwnUser{}, err
	}
	picture, err := drawAvatar(req.Image)
	s.drawing.Leave()
	if err != nil {
		return OwnUser{}, errs.Invalid("image_invalid", "This is not a PNG, JPEG, GIF or WebP picture that can be shown.").Because(err)
	}
	file := avatarFile(caller.UserID, picture)
	return s.updateProfile(ctx, caller.UserID, func(c *outbox.Change) error {
		_, err := c.Exec(ctx, `
			INSERT INTO avatars (file, user_id, content_type, content) VALUES ($1, $2, $3, $4)
			ON CONFLICT (user_id) DO UPDATE SET file = excluded.file, content_type = excluded.content_type, content = excluded.content`,
			file, caller.UserID, picture.ContentType, picture.Content)
		if err != nil {
			return fmt.Errorf("keep avatar: %w", err)
		}
		return setColumns(ctx, c, caller.UserID, []assignment{{"avatar_url", avatarPath + file}})
	})
}

// avatarFile names a picture by what it shows and whose it is: the name changes with the picture, nobody
// guesses it, and it does not tell whether somebody else has the same one.
func avatarFile(owner id.User, picture AvatarFile) string {
	sum := sha256.Sum256(append(owner[:], picture.Content...))
	extension := ".jpg"
	if picture.ContentType == "image/png" {
		extension = ".png"
	}
	return hex.EncodeToString(sum[:]) + extension
}

// RemoveAvatar leaves the caller without a picture.
func (s *Local) RemoveAvatar(ctx context.Context, _ rpc.None) (OwnUser, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return OwnUser{}, err
	}
	return s.updateProfile(ctx, caller.UserID, func(c *outbox.Change) error {
		if _, err := c.Exec(ctx, `DELETE FROM avatars WHERE user_id = $1`, caller.UserID); err != nil {
			return fmt.Errorf("remove avatar: %w", err)
		}
		return setColumns(ctx, c, caller.UserID, []assignment{{"avatar_url", nil}})
	})
}

// Avatar returns a picture.
func (s *Local) Avatar(ctx context.Context, req AvatarRequest) (AvatarFile, error) {
	var f AvatarFile
	err := s.db.QueryRow(ctx, `SELECT content_type, content FROM avatars WHERE file = $1`, req.File).Scan(&f.ContentType, &f.Content)
	if errors.Is(err, sqldb.ErrNoRows) {
		return f, errs.NotFound("avatar_not_found", "This picture is not here.")
	}
	if err != nil {
		return f, fmt.Errorf("read avatar: %w", err)
	}
	return f, nil
}
