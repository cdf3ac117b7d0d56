// Package user is the user service: accounts, passwords, sessions and profiles. It owns users_db.
//
// A person proves who they are here and nowhere else. What they get is an access token, which any
// service verifies by itself (auth.Tokens), and a refresh token, which only this service understands
// (refresh_token.go). An access token outlives the end of its session by up to fifteen minutes;
// EventSessionRevoked and RevokedSessions are how gateways close that gap within a second.
package user

import (
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// Limits of an account, in characters.
const (
	MinUsername    = 3
	MaxUsername    = 30
	MinPassword    = 8
	MaxPassword    = 128
	MaxDisplayName = 80
	MaxEmail       = 254 // RFC 5321 §4.5.3.1.3, less the angle brackets
	MaxTitle       = 80
	MaxBio         = 500
	MaxStatusText  = 100
	MaxEmoji       = 64 // bytes: two people who kiss, each in a tone, take 35; a name between colons 34
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
	ID          id.User  `json:"id"`
	Username    string   `json:"username"`
	DisplayName string   `json:"displayName"`
	AvatarURL   *string  `json:"avatarUrl"`
	Title       string   `json:"title"`
	Bio         string   `json:"bio"`
	TimeZone    string   `json:"timeZone" doc:"IANA name; empty when not known."`
	Locale      string   `json:"locale" doc:"BCP 47 tag; empty when not known."`
	Status      *Status  `json:"status"`
	Presence    Presence `json:"presence" enum:"active,away,dnd" doc:"What they want others to see."`
	IsBot       bool     `json:"isBot"`
	// IsDeactivated is somebody who cannot sign in: an operator has shut them out, or the account was deleted.
	IsDeactivated bool      `json:"isDeactivated"`
	CreatedAt     time.Time `json:"createdAt"`
}

// Author returns the short form of u.
func (u User) Author() Author {
	return Author{ID: u.ID, Username: u.Username, DisplayName: u.DisplayName, AvatarURL: u.AvatarURL}
}

// OwnUser is a person as they see themselves.
type OwnUser struct {
	User
	Email         string `json:"email"`
	EmailVerified bool   `json:"emailVerified"`
	// PendingEmail is the address that the account will have once its link is followed.
	PendingEmail  *string     `json:"pendingEmail"`
	Preferences   Preferences `json:"preferences"`
	PresenceUntil *time.Time  `json:"presenceUntil" doc:"When presence goes back to active by itself; null: never."`
	LastSeenAt    time.Time   `json:"lastSeenAt"`
	// IsOperator is for the gateway to say, which knows who runs this Echo; here it is false.
	IsOperator bool `json:"isOperator" doc:"Whether they may use what is below /api/admin."`
}

// Status is what a person says of themselves for a while.
type Status struct {
	Emoji     string     `json:"emoji" doc:"An emoji or its shortcode; may be empty."`
	Text      string     `json:"text"`
	ExpiresAt *time.Time `json:"expiresAt" doc:"When it goes by itself; null: never."`

	_ struct{} `nullable:"true"` // the schema is that of a *Status
}

// Presence is whether a person wants to be reached.
type Presence string

// The presences. Whether somebody is connected is not told here.
const (
	Active Presence = "active"
	Away   Presence = "away"
	DND    Presence = "dnd" // do not disturb
)

// Preferences are how a person wants Echo to be, on all their devices.
type Preferences struct {
	Theme              string `json:"theme" enum:"system,light,dark"`
	Density            string `json:"density" enum:"comfortable,compact"`
	EnterToSend        bool   `json:"enterToSend"`
	TimeFormat         string `json:"timeFormat" enum:"auto,12,24"`
	EmailNotifications string `json:"emailNotifications" enum:"all,mentions,none"`
	ShowReadReceipts   bool   `json:"showReadReceipts" doc:"Whether others see what this person has read."`
}

// Contact is how other services reach a person, and whether they may. It is never shown to anyone else.
type Contact struct {
	ID                 id.User `json:"id"`
	Email              string  `json:"email"` // empty when the account was deleted
	EmailVerified      bool    `json:"emailVerified"`
	Username           string  `json:"username"`
	DisplayName        string  `json:"displayName"`
	Locale             string  `json:"locale"`
	TimeZone           string  `json:"timeZone"`
	ShowReadReceipts   bool    `json:"showReadReceipts"`
	IsDeactivated      bool    `json:"isDeactivated"`
	EmailNotifications string  `json:"emailNotifications"` // all, mentions, none
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
