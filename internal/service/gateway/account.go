package gateway

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// accountRoutes change how the caller signs in. All but one ask for the password again, and a wrong one
// counts like a failed sign-in.
func (g *Gateway) accountRoutes() {
	const tag, base = "Users", "/api/users/me"
	add(g, route{
		method: "POST", path: base + "/password", summary: "Change one's password", tag: tag, status: http.StatusNoContent,
		codes: []string{"wrong_password", "validation_failed", "too_many_attempts", "too_many_requests"},
		about: "Ends one's other sessions.",
	}, g.changePassword)
	add(g, route{
		method: "POST", path: base + "/email", summary: "Ask for another address", tag: tag, status: http.StatusNoContent,
		codes: []string{"wrong_password", "validation_failed", "too_many_attempts", "too_many_requests"},
		about: "A link goes to that address; until it is followed, the old one stays. The answer does not tell whether somebody has it.",
	}, g.changeEmail)
	add(g, route{
		method: "POST", path: base + "/email/resend", summary: "Have the link mailed again that confirms one's address", tag: tag,
		status: http.StatusNoContent,
	},
		func(ctx context.Context, _ *struct{}) (*none, error) {
			_, err := g.users.ResendVerification(ctx, rpc.None{})
			return &none{}, err
		})
	add(g, route{
		method: "DELETE", path: base, summary: "Delete one's account, for good", tag: tag, status: http.StatusNoContent,
		codes: []string{"wrong_password", "last_owner", "too_many_attempts", "too_many_requests"},
		about: "What one wrote stays, as of “Deleted user”. Workspaces that nobody else is in go too; where one is the only owner " +
			"and others remain, somebody else must own it first.",
	}, g.deleteMe)
}

type changePasswordInput struct {
	Client
	Body struct {
		CurrentPassword string `json:"currentPassword"`
		NewPassword     string `json:"newPassword" doc:"8 to 128 characters, and not one that people try first."`
	}
}

func (g *Gateway) changePassword(ctx context.Context, in *changePasswordInput) (*none, error) {
	_, err := g.users.ChangePassword(ctx, user.ChangePasswordRequest{
		CurrentPassword: in.Body.CurrentPassword, NewPassword: in.Body.NewPassword, Device: in.device(ctx),
	})
	return &none{}, err
}

type changeEmailInput struct {
	Client
	Body struct {
		Email    string `json:"email"`
		Password string `json:"password"`
	}
}

func (g *Gateway) changeEmail(ctx context.Context, in *changeEmailInput) (*none, error) {
	_, err := g.users.ChangeEmail(ctx, user.ChangeEmailRequest{Email: in.Body.Email, Password: in.Body.Password, Device: in.device(ctx)})
	return &none{}, err
}

type deleteMeInput struct {
	Client
	Body struct {
		Password string `json:"password"`
	}
}

// deleteMe first asks whether a workspace would be left to people without an owner.
func (g *Gateway) deleteMe(ctx context.Context, in *deleteMeInput) (*logoutAnswer, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return nil, err
	}
	owned, err := g.workspaces.SoleOwnerships(ctx, workspace.SoleOwnershipsRequest{UserID: caller.UserID})
	if err != nil {
		return nil, err
	}
	if len(owned) > 0 {
		names := make([]string, len(owned))
		for i, w := range owned {
			names[i] = w.DisplayName
		}
		return nil, errs.Conflict("last_owner", fmt.Sprintf(
			"You are the only owner of %s. Make somebody else an owner first, or delete it.", strings.Join(names, ", ")))
	}
	if _, err := g.users.DeleteMe(ctx, user.DeleteMeRequest{Password: in.Body.Password, Device: in.device(ctx)}); err != nil {
		return nil, err
	}
	out := &logoutAnswer{}
	if in.isWeb() {
		out.SetCookie = []string{g.refreshCookie("", -1)}
	}
	return out, nil
}
