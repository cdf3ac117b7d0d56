package gateway

import (
	"context"
	"net/http"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/workspace"
)

const channelsPath = "/api/workspaces/{workspaceId}/channels"

func (g *Gateway) channelRoutes() {
	const tag = "Channels"
	add(g, route{
		method: "POST", path: channelsPath, summary: "Make a channel, or open a direct or group one", tag: tag, status: http.StatusCreated, repeats: true,
		codes: []string{"validation_failed", "forbidden", "name_taken", "user_not_found", "workspace_not_found"},
	}, g.createChannel)
	add(g, route{
		method: "GET", path: channelsPath, summary: "Browse public channels", tag: tag,
		codes: []string{"workspace_not_found", "bad_cursor"},
	}, g.browseChannels)
	add(g, route{method: "GET", path: channelsPath + "/check-name/{name}", summary: "Is this name free?", tag: tag, codes: []string{"workspace_not_found"}},
		func(ctx context.Context, in *struct {
			InWorkspace
			Name string `path:"name"`
		},
		) (*body[workspace.NameCheck], error) {
			return ok(g.workspaces.CheckChannelName(ctx, workspace.CheckChannelNameRequest{WorkspaceID: in.WorkspaceID, Name: in.Name}))
		})
	add(g, route{method: "GET", path: channelsPath + "/{channelId}", summary: "One channel", tag: tag, codes: []string{"channel_not_found"}},
		func(ctx context.Context, in *InChannel) (*body[channelView], error) {
			c, err := g.workspaces.GetChannel(ctx, in.request())
			return g.view(ctx, c, err)
		})
	add(g, route{
		method: "PATCH", path: channelsPath + "/{channelId}", summary: "Change how a channel is called and described", tag: tag,
		codes: []string{
			"channel_not_found", "validation_failed", "forbidden", "channel_archived", "name_taken", "cannot_rename_general", "workspace_archived",
		},
	}, g.updateChannel)
	add(g, route{
		method: "POST", path: channelsPath + "/{channelId}/join", summary: "Join a public channel", tag: tag,
		codes: []string{"channel_not_found", "channel_archived"},
	},
		func(ctx context.Context, in *InChannel) (*body[channelView], error) {
			c, err := g.workspaces.JoinChannel(ctx, in.request())
			return g.view(ctx, c, err)
		})
	add(g, route{
		method: "POST", path: channelsPath + "/{channelId}/leave", summary: "Leave a channel", tag: tag, status: http.StatusNoContent,
		codes: []string{"channel_not_found", "cannot_leave_general", "forbidden"},
	},
		func(ctx context.Context, in *InChannel) (*none, error) {
			_, err := g.workspaces.LeaveChannel(ctx, in.request())
			return &none{}, err
		})
}

// InChannel is the part of an input that says in which channel.
type InChannel struct {
	InWorkspace
	ChannelID id.Channel `path:"channelId"`
}

func (in InChannel) request() workspace.ChannelRequest {
	return workspace.ChannelRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID}
}

// channelView is a channel as the caller sees it, with what they have read of it.
type channelView struct {
	workspace.MyChannel
	LastMessageNo     int64      `json:"lastMessageNo"`
	LastReadMessageNo int64      `json:"lastReadMessageNo"`
	LastChangeNo      int64      `json:"lastChangeNo"`
	ReadRevision      int64      `json:"readRevision"`
	UnreadCount       int64      `json:"unreadCount"`
	MentionCount      int64      `json:"mentionCount"`
	LastActivityAt    *time.Time `json:"lastActivityAt"`
}

func viewOf(c workspace.MyChannel, u message.Unread) channelView {
	return channelView{
		MyChannel: c, LastMessageNo: u.LastMessageNo, LastReadMessageNo: u.LastReadMessageNo,
		LastChangeNo: u.LastChangeNo, ReadRevision: u.ReadRevision,
		UnreadCount: u.UnreadCount, MentionCount: u.MentionCount, LastActivityAt: u.LastActivityAt,
	}
}

