package user

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Client is the service in another process.
func Client(c *rpc.Conn) Service {
	return remote{
		register:           rpc.Caller(c, registerMethod),
		login:              rpc.Caller(c, loginMethod),
		refresh:            rpc.Caller(c, refreshMethod),
		logout:             rpc.Caller(c, logoutMethod),
		sessions:           rpc.Caller(c, sessionsMethod),
		revokeSession:      rpc.Caller(c, revokeSessionMethod),
		revokedSessions:    rpc.Caller(c, revokedSessionsMethod),
		forgotPassword:     rpc.Caller(c, forgotPasswordMethod),
		validateResetToken: rpc.Caller(c, validateResetTokenMethod),
		resetPassword:      rpc.Caller(c, resetPasswordMethod),
		verifyEmail:        rpc.Caller(c, verifyEmailMethod),
		changePassword:     rpc.Caller(c, changePasswordMethod),
		changeEmail:        rpc.Caller(c, changeEmailMethod),
		resendVerification: rpc.Caller(c, resendVerificationMethod),
		deleteMe:           rpc.Caller(c, deleteMeMethod),
		me:                 rpc.Caller(c, meMethod),
		updateMe:           rpc.Caller(c, updateMeMethod),
		setPresence:        rpc.Caller(c, setPresenceMethod),
		preferences:        rpc.Caller(c, preferencesMethod),
		setPreferences:     rpc.Caller(c, setPreferencesMethod),
		setAvatar:          rpc.Caller(c, setAvatarMethod),
		removeAvatar:       rpc.Caller(c, removeAvatarMethod),
		avatar:             rpc.Caller(c, avatarMethod),
		get:                rpc.Caller(c, getMethod),
		profiles:           rpc.Caller(c, profilesMethod),
		contacts:           rpc.Caller(c, contactsMethod),
		beings:             rpc.Caller(c, beingsMethod),
		seen:               rpc.Caller(c, seenMethod),
		findByEmail:        rpc.Caller(c, findByEmailMethod),
		deactivate:         rpc.Caller(c, deactivateMethod),
		reactivate:         rpc.Caller(c, reactivateMethod),
		createResetLink:    rpc.Caller(c, createResetLinkMethod),
		noteOperation:      rpc.Caller(c, noteOperationMethod),
	}
}

