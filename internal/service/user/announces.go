package user

import "github.com/echo-chat/echo/internal/platform/bus"

// Announces is what the service tells of itself: each of its events, as it is now.
func Announces() []bus.Contract {
	about := func(eventType, when string, data any) bus.Contract {
		return bus.Contract{Type: eventType, Version: 1, When: when, Subject: "user", Data: data}
	}
	return []bus.Contract{
		about(EventRegistered, "An account was made.", Registered{}),
		about(EventUpdated, "A profile was changed.", Updated{}),
		about(EventDeactivated, "An operator shut somebody out.", Deactivated{}),
		about(EventReactivated, "An operator let somebody in again.", Deactivated{}),
		about(EventDeleted, "An account was deleted.", Deleted{}),
		about(EventSessionRevoked, "A session ended before its time.", SessionRevoked{}),
		about(EventEmailVerificationRequested, "Somebody is to confirm their address.", LinkRequested{}),
		about(EventEmailChangeRequested, "Somebody is to confirm the address that they want to have.", EmailChangeRequested{}),
		about(EventEmailChanged, "An account has another address.", EmailChanged{}),
		about(EventPasswordResetRequested, "Somebody has forgotten their password.", LinkRequested{}),
		about(EventPasswordChanged, "An account has another password.", PasswordChanged{}),
		about(EventSecurityAlert, "Somebody should look into what was done with their account.", SecurityAlert{}),
	}
}
