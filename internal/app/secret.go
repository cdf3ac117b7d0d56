package app

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// secretFile holds the secret made at the first start, below the data folder.
const secretFile = "secret"

// loadSecret returns the configured secret or, without one, the one in the data folder, made at the
// first start and readable by the owner only.
func loadSecret(configured, dataDir string) ([]byte, error) {
	if configured != "" {
		return []byte(configured), nil
	}
	path := filepath.Join(dataDir, secretFile)
	text, err := os.ReadFile(path)
	switch {
	case err == nil && len(strings.TrimSpace(string(text))) >= 32:
		return []byte(strings.TrimSpace(string(text))), nil
	case err == nil:
		return nil, fmt.Errorf("%s is too short to be a secret", path)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("read secret: %w", err)
	}
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	text = []byte(hex.EncodeToString(raw))
	if err := os.WriteFile(path, append(text, '\n'), 0o600); err != nil {
		return nil, fmt.Errorf("keep secret: %w", err)
	}
	return text, nil
}

// deriveKey makes a key for one purpose of the secret (HKDF, RFC 5869), so that no key is of use for
// another purpose.
func deriveKey(secret []byte, purpose string) ([]byte, error) {
	return hkdf.Key(sha256.New, secret, nil, "echo "+purpose, 32)
}
