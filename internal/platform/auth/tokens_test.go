package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
)

const secret = "a secret for tests, 32 bytes or more"

var start = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

func newTokens(t testing.TB, clk clock.Clock) *auth.Tokens {
	t.Helper()
	tokens, err := auth.NewTokens([]byte(secret), clk)
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

func someone() auth.Caller {
	return auth.Caller{UserID: id.New[id.User](), SessionID: id.New[id.Session]()}
}

func TestTokens_VerifyReturnsWhomItWasIssuedTo(t *testing.T) {
	t.Parallel()
	tokens := newTokens(t, clock.NewManual(start))
	want := someone()
	token, expiresIn, err := tokens.Issue(want)
	if err != nil {
		t.Fatal(err)
	}
	if expiresIn != 15*time.Minute {
		t.Errorf("expires in %v", expiresIn)
	}
	if got, err := tokens.Verify(token); err != nil || got != want {
		t.Errorf("Verify = %v, %v", got, err)
	}
}

func TestTokens_ClockSteps(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		step time.Duration
		code string
	}{
		"back 50 seconds":        {step: -50 * time.Second},
		"back 70 seconds":        {step: -70 * time.Second, code: "invalid_token"},
		"15 minutes, 50 seconds": {step: 15*time.Minute + 50*time.Second},
		"16 minutes, 10 seconds": {step: 16*time.Minute + 10*time.Second, code: "token_expired"},
		"a month":                {step: 30 * 24 * time.Hour, code: "token_expired"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clk := clock.NewManual(start)
			tokens := newTokens(t, clk)
			token, _, err := tokens.Issue(someone())
			if err != nil {
				t.Fatal(err)
			}
			clk.Advance(tc.step)
			_, err = tokens.Verify(token)
			if tc.code == "" && err != nil || tc.code != "" && !errs.Is(err, tc.code) {
				t.Errorf("Verify: %v, want %q", err, tc.code)
			}
		})
	}
}

func TestNewTokens_RefusesShortSecret(t *testing.T) {
	t.Parallel()
	if _, err := auth.NewTokens([]byte(secret[:31]), clock.System{}); err == nil {
		t.Error("31 bytes were enough")
	}
}

