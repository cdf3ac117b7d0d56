package user

import (
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// RegisterRequest is a new account.
type RegisterRequest struct {
	Email       string `json:"email"`
	Username    string `json:"username"`
	Password    string `json:"password"`
	DisplayName string `json:"displayName"` // the username when empty
	Device      Device `json:"device"`
}

// LoginRequest is somebody who says who they are.
type LoginRequest struct {
	Identifier string `json:"identifier"` // email address or username, in any case
	Password   string `json:"password"`
	Device     Device `json:"device"`
}

// RefreshRequest asks for the next pair of tokens.
type RefreshRequest struct {
	RefreshToken string `json:"refreshToken"`
	Device       Device `json:"device"`
}

// LogoutRequest ends the caller's session or, with All, every session of theirs.
type LogoutRequest struct {
	All bool `json:"all"`
}

// RevokeSessionRequest ends one session of the caller's.
type RevokeSessionRequest struct {
	SessionID id.Session `json:"sessionId"`
}

// RevokedSessionsRequest asks what was revoked since a time.
type RevokedSessionsRequest struct {
	Since time.Time `json:"since"`
}

// ForgotPasswordRequest asks for a link by which a password can be reset.
type ForgotPasswordRequest struct {
	Email string `json:"email"`
}

// ValidateResetTokenRequest asks whether a reset token is good.
type ValidateResetTokenRequest struct {
	Token string `json:"token"`
}

// ResetToken is what the holder of a reset token may know of it.
type ResetToken struct {
	Valid     bool       `json:"valid"`
	Email     string     `json:"email" doc:"The account's address, masked; empty when the token is not valid."`
	ExpiresAt *time.Time `json:"expiresAt"`
}

// ResetPasswordRequest sets a password by a reset token.
type ResetPasswordRequest struct {
	Token    string `json:"token"`
	Password string `json:"password"`
	Device   Device `json:"device"`
}

// CreateResetLinkRequest asks for a reset token for somebody.
type CreateResetLinkRequest struct {
	Identifier string `json:"identifier"` // email address or username, in any case
}

// ResetLink is a reset token, to be handed to its person by an operator.
type ResetLink struct {
	UserID    id.User   `json:"userId"`
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// VerifyEmailRequest confirms an address by the token that was mailed to it.
type VerifyEmailRequest struct {
	Token string `json:"token"`
}

// VerifiedEmail is an address that was confirmed.
type VerifiedEmail struct {
	Email string `json:"email"`
}

// ChangePasswordRequest replaces the caller's password.
type ChangePasswordRequest struct {
	CurrentPassword string `json:"currentPassword"`
	NewPassword     string `json:"newPassword"`
	Device          Device `json:"device"`
}

// ChangeEmailRequest asks for another address.
type ChangeEmailRequest struct {
	Email    string `json:"email"`
	Password string `json:"password"`
	Device   Device `json:"device"`
}

// DeleteMeRequest ends the caller's account.
type DeleteMeRequest struct {
	Password string `json:"password"`
	Device   Device `json:"device"`
}

// UpdateMeRequest changes what is not nil.
type UpdateMeRequest struct {
	DisplayName *string `json:"displayName"`
	Title       *string `json:"title"`
	Bio         *string `json:"bio"`
	TimeZone    *string `json:"timeZone"`
	Locale      *string `json:"locale"`
	Status      *Status `json:"status"` // one without emoji and text clears it
}

// SetPresenceRequest says whether the caller wants to be reached.
type SetPresenceRequest struct {
	Presence Presence   `json:"presence"`
	Until    *time.Time `json:"until"` // nil: until changed
}

// SetAvatarRequest is a picture of the caller: PNG, JPEG, GIF or WebP, whatever it is called.
type SetAvatarRequest struct {
	Image []byte `json:"image"`
}

// AvatarRequest asks for a picture by the last part of an avatarUrl.
type AvatarRequest struct {
	File string `json:"file"`
}

// AvatarFile is a picture of 256 by 256 pixels. What is behind a name never changes.
type AvatarFile struct {
	ContentType string `json:"contentType"`
	Content     []byte `json:"content"`
}

// GetRequest asks for one person.
type GetRequest struct {
	UserID id.User `json:"userId"`
}

// ProfilesRequest asks for up to MaxIDs people.
type ProfilesRequest struct {
	IDs []id.User `json:"ids"`
}

// ContactsRequest asks for up to MaxIDs people.
type ContactsRequest struct {
	IDs []id.User `json:"ids"`
}

// FindByEmailRequest asks who has an address.
type FindByEmailRequest struct {
	Email string `json:"email"`
}

// DeactivateRequest shuts somebody out, or lets them in again.
type DeactivateRequest struct {
	UserID id.User `json:"userId"`
}
