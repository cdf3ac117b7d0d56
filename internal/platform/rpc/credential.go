package rpc

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// maxSkew is how far a call's time may be from the clock of who is called: more than clocks that are
// looked after differ by, and all the time there is to repeat a call that somebody has recorded.
const maxSkew = time.Minute

// Credential is what the services of one Echo know each other by: a secret that they share. It signs each
// call (its time, method, caller and body) and each answer; it never travels itself. It is safe for
// concurrent use.
type Credential struct {
	clock clock.Clock
	keys  [][]byte // the first signs calls, any is accepted
}

// NewCredential returns a Credential that signs with secret, and also accepts what was signed with one of
// the previous secrets: so a secret is exchanged without a pause, first previous everywhere, then gone.
func NewCredential(c clock.Clock, secret []byte, previous ...[]byte) *Credential {
	return &Credential{clock: c, keys: append([][]byte{secret}, previous...)}
}

const (
	scheme          = "Echo "
	callerHeader    = "Echo-Caller"
	signatureHeader = "Echo-Signature" // of an answer
)

var encoding = base64.RawURLEncoding.Strict()

// signed is a call whose signature was made or found right: what its answer is signed with.
type signed struct {
	key      []byte
	nonce    string
	bodyHash string
}

// sign adds the signature of a call to its headers, of which only the caller's is covered.
func (c *Credential) sign(r *http.Request, body []byte) signed {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails since Go 1.24
	s := signed{key: c.keys[0], nonce: encoding.EncodeToString(random[:]), bodyHash: hash(body)}
	at := strconv.FormatInt(c.clock.Now().UnixMilli(), 10)
	mac := s.mac("call", at, r.URL.Path, r.Header.Get(callerHeader))
	r.Header.Set("Authorization", scheme+strings.Join([]string{at, s.nonce, s.bodyHash, encoding.EncodeToString(mac)}, " "))
	return s
}

var (
	errUnsigned = errors.New("it is not signed with the secret of this Echo")
	errBody     = errors.New("its body is not the one that was signed")
)

// verify checks the signature of a call, all but its body. What it says of a call with a wrong signature
// does not depend on why it is wrong.
func (c *Credential) verify(r *http.Request) (signed, error) {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), scheme)
	part := strings.Split(text, " ")
	if !ok || len(part) != 4 {
		return signed{}, errUnsigned
	}
	given, err := encoding.DecodeString(part[3])
	if err != nil {
		return signed{}, errUnsigned
	}
	var found signed
	for _, key := range c.keys {
		s := signed{key: key, nonce: part[1], bodyHash: part[2]}
		if hmac.Equal(given, s.mac("call", part[0], r.URL.Path, r.Header.Get(callerHeader))) {
			found = s
		}
	}
	millis, err := strconv.ParseInt(part[0], 10, 64)
	if found.key == nil || err != nil {
		return signed{}, errUnsigned
	}
	if skew := c.clock.Now().Sub(time.UnixMilli(millis)); skew.Abs() > maxSkew {
		return signed{}, fmt.Errorf("it was signed %s ago, by a clock that differs or to be sent later", skew.Round(time.Second))
	}
	return found, nil
}

// answer is the signature of the answer to a call. Who calls knows by it that Echo answered, and this call.
func (s signed) answer(status int, h http.Header, body []byte) string {
	a := signed{key: s.key, nonce: s.nonce, bodyHash: hash(body)}
	return encoding.EncodeToString(a.mac("answer", strconv.Itoa(status), h.Get("Content-Type"), h.Get(errorHeader)))
}

func (s signed) hasBody(body []byte) bool {
	return hmac.Equal([]byte(s.bodyHash), []byte(hash(body)))
}

// mac is over the parts with their lengths, so that no part can run into the next.
func (s signed) mac(kind string, parts ...string) []byte {
	m := hmac.New(sha256.New, s.key)
	for _, part := range append([]string{kind, s.nonce, s.bodyHash}, parts...) {
		_, _ = m.Write([]byte(strconv.Itoa(len(part)) + ":" + part + "\n"))
	}
	return m.Sum(nil)
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return encoding.EncodeToString(sum[:])
}