// forge signs claims that are right but for what change does to them.
func forge(t *testing.T, method jwt.SigningMethod, key any, change func(header map[string]any, claims jwt.MapClaims)) string {
	t.Helper()
	token := jwt.NewWithClaims(method, jwt.MapClaims{
		"iss": "echo", "aud": "echo", "use": "access",
		"sub": id.New[id.User](), "sid": id.New[id.Session](),
		"iat": start.Unix(), "nbf": start.Unix(), "exp": start.Add(15 * time.Minute).Unix(),
	})
	if change != nil {
		change(token.Header, token.Claims.(jwt.MapClaims))
	}
	signed, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func header(name string, value any) func(map[string]any, jwt.MapClaims) {
	return func(h map[string]any, _ jwt.MapClaims) { h[name] = value }
}

func claim(name string, value any) func(map[string]any, jwt.MapClaims) {
	return func(_ map[string]any, c jwt.MapClaims) {
		if c[name] = value; value == nil {
			delete(c, name)
		}
	}
}

func TestTokens_Corpus(t *testing.T) {
	t.Parallel()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	hs := func(change func(map[string]any, jwt.MapClaims)) string {
		return forge(t, jwt.SigningMethodHS256, []byte(secret), change)
	}
	good := hs(nil)
	parts := strings.Split(good, ".")
	b64 := base64.RawURLEncoding
	none := b64.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`))

	tokens := newTokens(t, clock.NewManual(start))
	if _, err := tokens.Verify(good); err != nil {
		t.Fatalf("the token that all others are made from: %v", err)
	}
	for name, token := range map[string]string{
		"alg none":                 forge(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil),
		"alg none, signed":         none + "." + parts[1] + "." + parts[2],
		"alg None":                 b64.EncodeToString([]byte(`{"alg":"None","typ":"JWT"}`)) + "." + parts[1] + ".",
		"no alg":                   b64.EncodeToString([]byte(`{"typ":"JWT"}`)) + "." + parts[1] + "." + parts[2],
		"alg of a wrong type":      b64.EncodeToString([]byte(`{"alg":["HS256"],"typ":"JWT"}`)) + "." + parts[1] + "." + parts[2],
		"HS384":                    forge(t, jwt.SigningMethodHS384, []byte(secret), nil),
		"HS512":                    forge(t, jwt.SigningMethodHS512, []byte(secret), nil),
		"RS256":                    forge(t, jwt.SigningMethodRS256, rsaKey, nil),
		"PS256":                    forge(t, jwt.SigningMethodPS256, rsaKey, nil),
		"ES256":                    forge(t, jwt.SigningMethodES256, ecKey, nil),
		"RS256 signed as HS256":    forge(t, jwt.SigningMethodHS256, []byte(secret), header("alg", "RS256")),
		"another secret":           forge(t, jwt.SigningMethodHS256, []byte(secret+"!"), nil),
		"empty secret":             forge(t, jwt.SigningMethodHS256, []byte{}, nil),
		"header jku":               hs(header("jku", "https://example.org/keys")),
		"header x5u":               hs(header("x5u", "https://example.org/cert")),
		"header jwk":               hs(header("jwk", map[string]any{"kty": "oct", "k": "AA"})),
		"header kid":               hs(header("kid", "../../dev/null")),
		"header crit":              hs(header("crit", []string{"exp"})),
		"header typ":               hs(header("typ", "at+jwt")),
		"use refresh":              hs(claim("use", "refresh")),
		"use missing":              hs(claim("use", nil)),
		"use of a wrong type":      hs(claim("use", []string{"access"})),
		"issuer":                   hs(claim("iss", "other")),
		"issuer missing":           hs(claim("iss", nil)),
		"audience":                 hs(claim("aud", []string{"other"})),
		"audience missing":         hs(claim("aud", nil)),
		"nbf in the future":        hs(claim("nbf", start.Add(2*time.Minute).Unix())),
		"nbf missing":              hs(claim("nbf", nil)),
		"exp missing":              hs(claim("exp", nil)),
		"exp of a wrong type":      hs(claim("exp", "tomorrow")),
		"subject missing":          hs(claim("sub", nil)),
		"subject malformed":        hs(claim("sub", "root")),
		"session missing":          hs(claim("sid", nil)),
		"session malformed":        hs(claim("sid", "1")),
		"expired, of another use":  expired(hs, claim("use", "file")),
		"expired, of other issuer": expired(hs, claim("iss", "other")),
		"no signature":             parts[0] + "." + parts[1] + ".",
		"truncated":                good[:len(good)-1],
		"cut in half":              good[:len(good)/2],
		"two parts":                parts[0] + "." + parts[1],
		"line break":               good + "\n",
		"four parts":               good + "." + parts[2],
		"padded":                   good + "=",
		"other claims":             parts[0] + "." + b64.EncodeToString([]byte(`{}`)) + "." + parts[2],
		"garbage":                  "garbage",
		"dots":                     "..",
		"many dots":                strings.Repeat(".", 1000),
		"zero byte":                "\x00",
		"a megabyte":               strings.Repeat("a", 1<<20),
		"a megabyte of signature":  parts[0] + "." + parts[1] + "." + strings.Repeat("a", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if caller, err := tokens.Verify(token); !errs.Is(err, "invalid_token") {
				t.Errorf("Verify = %v, %v", caller, err)
			}
		})
	}
	if _, err := tokens.Verify(""); !errs.Is(err, "missing_token") {
		t.Errorf("no token: %v", err)
	}
	if _, err := tokens.Verify(expired(hs, nil)); !errs.Is(err, "token_expired") {
		t.Errorf("expired: %v", err)
	}
}

func expired(hs func(func(map[string]any, jwt.MapClaims)) string, change func(map[string]any, jwt.MapClaims)) string {
	return hs(func(h map[string]any, c jwt.MapClaims) {
		c["nbf"], c["exp"] = start.Add(-time.Hour).Unix(), start.Add(-time.Hour/2).Unix()
		if change != nil {
			change(h, c)
		}
	})
}

func FuzzTokens_Verify(f *testing.F) {
	tokens := newTokens(f, clock.NewManual(start))
	good, _, err := tokens.Issue(auth.Caller{ // the same in every process of the fuzzer
		UserID:    id.MustParse[id.User]("01920000-0000-7000-8000-000000000001"),
		SessionID: id.MustParse[id.Session]("01920000-0000-7000-8000-000000000002"),
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, token string) {
		if _, err := tokens.Verify(token); (err == nil) != (token == good) {
			t.Errorf("Verify(%q): %v", token, err)
		}
	})
}

func BenchmarkTokens_Verify(b *testing.B) {
	tokens := newTokens(b, clock.System{})
	token, _, err := tokens.Issue(someone())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tokens.Verify(token); err != nil {
			b.Fatal(err)
		}
	}
}
