package id

import (
	"crypto/rand"
	"encoding/binary"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// last is the newest timestamp handed out, in 1/4096 milliseconds, shared by all kinds: ids made in
// one process rise strictly, whatever the wall clock does.
var last atomic.Uint64

// New makes an id. Ids made in one process rise strictly in the order of the calls: the 60 bits after
// the version hold milliseconds and, in rand_a, their 4096th parts (RFC 9562 §6.2, method 3), and a
// call that would not rise takes the next free tick. 62 random bits follow.
func New[T ~[16]byte]() T { return assemble[T](rise(ticks(clock.System{}.Now()))) }

// At makes an id as if at time t, for data that is older than its import.
func At[T ~[16]byte](t time.Time) T { return assemble[T](ticks(t)) }

func ticks(t time.Time) uint64 {
	us := uint64(t.UnixMicro())
	return us/1000<<12 | us%1000*4096/1000
}

func rise(want uint64) uint64 {
	for {
		prev := last.Load()
		if want <= prev {
			want = prev + 1
		}
		if last.CompareAndSwap(prev, want) {
			return want
		}
	}
}

func assemble[T ~[16]byte](tick uint64) T {
	var out T
	binary.BigEndian.PutUint64(out[0:8], tick>>12<<16|0x7000|tick&0xfff)
	// crypto/rand.Read never fails since Go 1.24: it ends the program instead.
	_, _ = rand.Read(out[8:])
	out[8] = out[8]&0x3f | 0x80
	return out
}
