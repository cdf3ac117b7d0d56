package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/service/user"
)

// recoveryRoutes are for those who follow a link from a mail, and for asking for one.
func (g *Gateway) recoveryRoutes() {
	const tag, base = "Authentication", "/api/auth"
	add(g, route{
		method: "POST", path: base + "/forgot-password", summary: "Have a link mailed that resets the password", tag: tag,
		status: http.StatusNoContent, open: true, codes: []string{"too_many_requests"},
		about: "The answer is the same, and takes as long, whether or not somebody has this address.",
	},
		func(ctx context.Context, in *struct {
			Body struct {
				Email string `json:"email"`
			}
		},
		) (*none, error) {
			_, err := g.users.ForgotPassword(ctx, user.ForgotPasswordRequest{Email: in.Body.Email})
			return &none{}, err
		})
	add(g, route{
		method: "POST", path: base + "/validate-reset-token", summary: "Is this link still good?", tag: tag, open: true,
		codes: []string{"too_many_requests"},
	},
		func(ctx context.Context, in *mailedTokenInput) (*body[user.ResetToken], error) {
			return ok(g.users.ValidateResetToken(ctx, user.ValidateResetTokenRequest{Token: in.Body.Token}))
		})
	add(g, route{
		method: "POST", path: base + "/reset-password", summary: "Set a new password by a mailed link", tag: tag,
		status: http.StatusNoContent, open: true, codes: []string{"reset_token_invalid", "validation_failed", "too_many_requests"},
		about: "Works once, and ends every session of the account.",
	}, g.resetPassword)
	add(g, route{
		method: "POST", path: base + "/verify-email", summary: "Confirm an address by a mailed link", tag: tag, open: true,
		codes: []string{"verification_token_invalid", "email_taken", "too_many_requests"},
		about: "The address of a new account, or the one that an account is to have from now on.",
	},
		func(ctx context.Context, in *mailedTokenInput) (*body[user.VerifiedEmail], error) {
			return ok(g.users.VerifyEmail(ctx, user.VerifyEmailRequest{Token: in.Body.Token}))
		})
}

type mailedTokenInput struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"The last part of the link."`
	}
}

type resetPasswordInput struct {
	Client
	Body struct {
		Token    string `json:"token" maxLength:"200" doc:"The last part of the link."`
		Password string `json:"password" doc:"8 to 128 characters, and not one that people try first."`
	}
}

func (g *Gateway) resetPassword(ctx context.Context, in *resetPasswordInput) (*none, error) {
	_, err := g.users.ResetPassword(ctx, user.ResetPasswordRequest{
		Token: in.Body.Token, Password: in.Body.Password, Device: in.device(ctx),
	})
	return &none{}, err
}
