package notification

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// noticeUse is how long a mail without a link is worth sending.
const noticeUse = 72 * time.Hour

// draft is a mail that an event calls for.
type draft struct {
	kind        Kind
	userID      id.User
	workspaceID id.Workspace
	about       string // of two links about one thing, the newer counts
	to          string
	expiresAt   time.Time // of the link; noticeUse without one
	letter      letter
}

// letter is what a mail says. It waits in the database as JSON.
type letter struct {
	Locale      string    `json:"locale,omitempty"`
	Name        string    `json:"name,omitempty"` // of who gets it
	Purpose     string    `json:"purpose,omitempty"`
	SealedToken string    `json:"sealedToken,omitempty"`
	At          time.Time `json:"at"` // when it happened
	ExpiresAt   time.Time `json:"expiresAt"`

	NewEmail  string `json:"newEmail,omitempty"`
	How       string `json:"how,omitempty"`
	Device    string `json:"device,omitempty"`
	Address   string `json:"address,omitempty"`
	Workspace string `json:"workspace,omitempty"`
	Inviter   string `json:"inviter,omitempty"`
	Role      string `json:"role,omitempty"`
	Message   string `json:"message,omitempty"`
}

// Follows is what the service wants to hear of others.
func Follows() bus.Group {
	types := []string{user.EventDeleted, workspace.EventInviteRevoked, workspace.EventDeleted}
	for t := range drafts {
		types = append(types, t)
	}
	return bus.Group{Name: "notification.mail", Types: types}
}

// Subscription makes mails of events. Events may come twice and out of order.
func (s *Local) Subscription() bus.Subscription { return Follows().Handle(s.handle) }

func (s *Local) handle(ctx context.Context, e bus.Event) error {
	switch e.Type {
	case user.EventDeleted:
		return s.forgetUser(ctx, e)
	case workspace.EventInviteRevoked:
		return s.forgetInvite(ctx, e)
	case workspace.EventDeleted:
		return s.forgetWorkspace(ctx, e)
	}
	write, ok := drafts[e.Type]
	if !ok {
		return fmt.Errorf("%s is not an event that calls for a mail", e.Type)
	}
	d, err := write(e.Data)
	if err == nil && !isForgotten(e) {
		err = d.check()
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	d.letter.Purpose = e.Type
	if d.letter.At.IsZero() {
		d.letter.At = e.Time
	}
	if d.expiresAt.IsZero() {
		d.expiresAt = e.Time.Add(noticeUse)
	}
	d.letter.ExpiresAt = d.expiresAt
	return s.enqueue(ctx, e, d)
}

func (d draft) check() error {
	if d.to == "" || d.about == "" {
		return errors.New("nobody to write to")
	}
	if links[d.kind] != "" && (d.letter.SealedToken == "" || d.expiresAt.IsZero()) {
		return errors.New("no token for the link")
	}
	return nil
}

// isForgotten tells whether an event in the log was of somebody whose account is deleted, and names nobody any more.
// What it called for is still on record, without an address.
func isForgotten(e bus.Event) bool {
	var left user.Deleted
	return json.Unmarshal(e.Data, &left) == nil && !left.UserID.IsZero() && left.User.ID == left.UserID
}

// drafts say what mail an event calls for.
var drafts = map[string]func(json.RawMessage) (draft, error){
	user.EventEmailVerificationRequested: read(func(e user.LinkRequested) draft {
		return letterTo(VerifyEmail, e.Recipient).withLink(e.SealedLink)
	}),
	user.EventPasswordResetRequested: read(func(e user.LinkRequested) draft {
		return letterTo(ResetPassword, e.Recipient).withLink(e.SealedLink)
	}),
	user.EventEmailChangeRequested: read(func(e user.EmailChangeRequested) draft {
		to := user.Recipient{UserID: e.UserID, Email: e.NewEmail, DisplayName: e.DisplayName, Locale: e.Locale}
		return letterTo(ConfirmEmailChange, to).withLink(e.SealedLink)
	}),
	user.EventEmailChanged: read(func(e user.EmailChanged) draft {
		d := letterTo(EmailChanged, user.Recipient{UserID: e.UserID, Email: e.OldEmail, DisplayName: e.DisplayName, Locale: e.Locale})
		d.letter.NewEmail = e.NewEmail
		return d
	}),
	user.EventPasswordChanged: read(func(e user.PasswordChanged) draft {
		d := letterTo(PasswordChanged, e.Recipient)
		d.letter.How, d.letter.At = e.How, e.At
		return d
	}),
	user.EventSecurityAlert: read(func(e user.SecurityAlert) draft {
		d := letterTo(SecurityAlert, e.Recipient)
		d.letter.Device, d.letter.Address, d.letter.At = e.Device, e.Address, e.At
		return d
	}),
	workspace.EventInviteIssued: read(func(e workspace.InviteIssued) draft {
		d := draft{
			kind: Invite, workspaceID: e.WorkspaceID, about: e.InviteID.String(), to: e.Email,
			letter: letter{
				Workspace: e.WorkspaceName, Inviter: e.InvitedBy.DisplayName, Role: string(e.Role), Message: e.Message,
			},
		}
		return d.withLink(user.SealedLink{SealedToken: e.SealedToken, ExpiresAt: e.ExpiresAt})
	}),
}

func letterTo(k Kind, to user.Recipient) draft {
	return draft{
		kind: k, userID: to.UserID, about: to.UserID.String(), to: to.Email,
		letter: letter{Locale: to.Locale, Name: to.DisplayName},
	}
}

func (d draft) withLink(l user.SealedLink) draft {
	d.letter.SealedToken, d.expiresAt = l.SealedToken, l.ExpiresAt
	return d
}

// read decodes an event; what a newer version of it adds is left out.
func read[T any](write func(T) draft) func(json.RawMessage) (draft, error) {
	return func(data json.RawMessage) (draft, error) {
		var e T
		if err := json.Unmarshal(data, &e); err != nil {
			return draft{}, err
		}
		return write(e), nil
	}
}
