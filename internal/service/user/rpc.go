package user

import (
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	registerMethod           = rpc.Unary[RegisterRequest, SignedIn]("Register")
	loginMethod              = rpc.Unary[LoginRequest, SignedIn]("Login")
	refreshMethod            = rpc.Idempotent[RefreshRequest, SignedIn]("Refresh") // a repeat gives the same successor
	logoutMethod             = rpc.Idempotent[LogoutRequest, rpc.None]("Logout")
	sessionsMethod           = rpc.Idempotent[rpc.None, page.List[Session]]("Sessions")
	revokeSessionMethod      = rpc.Unary[RevokeSessionRequest, rpc.None]("RevokeSession")
	revokedSessionsMethod    = rpc.Idempotent[RevokedSessionsRequest, []SessionRevoked]("RevokedSessions")
	forgotPasswordMethod     = rpc.Idempotent[ForgotPasswordRequest, rpc.None]("ForgotPassword")
	validateResetTokenMethod = rpc.Idempotent[ValidateResetTokenRequest, ResetToken]("ValidateResetToken")
	resetPasswordMethod      = rpc.Unary[ResetPasswordRequest, rpc.None]("ResetPassword")
	verifyEmailMethod        = rpc.Unary[VerifyEmailRequest, VerifiedEmail]("VerifyEmail")
	changePasswordMethod     = rpc.Unary[ChangePasswordRequest, rpc.None]("ChangePassword")
	changeEmailMethod        = rpc.Unary[ChangeEmailRequest, rpc.None]("ChangeEmail")
	resendVerificationMethod = rpc.Unary[rpc.None, rpc.None]("ResendVerification")
	deleteMeMethod           = rpc.Unary[DeleteMeRequest, rpc.None]("DeleteMe")
	meMethod                 = rpc.Idempotent[rpc.None, OwnUser]("Me")
	updateMeMethod           = rpc.Idempotent[UpdateMeRequest, OwnUser]("UpdateMe")
	setPresenceMethod        = rpc.Idempotent[SetPresenceRequest, OwnUser]("SetPresence")
	preferencesMethod        = rpc.Idempotent[rpc.None, Preferences]("Preferences")
	setPreferencesMethod     = rpc.Idempotent[Preferences, Preferences]("SetPreferences")
	setAvatarMethod          = rpc.Idempotent[SetAvatarRequest, OwnUser]("SetAvatar")
	removeAvatarMethod       = rpc.Idempotent[rpc.None, OwnUser]("RemoveAvatar")
	avatarMethod             = rpc.Idempotent[AvatarRequest, AvatarFile]("Avatar")
	getMethod                = rpc.Idempotent[GetRequest, User]("Get")
	profilesMethod           = rpc.Idempotent[ProfilesRequest, []User]("Profiles")
	contactsMethod           = rpc.Idempotent[ContactsRequest, []Contact]("Contacts")
	beingsMethod             = rpc.Idempotent[BeingsRequest, []Being]("Beings")
	seenMethod               = rpc.Idempotent[SeenRequest, rpc.None]("Seen")
	findByEmailMethod        = rpc.Idempotent[FindByEmailRequest, Contact]("FindByEmail")
	deactivateMethod         = rpc.Idempotent[DeactivateRequest, User]("Deactivate")
	reactivateMethod         = rpc.Idempotent[DeactivateRequest, User]("Reactivate")
	noteOperationMethod      = rpc.Unary[NoteOperationRequest, rpc.None]("NoteOperation")
	createResetLinkMethod    = rpc.Unary[CreateResetLinkRequest, ResetLink]("CreateResetLink")
)

// Handler serves s, and what else its process has to say, to other processes of the same Echo.
func Handler(s Service, d *rpc.Door, beside ...rpc.Endpoint) *rpc.Server {
	return rpc.Handler("user", d, append(endpoints(s), beside...)...)
}

func endpoints(s Service) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(registerMethod, s.Register),
		rpc.Serve(loginMethod, s.Login),
		rpc.Serve(refreshMethod, s.Refresh),
		rpc.Serve(logoutMethod, s.Logout),
		rpc.Serve(sessionsMethod, s.Sessions),
		rpc.Serve(revokeSessionMethod, s.RevokeSession),
		rpc.Serve(revokedSessionsMethod, s.RevokedSessions),
		rpc.Serve(forgotPasswordMethod, s.ForgotPassword),
		rpc.Serve(validateResetTokenMethod, s.ValidateResetToken),
		rpc.Serve(resetPasswordMethod, s.ResetPassword),
		rpc.Serve(verifyEmailMethod, s.VerifyEmail),
		rpc.Serve(changePasswordMethod, s.ChangePassword),
		rpc.Serve(changeEmailMethod, s.ChangeEmail),
		rpc.Serve(resendVerificationMethod, s.ResendVerification),
		rpc.Serve(deleteMeMethod, s.DeleteMe),
		rpc.Serve(meMethod, s.Me),
		rpc.Serve(updateMeMethod, s.UpdateMe),
		rpc.Serve(setPresenceMethod, s.SetPresence),
		rpc.Serve(preferencesMethod, s.Preferences),
		rpc.Serve(setPreferencesMethod, s.SetPreferences),
		rpc.Serve(setAvatarMethod, s.SetAvatar),
		rpc.Serve(removeAvatarMethod, s.RemoveAvatar),
		rpc.Serve(avatarMethod, s.Avatar),
		rpc.Serve(getMethod, s.Get),
		rpc.Serve(profilesMethod, s.Profiles),
		rpc.Serve(contactsMethod, s.Contacts),
		rpc.Serve(beingsMethod, s.Beings),
		rpc.Serve(seenMethod, s.Seen),
		rpc.Serve(findByEmailMethod, s.FindByEmail),
		rpc.Serve(deactivateMethod, s.Deactivate),
		rpc.Serve(reactivateMethod, s.Reactivate),
		rpc.Serve(createResetLinkMethod, s.CreateResetLink),
		rpc.Serve(noteOperationMethod, s.NoteOperation),
	}
}
