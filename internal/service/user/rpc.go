package user

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	registerMethod        = rpc.Unary[RegisterRequest, SignedIn]("Register")
	loginMethod           = rpc.Unary[LoginRequest, SignedIn]("Login")
	refreshMethod         = rpc.Idempotent[RefreshRequest, SignedIn]("Refresh") // a repeat gives the same successor
	logoutMethod          = rpc.Idempotent[LogoutRequest, rpc.None]("Logout")
	sessionsMethod        = rpc.Idempotent[rpc.None, page.List[Session]]("Sessions")
	revokeSessionMethod   = rpc.Unary[RevokeSessionRequest, rpc.None]("RevokeSession")
	meMethod              = rpc.Idempotent[rpc.None, OwnUser]("Me")
	getMethod             = rpc.Idempotent[GetRequest, User]("Get")
	profilesMethod        = rpc.Idempotent[ProfilesRequest, []User]("Profiles")
	revokedSessionsMethod = rpc.Idempotent[RevokedSessionsRequest, []SessionRevoked]("RevokedSessions")
)

// Handler serves s to other processes that hold the credential.
func Handler(s Service, credential string) (prefix string, h http.Handler) {
	return rpc.Handler("user", credential, endpoints(s)...)
}

func endpoints(s Service) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(registerMethod, s.Register),
		rpc.Serve(loginMethod, s.Login),
		rpc.Serve(refreshMethod, s.Refresh),
		rpc.Serve(logoutMethod, s.Logout),
		rpc.Serve(sessionsMethod, s.Sessions),
		rpc.Serve(revokeSessionMethod, s.RevokeSession),
		rpc.Serve(meMethod, s.Me),
		rpc.Serve(getMethod, s.Get),
		rpc.Serve(profilesMethod, s.Profiles),
		rpc.Serve(revokedSessionsMethod, s.RevokedSessions),
	}
}

// Client is the service in another process.
func Client(c *rpc.Conn) Service {
	return remote{
		register:        rpc.Caller(c, registerMethod),
		login:           rpc.Caller(c, loginMethod),
		refresh:         rpc.Caller(c, refreshMethod),
		logout:          rpc.Caller(c, logoutMethod),
		sessions:        rpc.Caller(c, sessionsMethod),
		revokeSession:   rpc.Caller(c, revokeSessionMethod),
		me:              rpc.Caller(c, meMethod),
		get:             rpc.Caller(c, getMethod),
		profiles:        rpc.Caller(c, profilesMethod),
		revokedSessions: rpc.Caller(c, revokedSessionsMethod),
	}
}

type remote struct {
	register        func(context.Context, RegisterRequest) (SignedIn, error)
	login           func(context.Context, LoginRequest) (SignedIn, error)
	refresh         func(context.Context, RefreshRequest) (SignedIn, error)
	logout          func(context.Context, LogoutRequest) (rpc.None, error)
	sessions        func(context.Context, rpc.None) (page.List[Session], error)
	revokeSession   func(context.Context, RevokeSessionRequest) (rpc.None, error)
	me              func(context.Context, rpc.None) (OwnUser, error)
	get             func(context.Context, GetRequest) (User, error)
	profiles        func(context.Context, ProfilesRequest) ([]User, error)
	revokedSessions func(context.Context, RevokedSessionsRequest) ([]SessionRevoked, error)
}

func (r remote) Register(ctx context.Context, req RegisterRequest) (SignedIn, error) {
	return r.register(ctx, req)
}

func (r remote) Login(ctx context.Context, req LoginRequest) (SignedIn, error) {
	return r.login(ctx, req)
}

func (r remote) Refresh(ctx context.Context, req RefreshRequest) (SignedIn, error) {
	return r.refresh(ctx, req)
}

func (r remote) Logout(ctx context.Context, req LogoutRequest) (rpc.None, error) {
	return r.logout(ctx, req)
}

func (r remote) Sessions(ctx context.Context, req rpc.None) (page.List[Session], error) {
	return r.sessions(ctx, req)
}

func (r remote) RevokeSession(ctx context.Context, req RevokeSessionRequest) (rpc.None, error) {
	return r.revokeSession(ctx, req)
}
func (r remote) Me(ctx context.Context, req rpc.None) (OwnUser, error) { return r.me(ctx, req) }
func (r remote) Get(ctx context.Context, req GetRequest) (User, error) { return r.get(ctx, req) }
func (r remote) Profiles(ctx context.Context, req ProfilesRequest) ([]User, error) {
	return r.profiles(ctx, req)
}

func (r remote) RevokedSessions(ctx context.Context, req RevokedSessionsRequest) ([]SessionRevoked, error) {
	return r.revokedSessions(ctx, req)
}
