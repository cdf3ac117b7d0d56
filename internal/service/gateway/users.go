package gateway

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (g *Gateway) userRoutes() {
	const tag = "Users"
	add(g, route{method: "GET", path: "/api/users/me", summary: "Who am I?", tag: tag},
		func(ctx context.Context, _ *struct{}) (*body[user.OwnUser], error) {
			return ok(g.users.Me(ctx, rpc.None{}))
		})
	add(g, route{
		method: "GET", path: "/api/users/{userId}", summary: "Someone one shares a workspace with", tag: tag,
		codes: []string{"user_not_found"},
	}, g.getUser)
}

type userInput struct {
	UserID id.User `path:"userId"`
}

func (g *Gateway) getUser(ctx context.Context, in *userInput) (*body[user.User], error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return nil, err
	}
	shares, err := g.workspaces.SharesWorkspace(ctx, workspace.SharesWorkspaceRequest{UserID: caller.UserID, OtherID: in.UserID})
	if err != nil {
		return nil, err
	}
	if !shares {
		return nil, errs.NotFound("user_not_found", "There is no such person here.")
	}
	return ok(g.users.Get(ctx, user.GetRequest{UserID: in.UserID}))
}
