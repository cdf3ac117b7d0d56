package user

import "context"

// Find returns somebody by address or username, in any case, to the operator of the server. Codes:
// user_not_found.
func (s *Local) Find(ctx context.Context, identifier string) (OwnUser, error) {
	a, err := s.lookup(ctx, identifier)
	if err != nil {
		return OwnUser{}, missingUser(err)
	}
	return a.OwnUser, nil
}
