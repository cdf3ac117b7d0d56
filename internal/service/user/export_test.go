package user

import "context"

// TidyUp does what Run does every minute.
func TidyUp(ctx context.Context, s *Local) error { return s.tidyUp(ctx) }
