package user

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Service is the contract of the user service. Errors carry codes (package errs); every method may
// also return unavailable and internal, and those on behalf of a caller missing_token.
type Service interface {
	Authentication
	Recovery
	OwnAccount
	OwnProfile
	People
	Operation
}

// Authentication is who somebody is.
type Authentication interface {
	// Register makes an account, signs it in, and has a link mailed that confirms the address. Anyone may
	// call it. Codes: validation_failed, email_taken, username_taken, too_many_requests (too many
	// passwords are being hashed).
	Register(ctx context.Context, req RegisterRequest) (SignedIn, error)
	// Login signs in. Anyone may call it. An unknown account and a wrong password are told apart
	// neither by the answer nor by its time. Codes: wrong_credentials, account_deactivated (after the
	// right password only), too_many_attempts (see attempts.go), validation_failed, too_many_requests.
	Login(ctx context.Context, req LoginRequest) (SignedIn, error)
	// Refresh exchanges a refresh token for its successor and a new access token. Whoever holds the
	// token may call it. The token exchanged is honoured for RefreshGrace more, while its successor is
	// unused, and gives that same successor; using any older token revokes the session, for then two
	// parties hold it. Codes: session_ended.
	Refresh(ctx context.Context, req RefreshRequest) (SignedIn, error)
	// Logout ends the caller's session, or all of them. Ending what has ended is fine.
	Logout(ctx context.Context, req LogoutRequest) (rpc.None, error)
	// Sessions lists the caller's live sessions, the last used first: at most MaxSessions, in one page.
	Sessions(ctx context.Context, req rpc.None) (page.List[Session], error)
	// RevokeSession ends one of the caller's sessions. Codes: session_not_found.
	RevokeSession(ctx context.Context, req RevokeSessionRequest) (rpc.None, error)
	// RevokedSessions returns the sessions revoked at or after a time, for a gateway that starts and
	// has missed their events; auth.MaxAccessAge back is all it needs.
	RevokedSessions(ctx context.Context, req RevokedSessionsRequest) ([]SessionRevoked, error)
}

// Recovery is for those who hold a token that was mailed to them, and for asking for one.
type Recovery interface {
	// ForgotPassword has a link mailed to the address if it is an account's, at most MailsPerHour an hour.
	// Anyone may call it. It always answers the same, in the same time, whoever has the address; once it
	// has answered, the mail is asked for durably.
	ForgotPassword(ctx context.Context, req ForgotPasswordRequest) (rpc.None, error)
	// ValidateResetToken tells whether a reset token is good still. Whoever holds it may call it.
	ValidateResetToken(ctx context.Context, req ValidateResetTokenRequest) (ResetToken, error)
	// ResetPassword sets the password of the account that a reset token is for, once, and ends all its
	// sessions. Codes: reset_token_invalid (unknown, used, expired or for something else),
	// validation_failed, too_many_requests.
	ResetPassword(ctx context.Context, req ResetPasswordRequest) (rpc.None, error)
	// VerifyEmail confirms the address that a token was mailed to: that of a new account, or the one an
	// account is to have from now on. Whoever holds the token may call it, once. Codes:
	// verification_token_invalid, email_taken.
	VerifyEmail(ctx context.Context, req VerifyEmailRequest) (VerifiedEmail, error)
}

// OwnAccount is what the caller may do with their account. Where the password is asked for, a wrong one
// is wrong_password, and counts as a failed sign-in does (too_many_attempts). Codes of all: session_ended, when
// the account was deactivated or deleted while the access token is out.
type OwnAccount interface {
	// ChangePassword replaces the password, ends the other sessions, and voids what links were mailed.
	// Codes: wrong_password, too_many_attempts, validation_failed, too_many_requests.
	ChangePassword(ctx context.Context, req ChangePasswordRequest) (rpc.None, error)
	// ChangeEmail has a link mailed to another address, which becomes the account's once it is followed. It
	// does not tell whether somebody has that address. The account's own address takes back what was asked
	// before. Codes: wrong_password, too_many_attempts, validation_failed, too_many_requests.
	ChangeEmail(ctx context.Context, req ChangeEmailRequest) (rpc.None, error)
	// ResendVerification has the link mailed again that confirms the address asked for, or else the one the
	// account has; when there is nothing to confirm, or too many were asked for, it does nothing.
	ResendVerification(ctx context.Context, req rpc.None) (rpc.None, error)
	// DeleteMe ends the account for good: what is left is "Deleted user" with a name that says nothing, and
	// the audit log, which knows ids and IP addresses only. Events about them are rewritten accordingly.
	// It does not ask who owns what: the caller of this method must have seen to that. Codes:
	// wrong_password, too_many_attempts, validation_failed, too_many_requests.
	DeleteMe(ctx context.Context, req DeleteMeRequest) (rpc.None, error)
}

