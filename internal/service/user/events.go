package user

import "github.com/echo-chat/echo/internal/kernel/id"

// What this service announces. The subject is the user's id.
const (
	EventRegistered     = "user.registered"      // v1: Registered
	EventUpdated        = "user.updated"         // v1: Updated
	EventSessionRevoked = "user.session.revoked" // v1: SessionRevoked
)

// Registered is a new account.
type Registered struct {
	User User `json:"user"`
}

// Updated is a changed profile.
type Updated struct {
	User User `json:"user"`
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
	RevokedByLogout RevokeReason = "logout"  // its own device signed out
	RevokedByUser   RevokeReason = "revoked" // ended from another device
	RevokedByReuse  RevokeReason = "reuse"   // a spent refresh token was used: it may have been stolen
	RevokedByCap    RevokeReason = "cap"     // more than MaxSessions
)
