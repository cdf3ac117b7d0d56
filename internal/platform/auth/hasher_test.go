package auth_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
)

func fast() auth.HashParams { return auth.HashParams{MemoryKiB: 8, Time: 1, Threads: 1} }

func TestHasher_Verify(t *testing.T) {
	t.Parallel()
	h := auth.NewHasher(fast())
	long := strings.Repeat("ü", 128)
	for name, tc := range map[string]struct {
		password, tried string
		want            bool
	}{
		"right":                   {"correct horse", "correct horse", true},
		"wrong":                   {"correct horse", "correct horsf", false},
		"empty":                   {"correct horse", "", false},
		"not cut at 72 bytes":     {long, long, true},
		"differs after 128 bytes": {long, long[:len(long)-2] + "u", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hash, err := h.Hash(t.Context(), tc.password)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := h.Verify(t.Context(), hash, tc.tried); err != nil || got != tc.want {
				t.Errorf("Verify = %v, %v", got, err)
			}
		})
	}
}

func TestHasher_OneSaltAHash(t *testing.T) {
	t.Parallel()
	h := auth.NewHasher(fast())
	a, _ := h.Hash(t.Context(), "same")
	b, _ := h.Hash(t.Context(), "same")
	if a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=8,t=1,p=1$") {
		t.Errorf("hashes %q, %q", a, b)
	}
}

func TestHasher_NobodyIsNeverRight(t *testing.T) {
	t.Parallel()
	h := auth.NewHasher(fast())
	if ok, err := h.Verify(t.Context(), "", ""); ok || err != nil {
		t.Errorf("Verify = %v, %v", ok, err)
	}
}

func TestHasher_NeedsRehash(t *testing.T) {
	t.Parallel()
	old, h := auth.NewHasher(fast()), auth.NewHasher(auth.HashParams{MemoryKiB: 16, Time: 1, Threads: 1})
	hash, err := old.Hash(t.Context(), "password")
	if err != nil {
		t.Fatal(err)
	}
	if old.NeedsRehash(hash) || !h.NeedsRehash(hash) || !h.NeedsRehash("plain") {
		t.Error("NeedsRehash is wrong")
	}
	if ok, err := h.Verify(t.Context(), hash, "password"); !ok || err != nil {
		t.Errorf("a hash with older parameters: %v, %v", ok, err)
	}
}

func TestHasher_DamagedHash(t *testing.T) {
	t.Parallel()
	h := auth.NewHasher(fast())
	const salt, key = "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	for _, hash := range []string{
		"x", "$argon2id$v=19$m=8,t=1,p=1$" + salt, "$argon2i$v=19$m=8,t=1,p=1$" + salt + "$" + key,
		"$argon2id$v=18$m=8,t=1,p=1$" + salt + "$" + key, "$argon2id$v=19$m=8,t=0,p=1$" + salt + "$" + key,
		"$argon2id$v=19$m=4294967295,t=1,p=1$" + salt + "$" + key, "$argon2id$v=19$m=8,t=1,p=1$" + salt + "$",
		"$argon2id$v=19$m=8,t=1,p=1$!$" + key,
	} {
		if ok, err := h.Verify(t.Context(), hash, "password"); ok || errs.KindOf(err) != errs.KindInternal {
			t.Errorf("Verify(%q) = %v, %v", hash, ok, err)
		}
	}
}

func BenchmarkHasher_Hash(b *testing.B) {
	h := auth.NewHasher(auth.DefaultHashParams())
	for b.Loop() {
		if _, err := h.Hash(b.Context(), "password"); err != nil {
			b.Fatal(err)
		}
	}
}
