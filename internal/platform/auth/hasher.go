package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/echo-chat/echo/internal/platform/slots"
)

// HashParams is how hard a password is to hash. They are kept with each hash, so that they can be
// raised: see Hasher.NeedsRehash.
type HashParams struct {
	MemoryKiB uint32
	Time      uint32
	Threads   uint8
}

// DefaultHashParams are the least that OWASP's Password Storage Cheat Sheet asks of argon2id. Tests use
// smaller ones.
func DefaultHashParams() HashParams { return HashParams{MemoryKiB: 19 * 1024, Time: 2, Threads: 1} }

const (
	saltLen = 16
	hashLen = 32
	// maxWaiting is how many passwords may wait to be hashed; at 20 to 40 ms each and one at a time they
	// are done within about eight seconds.
	maxWaiting = 200
	// maxMemoryKiB is what a stored hash may ask for: a damaged row must not take the process down.
	maxMemoryKiB = 1 << 20
)

// Hasher hashes passwords with argon2id, into PHC strings. It leaves one core to others, where there are two or
// more: with all of them hashing, a goroutine that wants to run was seen to wait for up to 57 ms, with one
// left 8 ms. More at a time would only slow each other, and each takes MemoryKiB of memory. It is safe for
// concurrent use.
type Hasher struct {
	params HashParams
	nobody string // a hash of no password, with params
	slots  *slots.Slots
}

// NewHasher returns a Hasher that makes hashes with these parameters, and verifies any.
func NewHasher(p HashParams) *Hasher {
	h := &Hasher{params: p, slots: slots.New(max(1, runtime.GOMAXPROCS(0)-1), maxWaiting)}
	h.nobody = encode(p, random(saltLen), random(hashLen))
	return h
}

// Hash returns the PHC string of a password. Codes: too_many_requests when too many wait already,
// unavailable when ctx ends first.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := random(saltLen)
	key, err := h.derive(ctx, h.params, password, salt)
	if err != nil {
		return "", err
	}
	return encode(h.params, salt, key), nil
}

// Verify tells whether encoded is the hash of the password. An empty hash, of an account that has no
// password or does not exist, takes as long as any and is never right. Codes as of Hash.
func (h *Hasher) Verify(ctx context.Context, encoded, password string) (bool, error) {
	nobody := encoded == ""
	if nobody {
		encoded = h.nobody
	}
	p, salt, want, err := decode(encoded)
	if err != nil {
		return false, err
	}
	got, err := h.derive(ctx, p, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && !nobody, nil
}

// NeedsRehash tells whether a hash was made with other parameters than are in use now.
func (h *Hasher) NeedsRehash(encoded string) bool {
	p, _, _, err := decode(encoded)
	return err != nil || p != h.params
}

// derive waits for its turn and does the work.
func (h *Hasher) derive(ctx context.Context, p HashParams, password string, salt []byte) ([]byte, error) {
	if err := h.slots.Enter(ctx); err != nil {
		return nil, err
	}
	defer h.slots.Leave()
	return argon2.IDKey([]byte(password), salt, p.Time, p.MemoryKiB, p.Threads, hashLen), nil
}

func encode(p HashParams, salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, p.MemoryKiB, p.Time, p.Threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

var errBadHash = errors.New("stored password hash cannot be read")

func decode(encoded string) (p HashParams, salt, key []byte, err error) {
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, nil, errBadHash
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.MemoryKiB, &p.Time, &p.Threads); n != 3 || err != nil {
		return p, nil, nil, errBadHash
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(key) != hashLen || p.MemoryKiB > maxMemoryKiB || p.Time == 0 || p.Threads == 0 {
		return p, nil, nil, errBadHash
	}
	return p, salt, key, nil
}

// random returns n random bytes. crypto/rand.Read never fails since Go 1.24: it ends the program instead.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
