package app

import (
	"context"

	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/fetch"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// openServices makes the services, from left to right. Where each runs is decided in its function, and
// nowhere else.
func (a *App) openServices(secret []byte) (err error) {
	sealKey, err := deriveKey(secret, "sealed tokens")
	if err != nil {
		return err
	}
	a.sealer = auth.NewSealer(sealKey)
	if a.users, err = a.userService(secret); err != nil {
		return err
	}
	if a.cfg.Has(config.RoleMessage) || a.cfg.Has(config.RoleGateway) {
		a.profiles = user.NewProfileCache(a.users)
		a.subscribe(a.profiles.Subscription("echo"))
		a.last = append(a.last, a.profiles.Close)
	}
	if a.workspaces, err = a.workspaceService(); err != nil {
		return err
	}
	if a.messages, err = a.messageService(); err != nil {
		return err
	}
	a.notifications, err = a.notificationService()
	return err
}

// userService is here, or where ECHO_USER_URL says.
func (a *App) userService(secret []byte) (user.Service, error) {
	if !a.cfg.Has(config.RoleUser) {
		conn, err := a.neighbour(config.RoleUser)
		if err != nil {
			return nil, err
		}
		a.logs["user"] = eventlog.Client(conn)
		return user.Client(conn), nil
	}
	local, err := a.localUsers(secret, a.relay(usersDB, "user"))
	if err != nil {
		return nil, err
	}
	a.running = append(a.running, local.Run, local.RunEnds)
	a.serve(user.Handler(local, a.door, eventlog.Endpoints(a.logs["user"])...))
	return local, nil
}

// localUsers is the user service here, for a server or for its operator.
func (a *App) localUsers(secret []byte, committed func(...bus.Event)) (*user.Local, error) {
	tokens, err := a.tokens(secret)
	if err != nil {
		return nil, err
	}
	refreshKey, err := deriveKey(secret, "refresh tokens")
	if err != nil {
		return nil, err
	}
	sealKey, err := deriveKey(secret, "sealed tokens")
	if err != nil {
		return nil, err
	}
	a.passwords = auth.NewHasher(auth.DefaultHashParams())
	return user.New(user.Config{
		DB: a.databases[usersDB], Passwords: a.passwords, Tokens: tokens, Secret: refreshKey, Sealer: auth.NewSealer(sealKey),
		Clock: a.clock, Log: a.log, Committed: committed,
	})
}

// workspaceService is here, or where ECHO_WORKSPACE_URL says.
func (a *App) workspaceService() (workspace.Service, error) {
	if !a.cfg.Has(config.RoleWorkspace) {
		conn, err := a.neighbour(config.RoleWorkspace)
		if err != nil {
			return nil, err
		}
		a.logs["workspace"] = eventlog.Client(conn)
		return workspace.Client(conn), nil
	}
	local := workspace.New(workspace.Config{
		DB: a.databases[workspacesDB], Users: a.users, Sealer: a.sealer, Clock: a.clock, Committed: a.relay(workspacesDB, "workspace"),
	})
	a.subscribe(local.Subscription())
	a.serve(workspace.Handler(local, a.door, eventlog.Endpoints(a.logs["workspace"])...))
	return local, nil
}

// messageService is here, or where ECHO_MESSAGE_URL says.
func (a *App) messageService() (message.Service, error) {
	if !a.cfg.Has(config.RoleMessage) {
		conn, err := a.neighbour(config.RoleMessage)
		if err != nil {
			return nil, err
		}
		a.logs["message"] = eventlog.Client(conn)
		return message.Client(conn), nil
	}
	access := workspace.NewAccessCache(a.workspaces)
	var fetcher message.Fetcher
	if a.cfg.LinkPreviews == "on" {
		agent := "Echo/" + obs.ReadBuild().Version + " (link previews; +https://github.com/echo-chat/echo)"
		fetcher = fetch.New(fetch.Config{Allow: a.cfg.FetchAllow, UserAgent: agent})
	}
	local := message.New(message.Config{
		DB: a.databases[messagesDB], Replica: a.replica, Access: access, Profiles: a.profiles, Contacts: a.users, Clock: a.clock, Log: a.log,
		Fetch: fetcher, PublicURL: a.publicURL(), Committed: a.relay(messagesDB, "message"),
	})
	a.subscribe(local.LinksSubscription())
	a.subscribe(access.Subscription("echo"))
	a.subscribe(local.Subscription())
	a.first = append(a.first, local.Close)
	a.last = append(a.last, access.Close)
	a.serve(message.Handler(local, a.door, eventlog.Endpoints(a.logs["message"])...))
	return local, nil
}

// relay makes the relay of a service's events, and their log, and returns what the service hands them to.
func (a *App) relay(database, source string) func(...bus.Event) {
	a.logs[source] = eventlog.Of(a.databases[database], source)
	a.metrics.MustRegister(outbox.NewCollector(a.databases[database], source, a.clock))
	r := outbox.NewRelay(outbox.Config{DB: a.databases[database], Source: source, To: a.bus, Keep: a.cfg.EventRetention, Clock: a.clock, Log: a.log})
	a.running = append(a.running, func(ctx context.Context) { r.Run(ctx) })
	return r.Committed
}
