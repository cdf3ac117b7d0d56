// Package user is the user service: accounts, passwords, sessions and profiles. It owns users_db.
//
// A person proves who they are here and nowhere else. What they get is an access token, which any
// service verifies by itself (auth.Tokens), and a refresh token, which only this service understands
// (refresh_token.go). An access token outlives the end of its session by up to fifteen minutes;
// EventSessionRevoked and RevokedSessions are how gateways close that gap within a second.
package user

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Limits of an account, in characters.
const (
	MinUsername    = 3
	MaxUsername    = 30
	MinPassword    = 8
	MaxPassword    = 128
	MaxDisplayName = 80
	MaxEmail       = 254 // RFC 5321 §4.5.3.1.3, less the angle brackets
	MaxIDs         = 1000
)

// How long a session lives, and how many a person may have.
const (
	SessionIdle     = 7 * 24 * time.Hour  // since the last refresh
	SessionAbsolute = 30 * 24 * time.Hour // since the sign-in
	MaxSessions     = 50                  // one more ends the one that was idle longest
	// RefreshGrace is how long the token before the current one is still honoured, while the current
	// one is unused: an answer that got lost must not sign anyone out.
	RefreshGrace = 60 * time.Second
)

// Author is a person as shown beside what they wrote.
type Author struct {
	ID          id.User `json:"id"`
	Username    string  `json:"username"`
	DisplayName string  `json:"displayName"`
	AvatarURL   *string `json:"avatarUrl"`
}

// User is a person as others see them.
type User struct {
	ID          id.User   `json:"id"`
	Username    string    `json:"username"`
	DisplayName string    `json:"displayName"`
	AvatarURL   *string   `json:"avatarUrl"`
	Title       string    `json:"title"`
	Bio         string    `json:"bio"`
	TimeZone    string    `json:"timeZone" doc:"IANA name; empty when not known."`
	Locale      string    `json:"locale" doc:"BCP 47 tag; empty when not known."`
	IsBot       bool      `json:"isBot"`
	CreatedAt   time.Time `json:"createdAt"`
}

// Author returns the short form of u.
func (u User) Author() Author {
	return Author{ID: u.ID, Username: u.Username, DisplayName: u.DisplayName, AvatarURL: u.AvatarURL}
}

// OwnUser is a person as they see themselves.
type OwnUser struct {
	User
	Email         string    `json:"email"`
	EmailVerified bool      `json:"emailVerified"`
	LastSeenAt    time.Time `json:"lastSeenAt"`
}

// SignedIn is what a person signs in for.
type SignedIn struct {
	AccessToken string `json:"accessToken"`
	ExpiresIn   int    `json:"expiresIn" doc:"Seconds until the access token expires."`
	// RefreshToken is left out for the web app, which keeps it in a cookie.
	RefreshToken string  `json:"refreshToken,omitempty"`
	User         OwnUser `json:"user"`
}

// Session is one device on which a person is signed in.
type Session struct {
	ID         id.Session `json:"id"`
	Device     string     `json:"device"`
	Address    string     `json:"address"`
	CreatedAt  time.Time  `json:"createdAt"`
	LastSeenAt time.Time  `json:"lastSeenAt"`
	Current    bool       `json:"current" doc:"The session of this request."`
}

// Device is where a request comes from, for the list of sessions. Both are cut to what is sane.
type Device struct {
	Name    string `json:"name"`    // what the client calls itself: the user agent
	Address string `json:"address"` // the client's IP address
}

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

// GetRequest asks for one person.
type GetRequest struct {
	UserID id.User `json:"userId"`
}

// ProfilesRequest asks for up to MaxIDs people.
type ProfilesRequest struct {
	IDs []id.User `json:"ids"`
}

// Service is the contract of the user service. Errors carry codes (package errs); every method may
// also return unavailable and internal, and those on behalf of a caller missing_token.
type Service interface {
	// Register makes an account and signs it in. Anyone may call it. Codes: validation_failed,
	// email_taken, username_taken, too_many_requests (too many passwords are being hashed).
	Register(ctx context.Context, req RegisterRequest) (SignedIn, error)
	// Login signs in. Anyone may call it. An unknown account and a wrong password are told apart
	// neither by the answer nor by its time. Codes: wrong_credentials, validation_failed,
	// too_many_requests.
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
	// Me returns the caller. Codes: user_not_found.
	Me(ctx context.Context, req rpc.None) (OwnUser, error)

	// Get returns anyone. It is for other services: it does not ask whether a caller may see them.
	// Codes: user_not_found.
	Get(ctx context.Context, req GetRequest) (User, error)
	// Profiles returns the people with these ids, in no order, without those that do not exist. It is
	// for other services: it does not ask whether a caller may see them. Codes: validation_failed
	// (more than MaxIDs).
	Profiles(ctx context.Context, req ProfilesRequest) ([]User, error)
	// RevokedSessions returns the sessions revoked at or after a time, for a gateway that starts and
	// has missed their events; auth.MaxAccessAge back is all it needs.
	RevokedSessions(ctx context.Context, req RevokedSessionsRequest) ([]SessionRevoked, error)
}
