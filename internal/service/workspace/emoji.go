package workspace

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Limits of custom emoji.
const (
	MaxEmojiFile = 256 << 10 // bytes
	MinEmojiName = 2
	MaxEmojiName = 32
	MaxEmoji     = 1000 // in a workspace: they are listed in one answer
)

const emojiPath = "/custom-emoji/"

// Emoji is a picture that a workspace has as an emoji. In texts and reactions it stands as :name:.
type Emoji struct {
	Name      string      `json:"name" doc:"2 to 32 of a-z 0-9 _ -"`
	URL       string      `json:"url" doc:"A path on this server. What is behind it never changes."`
	CreatedBy user.Author `json:"createdBy"`
	CreatedAt time.Time   `json:"createdAt"`
}

// EmojiFile is the picture of an emoji.
type EmojiFile struct {
	ContentType string `json:"contentType"`
	Content     []byte `json:"content"`
}

// AddEmojiRequest is a new emoji: a PNG, JPEG, GIF or WebP.
type AddEmojiRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Name        string       `json:"name"` // with or without colons, in any case
	Image       []byte       `json:"image"`
}

// EmojiRequest is about one emoji.
type EmojiRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Name        string       `json:"name"`
}

// EmojiFileRequest asks for a picture by the name of its file.
type EmojiFileRequest struct {
	File string `json:"file"`
}

// CustomEmoji is about the emoji of a workspace, on behalf of a caller.
type CustomEmoji interface {
	// Emoji lists the emoji of a workspace to its members, by name: all in one page.
	Emoji(ctx context.Context, req GetRequest) (page.List[Emoji], error)
	// AddEmoji makes an emoji of a picture. It is drawn anew, in at most 128 by 128 pixels, so that nothing of
	// the file is kept but what it shows; a moving one keeps moving. Members may. Codes: validation_failed,
	// forbidden, image_invalid, image_too_large, name_taken, too_many_emoji.
	AddEmoji(ctx context.Context, req AddEmojiRequest) (Emoji, error)
	// RemoveEmoji takes an emoji away; where it was used its name stays. Who added it may, and owners and
	// admins. Codes: forbidden, emoji_not_found.
	RemoveEmoji(ctx context.Context, req EmojiRequest) (rpc.None, error)
	// EmojiFile returns a picture. Whoever knows its name may call it. Codes: emoji_not_found.
	EmojiFile(ctx context.Context, req EmojiFileRequest) (EmojiFile, error)
}

func errEmoji() error { return errs.NotFound("emoji_not_found", "This emoji is not here.") }

const emojiColumns = `e.name, e.file, e.created_at, p.id, p.username, p.display_name, p.avatar_url`

func scanEmoji(rows *sqldb.Rows) (Emoji, error) {
	var e Emoji
	var file string
	var created int64
	err := rows.Scan(&e.Name, &file, &created, &e.CreatedBy.ID, &e.CreatedBy.Username, &e.CreatedBy.DisplayName, &e.CreatedBy.AvatarURL)
	e.URL, e.CreatedAt = emojiPath+file, at(created)
	return e, err
}

// Emoji lists the emoji of a workspace.
func (s *Local) Emoji(ctx context.Context, req GetRequest) (page.List[Emoji], error) {
	none := page.List[Emoji]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	if _, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID); err != nil {
		return none, err
	}
	found, err := sqldb.Collect(ctx, s.db, scanEmoji, `
		SELECT `+emojiColumns+` FROM emoji e JOIN people p ON p.id = e.created_by WHERE e.workspace_id = $1 ORDER BY e.name`, req.WorkspaceID)
	if err != nil {
		return none, fmt.Errorf("list emoji: %w", err)
	}
	if found == nil {
		found = []Emoji{}
	}
	return page.List[Emoji]{Items: found}, nil
}

// HasEmoji tells whether a workspace has an emoji of this name.
func (s *Local) HasEmoji(ctx context.Context, req EmojiRequest) (bool, error) {
	var has bool
	err := s.db.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM emoji WHERE workspace_id = $1 AND name = $2)`, req.WorkspaceID, req.Name).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("look for emoji: %w", err)
	}
	return has, nil
}

// EmojiFile returns a picture.
func (s *Local) EmojiFile(ctx context.Context, req EmojiFileRequest) (EmojiFile, error) {
	var f EmojiFile
	err := s.db.QueryRow(ctx, `SELECT content_type, content FROM emoji WHERE file = $1`, req.File).Scan(&f.ContentType, &f.Content)
	if errors.Is(err, sqldb.ErrNoRows) {
		return f, errEmoji()
	}
	if err != nil {
		return f, fmt.Errorf("read emoji: %w", err)
	}
	return f, nil
}

// emojiName takes the colons off a name, and the capitals.
func emojiName(name string) string {
	return strings.ToLower(strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(name), ":"), ":")))
}

// isEmojiName tells whether an emoji can be called so.
func isEmojiName(name string) bool {
	if len(name) < MinEmojiName || len(name) > MaxEmojiName {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}
