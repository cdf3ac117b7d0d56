// Package auth knows who is asking: the caller in the context, access tokens, password hashes.
package auth

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// Caller is the signed-in user on whose behalf something is done.
type Caller struct {
	UserID    id.User    `json:"userId"`
	SessionID id.Session `json:"sessionId"`
}

type callerKey struct{}

// WithCaller returns ctx on behalf of c. The gateway and rpc are the only ones to call it.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerFrom returns the caller; errs code missing_token when nobody is signed in.
func CallerFrom(ctx context.Context) (Caller, error) {
	c, ok := ctx.Value(callerKey{}).(Caller)
	if !ok {
		return Caller{}, errMissing()
	}
	return c, nil
}
