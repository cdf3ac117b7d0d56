package gateway

import (
	"context"
	"net/http"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

const clientHeader = "X-Echo-Client"

// Client is what auth routes need to know of who is calling. The web app says so in a header, which
// other sites cannot add to a request without asking (CORS), so the cookie works for it alone.
type Client struct {
	App       string      `header:"X-Echo-Client" doc:"web: the refresh token is kept in a cookie instead of the body."`
	UserAgent string      `header:"User-Agent" hidden:"true"`
	Secure    http.Cookie `cookie:"__Host-echo_refresh" hidden:"true"`
	Plain     http.Cookie `cookie:"echo_refresh" hidden:"true"`
}

func (c Client) isWeb() bool { return c.App == "web" }

func (c Client) device(ctx context.Context) user.Device {
	return user.Device{Name: c.UserAgent, Address: clientAddress(ctx)}
}

func (c Client) cookie() string {
	if c.Secure.Value != "" {
		return c.Secure.Value
	}
	return c.Plain.Value
}

// sessionAnswer is a session, with the cookie that keeps it for the web app.
type sessionAnswer struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      user.SignedIn
}

func (g *Gateway) session(c Client, s user.SignedIn, err error) (*sessionAnswer, error) {
	if err != nil {
		return nil, err
	}
	out := &sessionAnswer{Body: s}
	if c.isWeb() {
		out.SetCookie = []string{g.refreshCookie(s.RefreshToken, int(user.SessionAbsolute.Seconds()))}
		out.Body.RefreshToken = ""
	}
	return out, nil
}

// refreshCookie is bound to this host and to HTTPS wherever browsers can do that: everywhere but on a
// plain-HTTP address that is not this machine's own.
func (g *Gateway) refreshCookie(value string, maxAge int) string {
	c := http.Cookie{Name: "echo_refresh", Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: maxAge}
	for _, secure := range []string{"https://", "http://localhost", "http://127.0.0.1"} {
		if strings.HasPrefix(g.publicURL, secure) {
			c.Name, c.Secure = "__Host-echo_refresh", true
		}
	}
	return c.String()
}

func (g *Gateway) authRoutes() {
	const tag = "Authentication"
	add(g, route{
		method: "POST", path: "/api/auth/register", summary: "Make an account and sign in", tag: tag, status: http.StatusCreated, open: true,
		codes: []string{"validation_failed", "email_taken", "username_taken"},
	}, g.register)
	add(g, route{
		method: "POST", path: "/api/auth/login", summary: "Sign in", tag: tag, open: true,
		codes: []string{"wrong_credentials", "account_deactivated", "too_many_attempts", "too_many_requests"},
	}, g.login)
	add(g, route{
		method: "POST", path: "/api/auth/refresh", summary: "Exchange a refresh token for new tokens", tag: tag, open: true,
		codes: []string{"session_ended"},
	}, g.refresh)
	add(g, route{method: "POST", path: "/api/auth/logout", summary: "Sign out", tag: tag, status: http.StatusNoContent}, g.logout)
	add(g, route{method: "GET", path: "/api/auth/sessions", summary: "List one's own sessions", tag: tag},
		func(ctx context.Context, _ *struct{}) (*body[page.List[user.Session]], error) {
			return ok(g.users.Sessions(ctx, rpc.None{}))
		})
	add(g, route{
		method: "DELETE", path: "/api/auth/sessions/{sessionId}", summary: "End one of one's own sessions", tag: tag,
		status: http.StatusNoContent, codes: []string{"session_not_found"},
	},
		func(ctx context.Context, in *struct {
			SessionID id.Session `path:"sessionId"`
		},
		) (*none, error) {
			_, err := g.users.RevokeSession(ctx, user.RevokeSessionRequest{SessionID: in.SessionID})
			return &none{}, err
		})
}

type registerInput struct {
	Client
	Body struct {
		Email       string `json:"email"`
		Username    string `json:"username" doc:"3 to 30 of a-z 0-9 . _ -"`
		Password    string `json:"password" doc:"8 to 128 characters."`
		DisplayName string `json:"displayName,omitempty"`
	}
}

func (g *Gateway) register(ctx context.Context, in *registerInput) (*sessionAnswer, error) {
	s, err := g.users.Register(ctx, user.RegisterRequest{
		Email: in.Body.Email, Username: in.Body.Username, Password: in.Body.Password, DisplayName: in.Body.DisplayName,
		Device: in.device(ctx),
	})
	return g.session(in.Client, s, err)
}

type loginInput struct {
	Client
	Body struct {
		Identifier string `json:"identifier" doc:"Email address or username."`
		Password   string `json:"password"`
	}
}

func (g *Gateway) login(ctx context.Context, in *loginInput) (*sessionAnswer, error) {
	s, err := g.users.Login(ctx, user.LoginRequest{Identifier: in.Body.Identifier, Password: in.Body.Password, Device: in.device(ctx)})
	return g.session(in.Client, s, err)
}

type refreshInput struct {
	Client
	Body *struct {
		RefreshToken string `json:"refreshToken,omitempty" doc:"For API clients; the web app's is in its cookie."`
	}
}

func (g *Gateway) refresh(ctx context.Context, in *refreshInput) (*sessionAnswer, error) {
	token := ""
	switch {
	case in.isWeb():
		token = in.cookie()
	case in.Body != nil:
		token = in.Body.RefreshToken
	}
	s, err := g.users.Refresh(ctx, user.RefreshRequest{RefreshToken: token, Device: in.device(ctx)})
	return g.session(in.Client, s, err)
}

type logoutInput struct {
	Client
	All bool `query:"all" doc:"Sign out everywhere."`
}

type logoutAnswer struct {
	SetCookie []string `header:"Set-Cookie"`
}

func (g *Gateway) logout(ctx context.Context, in *logoutInput) (*logoutAnswer, error) {
	if _, err := g.users.Logout(ctx, user.LogoutRequest{All: in.All}); err != nil {
		return nil, err
	}
	out := &logoutAnswer{}
	if in.isWeb() {
		out.SetCookie = []string{g.refreshCookie("", -1)}
	}
	return out, nil
}
