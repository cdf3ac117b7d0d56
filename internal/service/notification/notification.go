// Package notification is the notification service: it tells people what they must hear of while they
// are away. Today that is mail. It owns notification_db.
//
// An event that calls for a mail becomes a row (accept.go), in a transaction and nothing more, so a mail
// server that is away holds up neither other events nor other consumers of the same one. The row is both
// the record and the queue: Run sends what is due (queue.go), again after 30 seconds and then less and
// less often while the server will not have it, until the mail is of no use any more. Several instances
// may run on one database: what one is sending the others leave alone.
//
// A mail is sent at least once. Only a crash, or a lost connection, between the server's taking it and
// our noting so sends it again, and then with the same Message-ID, which is made of the event. An event
// that comes again sends nothing.
//
// A token in a link is never stored in clear: it comes sealed, stays sealed in the row, is opened when
// the mail is made, and the row forgets it once the mail is sent.
package notification

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
)

// Kind is what a notification is about.
type Kind string

// The kinds.
const (
	VerifyEmail        Kind = "verify_email"         // a link that confirms the address of a new account
	ConfirmEmailChange Kind = "confirm_email_change" // a link, to the new address
	EmailChanged       Kind = "email_changed"        // to the old address
	ResetPassword      Kind = "reset_password"       // a link
	PasswordChanged    Kind = "password_changed"
	SecurityAlert      Kind = "security_alert"
	Invite             Kind = "invite" // a link
)

// State is what became of a notification.
type State string

// The states.
const (
	Waiting    State = "waiting"    // to be sent; Reason is of the last try
	Sent       State = "sent"       // the mail server has taken it
	Failed     State = "failed"     // it was tried, and is not tried again
	Suppressed State = "suppressed" // it was never sent, on purpose
)

// ChannelEmail is the one way in which people are notified so far.
const ChannelEmail = "email"

// Notification is the record of one: what, to whom, and why it was or was not sent.
type Notification struct {
	ID          id.Notification `json:"id"`
	Kind        Kind            `json:"kind"`
	Channel     string          `json:"channel"`
	UserID      id.User         `json:"userId"`      // none for an invite
	WorkspaceID id.Workspace    `json:"workspaceId"` // of an invite
	Address     string          `json:"address"`     // empty once the account is deleted
	State       State           `json:"state"`
	Reason      string          `json:"reason"`
	Attempts    int             `json:"attempts"`
	MessageID   string          `json:"messageId"` // without < and >
	CreatedAt   time.Time       `json:"createdAt"`
	SentAt      *time.Time      `json:"sentAt"`
}

// KeptMail is a mail that was not sent but kept for the developer's mailbox.
type KeptMail struct {
	ID        id.Notification `json:"id"`
	Kind      Kind            `json:"kind"`
	To        string          `json:"to"`
	Subject   string          `json:"subject"`
	Text      string          `json:"text"`
	HTML      string          `json:"html"`
	CreatedAt time.Time       `json:"createdAt"`
}

// KeptRequest asks for a page of kept mails, the newest first; To, when not empty, is their receiver.
type KeptRequest struct {
	To     string `json:"to"`
	Cursor string `json:"cursor"`
	Limit  int    `json:"limit"`
}

// KeptMailRequest asks for one kept mail.
type KeptMailRequest struct {
	ID id.Notification `json:"id"`
}

// RecordsRequest asks for a page of records, the newest first, of an address, of a user, or of all.
type RecordsRequest struct {
	Address string  `json:"address"`
	UserID  id.User `json:"userId"`
	Cursor  string  `json:"cursor"`
	Limit   int     `json:"limit"`
}

// RecordRetention is how long what was sent is remembered.
const RecordRetention = 90 * 24 * time.Hour

// Service is the contract of the notification service. Errors carry codes (package errs); every method
// may also return unavailable and internal.
type Service interface {
	// Kept lists the developer's mailbox. It is empty where mails are not kept: in production, or with a
	// mail server. Codes: bad_cursor.
	Kept(ctx context.Context, req KeptRequest) (page.List[KeptMail], error)
	// KeptMail returns a mail that Kept lists. Codes: mail_not_found.
	KeptMail(ctx context.Context, req KeptMailRequest) (KeptMail, error)
	// Records lists what was sent, to whom and why or why not, for operators: it does not ask whether a
	// caller may see them. Codes: bad_cursor.
	Records(ctx context.Context, req RecordsRequest) (page.List[Notification], error)
}
