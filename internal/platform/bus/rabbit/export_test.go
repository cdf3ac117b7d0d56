package rabbit

// Crash ends a bus as kill -9 does: its connections go, and it never comes back.
func Crash(b *Bus) {
	b.cancel()
	for _, l := range []*link{b.publisher.link, b.consuming} {
		if l != nil {
			l.kill()
		}
	}
}
