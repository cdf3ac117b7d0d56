package auth_test

import (
	"encoding/base64"
	"testing"

	"github.com/echo-chat/echo/internal/platform/auth"
)

const sealedText = "a token on its way"

func newSealer(key string) *auth.Sealer { return auth.NewSealer([]byte(key)) }

func TestSealer_OpensWhatItSealed(t *testing.T) {
	t.Parallel()
	for _, text := range []string{sealedText, "", "\x00\xff"} {
		sealed := newSealer("key").Seal("reset", []byte(text))
		got, err := newSealer("key").Open("reset", sealed)
		if err != nil || string(got) != text {
			t.Errorf("%q came back as %q, %v", text, got, err)
		}
	}
}

func TestSealer_NeverTheSameTwice(t *testing.T) {
	t.Parallel()
	s := newSealer("key")
	first, second := s.Seal("reset", []byte(sealedText)), s.Seal("reset", []byte(sealedText))
	if first == second {
		t.Error("two sealings are alike")
	}
}

func TestSealer_RefusesAnotherPurposeOrKey(t *testing.T) {
	t.Parallel()
	sealed := newSealer("key").Seal("reset", []byte(sealedText))
	if _, err := newSealer("key").Open("verify", sealed); err == nil {
		t.Error("opened for another purpose")
	}
	if _, err := newSealer("another key").Open("reset", sealed); err == nil {
		t.Error("opened with another key")
	}
}

func TestSealer_RefusesEveryChange(t *testing.T) {
	t.Parallel()
	s := newSealer("key")
	raw, err := base64.RawURLEncoding.DecodeString(s.Seal("reset", []byte(sealedText)))
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, changed []byte) {
		if got, err := s.Open("reset", base64.RawURLEncoding.EncodeToString(changed)); err == nil {
			t.Errorf("%s: opened as %q", what, got)
		}
	}
	for i := range raw {
		changed := append([]byte(nil), raw...)
		changed[i] ^= 1
		refused("a bit flipped", changed)
		refused("cut short", raw[:i])
	}
	refused("longer", append(raw, 0))
	if _, err := s.Open("reset", "not base64!"); err == nil {
		t.Error("opened what is not base64")
	}
}
