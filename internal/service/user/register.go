package user

import (
	"context"
	"errors"
	"net/mail"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Register makes an account and signs it in.
func (s *Local) Register(ctx context.Context, req RegisterRequest) (SignedIn, error) {
	a, err := newAccount(req)
	if err != nil {
		return SignedIn{}, err
	}
	// Asked before the hashing, which is what costs; the unique columns have the last word.
	if err := s.checkFree(ctx, a); err != nil {
		return SignedIn{}, err
	}
	if a.passwordHash, err = s.passwords.Hash(ctx, req.Password); err != nil {
		return SignedIn{}, err
	}
	var in SignedIn
	err = s.change(ctx, func(c *outbox.Change) error {
		a.CreatedAt, a.LastSeenAt = c.At, c.At
		if err := insertAccount(ctx, c.Tx, a); err != nil {
			return err
		}
		if err := c.Announce(ctx, EventRegistered, 1, a.ID.String(), Registered{User: a.User}); err != nil {
			return err
		}
		if err := s.askVerification(ctx, c, a); err != nil {
			return err
		}
		if in, err = s.startSession(ctx, c, a.OwnUser, req.Device); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.registered", user: a.ID, self: true, address: req.Device.Address})
	})
	if errors.Is(err, sqldb.ErrUnique) {
		// Someone was faster.
		if taken := s.checkFree(ctx, a); taken != nil {
			return SignedIn{}, taken
		}
	}
	if err != nil {
		return SignedIn{}, err
	}
	return in, nil
}

// newAccount checks a registration and puts it into the form that is kept.
func newAccount(req RegisterRequest) (account, error) {
	var f check.Fields
	a := account{OwnUser: newOwnUser()}
	a.ID = id.New[id.User]()
	email, ok := normalEmail(req.Email)
	if !ok {
		f.Fault("email", "Enter an email address, like name@example.org.")
	}
	a.Email = email
	a.Username = f.Name("username", req.Username, MinUsername, MaxUsername)
	if strings.HasPrefix(a.Username, deletedPrefix) {
		f.Fault("username", "This username is taken. Try another.")
	}
	a.DisplayName = f.Line("displayName", req.DisplayName, MaxDisplayName)
	if a.DisplayName == "" {
		a.DisplayName = a.Username
	}
	checkNewPassword(&f, "password", req.Password, a)
	return a, f.Err()
}

// normalEmail returns the form in which an address is kept and compared: in small letters, and ASCII
// only, for beyond it letters exist that look alike or fold into each other.
func normalEmail(s string) (string, bool) {
	if len(s) > 2*MaxEmail {
		return "", false
	}
	s = strings.TrimSpace(s)
	if len(s) > MaxEmail || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return "", false
	}
	s = strings.ToLower(s)
	// ParseAddress takes more than an address: a display name, comments, quotes. Those come back changed.
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s {
		return "", false
	}
	local, domain, _ := strings.Cut(s, "@")
	return s, len(local) <= 64 && isDomain(domain)
}

func isDomain(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// checkFree returns email_taken or username_taken when someone else has them.
func (s *Local) checkFree(ctx context.Context, a account) error {
	taken, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (bool, error) {
		var byEmail bool
		err := rows.Scan(&byEmail)
		return byEmail, err
	}, `SELECT email = $1 FROM users WHERE email = $1 OR username = $2`, a.Email, a.Username)
	if err != nil || len(taken) == 0 {
		return err
	}
	for _, byEmail := range taken {
		if byEmail {
			return errs.Conflict("email_taken", "An account with this email address exists. Sign in instead.")
		}
	}
	return errs.Conflict("username_taken", "This username is taken. Try another.")
}
