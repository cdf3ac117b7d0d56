package user

import "context"

// Profiles is where a ProfileCache gets what it lacks; the service is one.
type Profiles interface {
	Profiles(ctx context.Context, req ProfilesRequest) ([]User, error)
}
