package user

import "context"

// TidyUp does what Run does every minute.
func TidyUp(ctx context.Context, s *Local) error { return s.tidyUp(ctx) }

// EndWhatIsOver does what RunEnds does every second.
func EndWhatIsOver(ctx context.Context, s *Local) error { return s.endWhatIsOver(ctx) }
