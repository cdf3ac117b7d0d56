package auth

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
)

// Sealer encrypts what must pass through a database or a bus without being readable there: a token on
// its way into a mail. It is AES-256-GCM; the purpose is authenticated with the text, so what was sealed
// for one purpose opens for no other. It is safe for concurrent use.
type Sealer struct {
	keyID [keyIDLen]byte
	aead  cipher.AEAD
}

// keyIDLen is how many bytes before each sealed text tell which key it was sealed with.
const keyIDLen = 4

var errSealed = errors.New("sealed text cannot be opened")

// NewSealer returns a Sealer with a key of MinSecret bytes or more, the same for all processes that open
// what others sealed.
func NewSealer(key []byte) *Sealer {
	derived, err := hkdf.Key(sha256.New, key, nil, "echo sealer", 32+keyIDLen)
	if err != nil {
		panic("auth: " + err.Error()) // the length is right
	}
	block, err := aes.NewCipher(derived[:32])
	if err != nil {
		panic("auth: " + err.Error()) // the length is right
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("auth: " + err.Error()) // AES has the block size of GCM
	}
	return &Sealer{keyID: [keyIDLen]byte(derived[32:]), aead: aead}
}

// Seal encrypts plain for a purpose, into text fit for JSON. The same plain gives another text each time.
func (s *Sealer) Seal(purpose string, plain []byte) string {
	sealed := s.aead.Seal(s.keyID[:], nil, plain, s.bound(purpose)) //nolint:gosec // no nonce is given: the AEAD draws one
	return base64.RawURLEncoding.EncodeToString(sealed)
}

// Open returns what was sealed for this purpose with this key, and an error for everything else.
func (s *Sealer) Open(purpose, sealed string) ([]byte, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSealed, err)
	}
	if !bytes.HasPrefix(raw, s.keyID[:]) {
		return nil, fmt.Errorf("%w: it was sealed with another key", errSealed)
	}
	plain, err := s.aead.Open(nil, nil, raw[keyIDLen:], s.bound(purpose))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSealed, err)
	}
	return plain, nil
}

// bound is what is authenticated beside the text.
func (s *Sealer) bound(purpose string) []byte { return append(s.keyID[:keyIDLen:keyIDLen], purpose...) }