// view adds to a channel what the caller has read of it.
func (g *Gateway) view(ctx context.Context, c workspace.MyChannel, err error) (*body[channelView], error) {
	if err != nil {
		return nil, err
	}
	unread, err := g.messages.UnreadIn(ctx, message.ChannelRequest{WorkspaceID: c.WorkspaceID, ChannelID: c.ID})
	return ok(viewOf(c, unread), err)
}

type createChannelInput struct {
	InWorkspace
	Body struct {
		Type        workspace.ChannelType `json:"type" enum:"public,private,direct,group"`
		Name        string                `json:"name,omitempty" doc:"2 to 50 of a-z 0-9 . _ -; not for direct and group channels."`
		DisplayName string                `json:"displayName,omitempty"`
		Topic       string                `json:"topic,omitempty"`
		Description string                `json:"description,omitempty"`
		MemberIDs   []id.User             `json:"memberIds,omitempty" maxItems:"8" doc:"Direct channels: the other person. Group channels: 2 to 8 others."`
	}
}

// createChannel answers 201 for a new channel and 200 for a direct or group one that was there.
func (g *Gateway) createChannel(ctx context.Context, in *createChannelInput) (*statusBody[channelView], error) {
	var made workspace.MyChannel
	var err error
	status := http.StatusCreated
	if in.Body.Type.IsConversation() {
		if in.Body.Name != "" {
			return nil, errs.InvalidFields(errs.Field{Field: "name", Message: "Direct and group channels have no name."})
		}
		open := g.workspaces.OpenDirect
		if in.Body.Type == workspace.Group {
			open = g.workspaces.OpenGroup
		}
		var opened workspace.OpenedDirect
		opened, err = open(ctx, workspace.OpenDirectRequest{WorkspaceID: in.WorkspaceID, MemberIDs: in.Body.MemberIDs})
		made = opened.Channel
		if !opened.Created {
			status = http.StatusOK
		}
	} else {
		made, err = g.workspaces.CreateChannel(ctx, workspace.CreateChannelRequest{
			WorkspaceID: in.WorkspaceID, Type: in.Body.Type, Name: in.Body.Name, DisplayName: in.Body.DisplayName,
			Topic: in.Body.Topic, Description: in.Body.Description,
		})
	}
	viewed, err := g.view(ctx, made, err)
	if err != nil {
		return nil, err
	}
	return &statusBody[channelView]{Status: status, Body: viewed.Body}, nil
}

type browseInput struct {
	InWorkspace
	Paging
	Query    string `query:"q" maxLength:"100" doc:"Part of a name."`
	Archived bool   `query:"archived" doc:"The archived channels instead of those in use."`
}

func (g *Gateway) browseChannels(ctx context.Context, in *browseInput) (*body[page.List[channelView]], error) {
	found, err := g.workspaces.BrowseChannels(ctx, workspace.BrowseRequest{
		WorkspaceID: in.WorkspaceID, Query: in.Query, Archived: in.Archived, Cursor: in.Cursor, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	unread, err := g.unreadByChannel(ctx, in.WorkspaceID)
	if err != nil {
		return nil, err
	}
	out := page.List[channelView]{Items: make([]channelView, len(found.Items)), NextCursor: found.NextCursor}
	for i, c := range found.Items {
		out.Items[i] = viewOf(c, unread[c.ID])
	}
	return ok(out, nil)
}

type updateChannelInput struct {
	InChannel
	Body struct {
		Name        *string `json:"name,omitempty" doc:"Who runs the channel renames it; nobody #general."`
		DisplayName *string `json:"displayName,omitempty"`
		Topic       *string `json:"topic,omitempty"`
		Description *string `json:"description,omitempty"`
	}
}

func (g *Gateway) updateChannel(ctx context.Context, in *updateChannelInput) (*body[channelView], error) {
	c, err := g.workspaces.UpdateChannel(ctx, workspace.UpdateChannelRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID,
		Name: in.Body.Name, DisplayName: in.Body.DisplayName, Topic: in.Body.Topic, Description: in.Body.Description,
	})
	return g.view(ctx, c, err)
}
