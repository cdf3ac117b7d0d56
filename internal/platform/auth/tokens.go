package auth

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
)

// How long an access token is good.
const (
	AccessTTL = 15 * time.Minute
	// Leeway is how far the clocks of two machines, or of one machine before and after it was set, may
	// be apart (RELIABILITY T15).
	Leeway = time.Minute
	// MaxAccessAge is the age at which no access token is good any more, whatever the clocks.
	MaxAccessAge = AccessTTL + 2*Leeway
)

// MinSecret is how long the secret that signs tokens must be, in bytes: as long as what HMAC-SHA256
// makes of it (RFC 7518 §3.2).
const MinSecret = 32

const (
	issuer    = "echo"
	audience  = "echo"
	useAccess = "access"
	// header is what every token made here begins with: {"alg":"HS256","typ":"JWT"}. A token that asks
	// for another algorithm, or for a key by kid, jku, jwk or x5u, begins differently.
	header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
	// signatureLen is that of 32 bytes in base64; no more, for the decoder would pass over line breaks.
	signatureLen = 43
	// maxToken bounds what is looked at; a real token has about 350 bytes.
	maxToken = 2048
)

// Tokens issues and verifies access tokens: JWTs with one algorithm, HS256, for one use. It is safe for
// concurrent use.
type Tokens struct {
	secret    []byte
	clock     clock.Clock
	validator *jwt.Validator
}

// NewTokens returns Tokens that sign with secret, of MinSecret bytes or more. All processes that trust
// each other's tokens share it.
func NewTokens(secret []byte, clk clock.Clock) (*Tokens, error) {
	if len(secret) < MinSecret {
		return nil, fmt.Errorf("the secret for access tokens has %d bytes; at least %d are needed", len(secret), MinSecret)
	}
	return &Tokens{secret: secret, clock: clk, validator: jwt.NewValidator(
		jwt.WithIssuer(issuer),
		jwt.WithAudience(audience),
		jwt.WithExpirationRequired(),
		jwt.WithNotBeforeRequired(),
		jwt.WithLeeway(Leeway),
		jwt.WithTimeFunc(clk.Now),
	)}, nil
}

// claims are what a token says. A token made for another use (an invite, a file) is not an access
// token, though this secret may have signed it. jwt.RegisteredClaims is open to more forms than are made
// here, and costs several times as much to read.
type claims struct {
	Issuer    string     `json:"iss"`
	Audience  string     `json:"aud"`
	Subject   id.User    `json:"sub"`
	Session   id.Session `json:"sid"`
	Use       string     `json:"use"`
	IssuedAt  int64      `json:"iat"`
	NotBefore int64      `json:"nbf"`
	ExpiresAt int64      `json:"exp"`
}

// What the validator asks of claims; 0 stands for a claim that is missing.

func (c *claims) GetIssuer() (string, error)                   { return c.Issuer, nil }
func (c *claims) GetSubject() (string, error)                  { return c.Subject.String(), nil }
func (c *claims) GetAudience() (jwt.ClaimStrings, error)       { return jwt.ClaimStrings{c.Audience}, nil }
func (c *claims) GetIssuedAt() (*jwt.NumericDate, error)       { return date(c.IssuedAt), nil }
func (c *claims) GetNotBefore() (*jwt.NumericDate, error)      { return date(c.NotBefore), nil }
func (c *claims) GetExpirationTime() (*jwt.NumericDate, error) { return date(c.ExpiresAt), nil }

func date(seconds int64) *jwt.NumericDate {
	if seconds == 0 {
		return nil
	}
	return &jwt.NumericDate{Time: time.Unix(seconds, 0)}
}

var errNotAccess = errors.New("not an access token")

// Validate is called by the validator beside its own checks.
func (c *claims) Validate() error {
	if c.Use != useAccess || c.Subject.IsZero() || c.Session.IsZero() {
		return errNotAccess
	}
	return nil
}

// Issue makes an access token for c and says how long it is good.
func (t *Tokens) Issue(c Caller) (token string, expiresIn time.Duration, err error) {
	now := t.clock.Now()
	token, err = jwt.NewWithClaims(jwt.SigningMethodHS256, &claims{
		Issuer:    issuer,
		Audience:  audience,
		Subject:   c.UserID,
		Session:   c.SessionID,
		Use:       useAccess,
		IssuedAt:  now.Unix(),
		NotBefore: now.Unix(),
		ExpiresAt: now.Add(AccessTTL).Unix(),
	}).SignedString(t.secret)
	if err != nil {
		return "", 0, fmt.Errorf("sign access token: %w", err)
	}
	return token, AccessTTL, nil
}

// Verify returns whom a token is for. Codes: missing_token for an empty one, token_expired for one that
// was good once, invalid_token for everything else. It does not know whether the session was revoked.
func (t *Tokens) Verify(token string) (Caller, error) {
	if token == "" {
		return Caller{}, errMissing()
	}
	c, err := t.open(token)
	if err != nil {
		return Caller{}, errInvalid(err)
	}
	if err := t.validator.Validate(c); err != nil {
		if onlyExpired(err) {
			return Caller{}, errs.Unauthenticated("token_expired", "Your access has expired. Refresh it.").Because(err)
		}
		return Caller{}, errInvalid(err)
	}
	return Caller{UserID: c.Subject, SessionID: c.Session}, nil
}

// open returns what a token says if this secret signed it. It reads nothing that is not signed.
func (t *Tokens) open(token string) (*claims, error) {
	dot := strings.LastIndexByte(token, '.')
	if len(token) > maxToken || !strings.HasPrefix(token, header) || dot < len(header) || len(token)-dot-1 != signatureLen {
		return nil, jwt.ErrTokenMalformed
	}
	signature, err := base64.RawURLEncoding.Strict().DecodeString(token[dot+1:])
	if err != nil {
		return nil, err
	}
	if err := jwt.SigningMethodHS256.Verify(token[:dot], signature, t.secret); err != nil {
		return nil, err
	}
	payload, err := base64.RawURLEncoding.Strict().DecodeString(token[len(header):dot])
	if err != nil {
		return nil, err
	}
	var c claims
	return &c, json.Unmarshal(payload, &c)
}

// onlyExpired tells whether age is all that is wrong with the token. The validator reports all faults
// together.
func onlyExpired(err error) bool {
	for _, worse := range []error{
		errNotAccess, jwt.ErrTokenInvalidIssuer, jwt.ErrTokenInvalidAudience, jwt.ErrTokenNotValidYet, jwt.ErrTokenRequiredClaimMissing,
	} {
		if errors.Is(err, worse) {
			return false
		}
	}
	return errors.Is(err, jwt.ErrTokenExpired)
}

func errMissing() *errs.Error { return errs.Unauthenticated("missing_token", "Sign in to do this.") }

func errInvalid(cause error) *errs.Error {
	return errs.Unauthenticated("invalid_token", "This access token is not valid. Sign in again.").Because(cause)
}
