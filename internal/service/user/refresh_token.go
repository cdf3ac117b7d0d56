package user

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// refreshToken is the token of one generation of a session: opaque to who holds it, 256 secret bits.
//
// What is kept of it is its SHA-256, so a copy of the database signs nobody in. Yet two things must be
// known of tokens that are not current: the successor of the last one, to give it again when an answer
// got lost, and whether an old one is real, for then it was stolen. So the secret is not drawn at random
// but made:
//
//	HMAC-SHA256(the server's secret, session ‖ generation ‖ the session's random seed)
//
// The database alone does not make tokens, nor does the server's secret alone; no history of spent
// tokens is kept; and somebody who merely knows a session's id cannot end it with a token made up.
type refreshToken struct {
	session    id.Session
	generation uint32
	secret     [sha256.Size]byte
}

const refreshTokenLen = 16 + 4 + sha256.Size

// makeRefreshToken is a pure function: the same session and generation give the same token.
func makeRefreshToken(serverSecret []byte, sessionID id.Session, seed string, generation uint32) refreshToken {
	t := refreshToken{session: sessionID, generation: generation}
	mac := hmac.New(sha256.New, serverSecret)
	mac.Write([]byte("echo refresh token\x00"))
	mac.Write(t.session[:])
	mac.Write(binary.BigEndian.AppendUint32(nil, t.generation))
	mac.Write([]byte(seed))
	mac.Sum(t.secret[:0])
	return t
}

// parseRefreshToken reads what String wrote.
func parseRefreshToken(s string) (t refreshToken, ok bool) {
	if len(s) != base64.RawURLEncoding.EncodedLen(refreshTokenLen) {
		return t, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(raw) != refreshTokenLen {
		return t, false
	}
	copy(t.session[:], raw)
	t.generation = binary.BigEndian.Uint32(raw[16:])
	copy(t.secret[:], raw[20:])
	return t, true
}

func (t refreshToken) bytes() []byte {
	raw := append(make([]byte, 0, refreshTokenLen), t.session[:]...)
	raw = binary.BigEndian.AppendUint32(raw, t.generation)
	return append(raw, t.secret[:]...)
}

// String is the token as its holder has it.
func (t refreshToken) String() string { return base64.RawURLEncoding.EncodeToString(t.bytes()) }

// hash is what is kept of the token.
func (t refreshToken) hash() string {
	sum := sha256.Sum256(t.bytes())
	return hex.EncodeToString(sum[:])
}

func (t refreshToken) equal(other refreshToken) bool { return hmac.Equal(t.bytes(), other.bytes()) }

func newSeed() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return hex.EncodeToString(b[:])
}