// OwnProfile is what the caller shows of themselves. Each change is announced. Codes of all changes:
// session_ended, as above.
type OwnProfile interface {
	// Me returns the caller. Codes: user_not_found.
	Me(ctx context.Context, req rpc.None) (OwnUser, error)
	// UpdateMe changes the caller's profile. Codes: validation_failed.
	UpdateMe(ctx context.Context, req UpdateMeRequest) (OwnUser, error)
	// SetPresence says whether the caller wants to be reached, and until when. Codes: validation_failed.
	SetPresence(ctx context.Context, req SetPresenceRequest) (OwnUser, error)
	// Preferences returns the caller's preferences.
	Preferences(ctx context.Context, req rpc.None) (Preferences, error)
	// SetPreferences replaces the caller's preferences. Codes: validation_failed.
	SetPreferences(ctx context.Context, req Preferences) (Preferences, error)
	// SetAvatar makes a picture the caller's: turned upright, cut to a square, 256 by 256 pixels, and
	// without what else the file said. Codes: image_invalid, image_too_large, too_many_requests.
	SetAvatar(ctx context.Context, req SetAvatarRequest) (OwnUser, error)
	// RemoveAvatar leaves the caller without a picture.
	RemoveAvatar(ctx context.Context, req rpc.None) (OwnUser, error)
	// Avatar returns a picture. Whoever knows its name may call it. Codes: avatar_not_found.
	Avatar(ctx context.Context, req AvatarRequest) (AvatarFile, error)
}

// People is for other services: it does not ask whether a caller may see them.
type People interface {
	// Get returns anyone. Codes: user_not_found.
	Get(ctx context.Context, req GetRequest) (User, error)
	// Profiles returns the people with these ids, in no order, without those that do not exist. Codes:
	// validation_failed (more than MaxIDs).
	Profiles(ctx context.Context, req ProfilesRequest) ([]User, error)
	// Contacts returns how to reach the people with these ids, in no order, without those that do not
	// exist. Codes: validation_failed (more than MaxIDs).
	Contacts(ctx context.Context, req ContactsRequest) ([]Contact, error)
	// Beings returns how the people with these ids are, in no order, without those that do not exist. Codes:
	// validation_failed (more than MaxIDs).
	Beings(ctx context.Context, req BeingsRequest) ([]Being, error)
	// Seen notes when people were last seen; what is older than what is known changes nothing. Codes:
	// validation_failed (more than MaxIDs).
	Seen(ctx context.Context, req SeenRequest) (rpc.None, error)
	// FindByEmail returns who has an address, in any case. Codes: user_not_found.
	FindByEmail(ctx context.Context, req FindByEmailRequest) (Contact, error)
}

// Operation is for the operators of the server: at its command line, and NoteOperation also from the gateway.
type Operation interface {
	// Deactivate shuts somebody out and ends their sessions. Doing so twice is fine. Codes:
	// user_not_found.
	Deactivate(ctx context.Context, req DeactivateRequest) (User, error)
	// Reactivate lets them in again. Codes: user_not_found, user_deleted.
	Reactivate(ctx context.Context, req DeactivateRequest) (User, error)
	// CreateResetLink makes a reset token for somebody whom no mail reaches. Codes: user_not_found.
	CreateResetLink(ctx context.Context, req CreateResetLinkRequest) (ResetLink, error)
	// NoteOperation writes into the audit log what an operator is about to do with the server itself: the
	// caller, or nobody for the command line. Whoever calls it knows that they are an operator. Codes:
	// validation_failed (no action, or details of more than MaxOperationDetails bytes).
	NoteOperation(ctx context.Context, req NoteOperationRequest) (rpc.None, error)
}
