package user

import (
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// What this service announces. The subject is the user's id.
const (
	EventRegistered     = "user.registered"      // v1: Registered
	EventUpdated        = "user.updated"         // v1: Updated
	EventDeactivated    = "user.deactivated"     // v1: Deactivated
	EventReactivated    = "user.reactivated"     // v1: Deactivated
	EventDeleted        = "user.deleted"         // v1: Deleted
	EventSessionRevoked = "user.session.revoked" // v1: SessionRevoked

	// EventEmailVerificationRequested and those that follow are told to the person by mail.
	EventEmailVerificationRequested = "user.email_verification_requested" // v1: LinkRequested
	EventEmailChangeRequested       = "user.email_change_requested"       // v1: EmailChangeRequested
	EventEmailChanged               = "user.email_changed"                // v1: EmailChanged
	EventPasswordResetRequested     = "user.password_reset_requested"     // v1: LinkRequested
	EventPasswordChanged            = "user.password_changed"             // v1: PasswordChanged
	EventSecurityAlert              = "user.security_alert"               // v1: SecurityAlert
)

// Registered is a new account.
type Registered struct {
	User User `json:"user"`
}

// Updated is a changed profile.
type Updated struct {
	User User `json:"user"`
}

// Deactivated is somebody who was shut out, or let in again.
type Deactivated struct {
	UserID id.User `json:"userId"`
}

// Deleted is an account that is gone; User is what is left of it.
type Deleted struct {
	UserID id.User `json:"userId"`
	User   User    `json:"user"`
}

// SessionRevoked is a session that ended before its time: its tokens are void from now on.
type SessionRevoked struct {
	UserID    id.User      `json:"userId"`
	SessionID id.Session   `json:"sessionId"`
	Reason    RevokeReason `json:"reason"`
}

// RevokeReason says why a session was revoked.
type RevokeReason string

// The reasons.
const (
	RevokedByLogout          RevokeReason = "logout"  // its own device signed out
	RevokedByUser            RevokeReason = "revoked" // ended from another device
	RevokedByReuse           RevokeReason = "reuse"   // a spent refresh token was used: it may have been stolen
	RevokedByCap             RevokeReason = "cap"     // more than MaxSessions
	RevokedByPasswordReset   RevokeReason = "password_reset"
	RevokedByPasswordChanged RevokeReason = "password_changed"
	RevokedByDeactivation    RevokeReason = "deactivated"
	RevokedByDeletion        RevokeReason = "deleted"
)

// Recipient is whom a mail goes to.
type Recipient struct {
	UserID      id.User `json:"userId"`
	Email       string  `json:"email"`
	DisplayName string  `json:"displayName"`
	Locale      string  `json:"locale"`
}

// SealedLink is the token that a mailed link carries. It is sealed (auth.Sealer) with the event's type as its
// purpose, so that the event log holds no token.
type SealedLink struct {
	SealedToken string    `json:"sealedToken"`
	ExpiresAt   time.Time `json:"expiresAt"`
}

// LinkRequested is somebody who waits for a link by mail.
type LinkRequested struct {
	Recipient
	SealedLink
}

// EmailChangeRequested is somebody who waits for a link at the address that they want to have.
type EmailChangeRequested struct {
	UserID      id.User `json:"userId"`
	NewEmail    string  `json:"newEmail"`
	DisplayName string  `json:"displayName"`
	Locale      string  `json:"locale"`
	SealedLink
}

// EmailChanged is an account that has another address now.
type EmailChanged struct {
	UserID      id.User `json:"userId"`
	OldEmail    string  `json:"oldEmail"`
	NewEmail    string  `json:"newEmail"`
	DisplayName string  `json:"displayName"`
	Locale      string  `json:"locale"`
}

// PasswordChanged is an account that has another password now.
type PasswordChanged struct {
	Recipient
	At  time.Time `json:"at"`
	How string    `json:"how"` // ByReset, ByChange
}

// How a password was changed.
const (
	ByReset  = "reset"   // by a mailed link
	ByChange = "changed" // by the person, signed in
)

// SecurityAlert is something that its person should look into.
type SecurityAlert struct {
	Recipient
	Kind    string    `json:"kind"` // AlertRefreshReused
	Device  string    `json:"device"`
	Address string    `json:"address"`
	At      time.Time `json:"at"`
}

// AlertRefreshReused is a refresh token that was used after it had been exchanged: two parties hold it.
const AlertRefreshReused = "refresh_token_reused"
