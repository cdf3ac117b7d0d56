package message

import (
	"github.com/echo-chat/echo/internal/kernel/id"
)

// MentionKind says what is meant.
type MentionKind string

// The kinds. A link is the name of a channel after #; it calls nobody.
const (
	MentionUser    MentionKind = "user"
	MentionGroup   MentionKind = "group"
	MentionChannel MentionKind = "channel" // all in the channel
	MentionHere    MentionKind = "here"    // all in it who are there
	MentionLink    MentionKind = "link"
)

// Mention is a name in a message, and what it means.
type Mention struct {
	Kind MentionKind `json:"kind" enum:"user,group,channel,here,link"`
	ID   *string     `json:"id" doc:"Of the user, group or channel; null for everybody."`
	Name string      `json:"name" doc:"As it stands in the text after @ or #, in lower case."`
}

// MentionsRequest asks for a page of messages that mean the caller.
type MentionsRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}
