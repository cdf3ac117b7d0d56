package redisstream

// Crash ends a bus as kill -9 does: its lease stays until it runs out, and nothing is settled any more.
func Crash(b *Bus) {
	_ = b.client.Close()
	b.stop()
}