type remote struct {
	register           func(context.Context, RegisterRequest) (SignedIn, error)
	login              func(context.Context, LoginRequest) (SignedIn, error)
	refresh            func(context.Context, RefreshRequest) (SignedIn, error)
	logout             func(context.Context, LogoutRequest) (rpc.None, error)
	sessions           func(context.Context, rpc.None) (page.List[Session], error)
	revokeSession      func(context.Context, RevokeSessionRequest) (rpc.None, error)
	revokedSessions    func(context.Context, RevokedSessionsRequest) ([]SessionRevoked, error)
	forgotPassword     func(context.Context, ForgotPasswordRequest) (rpc.None, error)
	validateResetToken func(context.Context, ValidateResetTokenRequest) (ResetToken, error)
	resetPassword      func(context.Context, ResetPasswordRequest) (rpc.None, error)
	verifyEmail        func(context.Context, VerifyEmailRequest) (VerifiedEmail, error)
	changePassword     func(context.Context, ChangePasswordRequest) (rpc.None, error)
	changeEmail        func(context.Context, ChangeEmailRequest) (rpc.None, error)
	resendVerification func(context.Context, rpc.None) (rpc.None, error)
	deleteMe           func(context.Context, DeleteMeRequest) (rpc.None, error)
	me                 func(context.Context, rpc.None) (OwnUser, error)
	updateMe           func(context.Context, UpdateMeRequest) (OwnUser, error)
	setPresence        func(context.Context, SetPresenceRequest) (OwnUser, error)
	preferences        func(context.Context, rpc.None) (Preferences, error)
	setPreferences     func(context.Context, Preferences) (Preferences, error)
	setAvatar          func(context.Context, SetAvatarRequest) (OwnUser, error)
	removeAvatar       func(context.Context, rpc.None) (OwnUser, error)
	avatar             func(context.Context, AvatarRequest) (AvatarFile, error)
	get                func(context.Context, GetRequest) (User, error)
	profiles           func(context.Context, ProfilesRequest) ([]User, error)
	contacts           func(context.Context, ContactsRequest) ([]Contact, error)
	beings             func(context.Context, BeingsRequest) ([]Being, error)
	seen               func(context.Context, SeenRequest) (rpc.None, error)
	findByEmail        func(context.Context, FindByEmailRequest) (Contact, error)
	deactivate         func(context.Context, DeactivateRequest) (User, error)
	reactivate         func(context.Context, DeactivateRequest) (User, error)
	createResetLink    func(context.Context, CreateResetLinkRequest) (ResetLink, error)
	noteOperation      func(context.Context, NoteOperationRequest) (rpc.None, error)
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

func (r remote) RevokedSessions(ctx context.Context, req RevokedSessionsRequest) ([]SessionRevoked, error) {
	return r.revokedSessions(ctx, req)
}

func (r remote) ForgotPassword(ctx context.Context, req ForgotPasswordRequest) (rpc.None, error) {
	return r.forgotPassword(ctx, req)
}

func (r remote) ValidateResetToken(ctx context.Context, req ValidateResetTokenRequest) (ResetToken, error) {
	return r.validateResetToken(ctx, req)
}

func (r remote) ResetPassword(ctx context.Context, req ResetPasswordRequest) (rpc.None, error) {
	return r.resetPassword(ctx, req)
}

func (r remote) VerifyEmail(ctx context.Context, req VerifyEmailRequest) (VerifiedEmail, error) {
	return r.verifyEmail(ctx, req)
}

func (r remote) ChangePassword(ctx context.Context, req ChangePasswordRequest) (rpc.None, error) {
	return r.changePassword(ctx, req)
}

func (r remote) ChangeEmail(ctx context.Context, req ChangeEmailRequest) (rpc.None, error) {
	return r.changeEmail(ctx, req)
}

func (r remote) ResendVerification(ctx context.Context, req rpc.None) (rpc.None, error) {
	return r.resendVerification(ctx, req)
}

func (r remote) DeleteMe(ctx context.Context, req DeleteMeRequest) (rpc.None, error) {
	return r.deleteMe(ctx, req)
}

func (r remote) Me(ctx context.Context, req rpc.None) (OwnUser, error) {
	return r.me(ctx, req)
}

func (r remote) UpdateMe(ctx context.Context, req UpdateMeRequest) (OwnUser, error) {
	return r.updateMe(ctx, req)
}

func (r remote) SetPresence(ctx context.Context, req SetPresenceRequest) (OwnUser, error) {
	return r.setPresence(ctx, req)
}

func (r remote) Preferences(ctx context.Context, req rpc.None) (Preferences, error) {
	return r.preferences(ctx, req)
}

func (r remote) SetPreferences(ctx context.Context, req Preferences) (Preferences, error) {
	return r.setPreferences(ctx, req)
}

func (r remote) SetAvatar(ctx context.Context, req SetAvatarRequest) (OwnUser, error) {
	return r.setAvatar(ctx, req)
}

func (r remote) RemoveAvatar(ctx context.Context, req rpc.None) (OwnUser, error) {
	return r.removeAvatar(ctx, req)
}

func (r remote) Avatar(ctx context.Context, req AvatarRequest) (AvatarFile, error) {
	return r.avatar(ctx, req)
}

func (r remote) Get(ctx context.Context, req GetRequest) (User, error) {
	return r.get(ctx, req)
}

func (r remote) Profiles(ctx context.Context, req ProfilesRequest) ([]User, error) {
	return r.profiles(ctx, req)
}

func (r remote) Contacts(ctx context.Context, req ContactsRequest) ([]Contact, error) {
	return r.contacts(ctx, req)
}

func (r remote) Beings(ctx context.Context, req BeingsRequest) ([]Being, error) {
	return r.beings(ctx, req)
}

func (r remote) Seen(ctx context.Context, req SeenRequest) (rpc.None, error) {
	return r.seen(ctx, req)
}

func (r remote) FindByEmail(ctx context.Context, req FindByEmailRequest) (Contact, error) {
	return r.findByEmail(ctx, req)
}

func (r remote) Deactivate(ctx context.Context, req DeactivateRequest) (User, error) {
	return r.deactivate(ctx, req)
}

func (r remote) Reactivate(ctx context.Context, req DeactivateRequest) (User, error) {
	return r.reactivate(ctx, req)
}

func (r remote) CreateResetLink(ctx context.Context, req CreateResetLinkRequest) (ResetLink, error) {
	return r.createResetLink(ctx, req)
}

func (r remote) NoteOperation(ctx context.Context, req NoteOperationRequest) (rpc.None, error) {
	return r.noteOperation(ctx, req)
}
