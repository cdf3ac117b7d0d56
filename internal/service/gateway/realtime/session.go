package realtime

import "github.com/echo-chat/echo/internal/service/user"

// EndSession closes what a session that has ended still has open. Its event does so too, when it comes.
func (g *Gateway) EndSession(s user.SessionRevoked) error { return g.sessionRevoked(s) }
