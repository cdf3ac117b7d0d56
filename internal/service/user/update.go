package user

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // time zones are known wherever Echo runs

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// UpdateMe changes the caller's profile.
func (s *Local) UpdateMe(ctx context.Context, req UpdateMeRequest) (OwnUser, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return OwnUser{}, err
	}
	set, err := profileChanges(req, s.clock.Now())
	if err != nil {
		return OwnUser{}, err
	}
	return s.updateProfile(ctx, caller.UserID, func(c *outbox.Change) error { return setColumns(ctx, c, caller.UserID, set) })
}

// updateProfile runs change on somebody's account, announces the result and returns it.
func (s *Local) updateProfile(ctx context.Context, userID id.User, change func(c *outbox.Change) error) (OwnUser, error) {
	var me OwnUser
	err := s.change(ctx, func(c *outbox.Change) error {
		if _, err := lockOwn(ctx, c, userID); err != nil {
			return err
		}
		if err := change(c); err != nil {
			return err
		}
		a, err := announceUpdated(ctx, c, userID)
		me = a.OwnUser
		return err
	})
	return me, err
}

// announceUpdated announces somebody as they are now.
func announceUpdated(ctx context.Context, c *outbox.Change, userID id.User) (account, error) {
	a, err := accountByID(ctx, c.Tx, userID, c.At)
	if err != nil {
		return account{}, missingUser(err)
	}
	return a, c.Announce(ctx, EventUpdated, 1, userID.String(), Updated{User: a.User})
}

// assignment is a column and what it is set to.
type assignment struct {
	column string
	value  any
}

func setColumns(ctx context.Context, c *outbox.Change, userID id.User, set []assignment) error {
	if len(set) == 0 {
		return nil
	}
	terms, args := make([]string, len(set)), []any{userID}
	for i, a := range set {
		args = append(args, a.value)
		terms[i] = fmt.Sprintf("%s = $%d", a.column, len(args))
	}
	_, err := c.Exec(ctx, `UPDATE users SET `+strings.Join(terms, ", ")+` WHERE id = $1`, args...)
	if err != nil {
		return fmt.Errorf("update user: %w", err)
	}
	return nil
}

// profileChanges checks what is to change, and puts it into the form that is kept.
func profileChanges(req UpdateMeRequest, now time.Time) ([]assignment, error) {
	var f check.Fields
	var set []assignment
	if req.DisplayName != nil {
		name := f.Line("displayName", *req.DisplayName, MaxDisplayName)
		if name == "" {
			f.Fault("displayName", "Enter a name.")
		}
		set = append(set, assignment{"display_name", name})
	}
	if req.Title != nil {
		set = append(set, assignment{"title", f.Line("title", *req.Title, MaxTitle)})
	}
	if req.Bio != nil {
		set = append(set, assignment{"bio", f.Text("bio", *req.Bio, MaxBio)})
	}
	if req.TimeZone != nil {
		if !isTimeZone(*req.TimeZone) {
			f.Fault("timeZone", "Choose a time zone, like Europe/Paris.")
		}
		set = append(set, assignment{"time_zone", *req.TimeZone})
	}
	if req.Locale != nil {
		if *req.Locale != "" && !isLocale(*req.Locale) {
			f.Fault("locale", "Choose a language, like en or pt-BR.")
		}
		set = append(set, assignment{"locale", *req.Locale})
	}
	if req.Status != nil {
		set = append(set, statusChanges(&f, *req.Status, now)...)
	}
	return set, f.Err()
}

func statusChanges(f *check.Fields, status Status, now time.Time) []assignment {
	text, emoji := f.Line("status.text", status.Text, MaxStatusText), strings.TrimSpace(status.Emoji)
	if len(emoji) > MaxEmoji || strings.ContainsAny(emoji, " \t\r\n<>&\"'") || !check.Printable(emoji, false) {
		f.Fault("status.emoji", "Choose an emoji.")
	}
	if over(status.ExpiresAt, now) {
		f.Fault("status.expiresAt", "Choose a time to come.")
	}
	if text == "" && emoji == "" {
		status.ExpiresAt = nil
	}
	return []assignment{{"status_text", text}, {"status_emoji", emoji}, {"status_until", microsOrNil(status.ExpiresAt)}}
}

// isTimeZone tells whether name is one of the IANA database, or empty: not known.
func isTimeZone(name string) bool {
	if name == "Local" || len(name) > 64 {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// localeForm is language, script, region and variants of a BCP 47 tag (RFC 5646 §2.1).
var localeForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3})){0,2}$`)

func isLocale(tag string) bool { return localeForm.MatchString(tag) }
