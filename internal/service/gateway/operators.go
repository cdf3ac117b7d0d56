package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

// WithOperators is the user service as the gateway sees it: it says of those who have one of the addresses,
// and have confirmed it, that they run this Echo. No other service knows.
func WithOperators(users user.Service, addresses []string) user.Service {
	return operators{Service: users, addresses: addresses}
}

type operators struct {
	user.Service

	addresses []string
}

// mark is the one place that decides who is an operator.
func (o operators) mark(u user.OwnUser, err error) (user.OwnUser, error) {
	u.IsOperator = err == nil && u.EmailVerified && !u.IsDeactivated &&
		slices.ContainsFunc(o.addresses, func(a string) bool { return strings.EqualFold(a, u.Email) })
	return u, err
}

func (o operators) signedIn(s user.SignedIn, err error) (user.SignedIn, error) {
	s.User, err = o.mark(s.User, err)
	return s, err
}

func (o operators) Register(ctx context.Context, req user.RegisterRequest) (user.SignedIn, error) {
	return o.signedIn(o.Service.Register(ctx, req))
}

func (o operators) Login(ctx context.Context, req user.LoginRequest) (user.SignedIn, error) {
	return o.signedIn(o.Service.Login(ctx, req))
}

func (o operators) Refresh(ctx context.Context, req user.RefreshRequest) (user.SignedIn, error) {
	return o.signedIn(o.Service.Refresh(ctx, req))
}

func (o operators) Me(ctx context.Context, req rpc.None) (user.OwnUser, error) {
	return o.mark(o.Service.Me(ctx, req))
}

func (o operators) UpdateMe(ctx context.Context, req user.UpdateMeRequest) (user.OwnUser, error) {
	return o.mark(o.Service.UpdateMe(ctx, req))
}

func (o operators) SetPresence(ctx context.Context, req user.SetPresenceRequest) (user.OwnUser, error) {
	return o.mark(o.Service.SetPresence(ctx, req))
}

func (o operators) SetAvatar(ctx context.Context, req user.SetAvatarRequest) (user.OwnUser, error) {
	return o.mark(o.Service.SetAvatar(ctx, req))
}

func (o operators) RemoveAvatar(ctx context.Context, req rpc.None) (user.OwnUser, error) {
	return o.mark(o.Service.RemoveAvatar(ctx, req))
}

// errNothingHere is what all others are answered below /api/admin, and what any address without a route
// answers: that this Echo has operators is not told.
var errNothingHere = errs.NotFound("route_not_found", "There is nothing at this address.")

// operator lets operators pass. It asks each time: an address may have been given up since the sign-in.
func (g *Gateway) operator(ctx context.Context) error {
	me, err := g.users.Me(ctx, rpc.None{})
	if err != nil {
		return err
	}
	if !me.IsOperator {
		return errNothingHere
	}
	return nil
}

// addAdmin registers an operation for operators, which is asked after in one place.
func addAdmin[In, Out any](g *Gateway, r route, handle func(context.Context, *In) (*Out, error)) {
	r.tag = "Operation"
	r.codes = append([]string{errNothingHere.Code}, r.codes...)
	add(g, r, func(ctx context.Context, in *In) (*Out, error) {
		if err := g.operator(ctx); err != nil {
			return nil, err
		}
		return handle(ctx, in)
	})
}

// noteOperation writes into the audit log what an operator is about to do. What cannot be noted is not done.
func (g *Gateway) noteOperation(ctx context.Context, action, target string, details any) error {
	raw, err := json.Marshal(details)
	if err != nil {
		return fmt.Errorf("encode details: %w", err)
	}
	_, err = g.users.NoteOperation(ctx, user.NoteOperationRequest{
		Action: action, TargetID: target, Details: raw, Address: clientAddress(ctx),
	})
	return err
}
