package user

import (
	"context"
	"fmt"
	"math/bits"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Guessing passwords is made slow, not impossible: some failures are free, then each doubles the time until
// the next attempt is looked at, beginning with a second. Nobody is locked out by somebody else for long.
//
// Failures are counted three ways: for what was signed in as together with the address it came from (one who
// guesses), for that alone (many addresses, one account), and for the address alone (one address, many
// accounts). The counts are kept in the database, so they survive a restart and hold for all instances; an
// hour without a failure forgets them, and a right password forgets the first kind. What is counted is what
// was typed: an account that does not exist is treated like any other.
//
// An attempt is judged in the slot in which its password is verified and its failure counted, so however many
// come at once, at most as many as are verified at a time slip through beyond the limit. Attempts that must
// wait are not verified and not counted.
type guessLimit struct {
	free int           // failures
	most time.Duration // to wait
}

// The limits, in the order of attempt.keys. Those that strangers can reach for somebody else cost their victim a
// minute at most.
var guessLimits = [3]guessLimit{
	{free: 5, most: 15 * time.Minute}, // one account from one address
	{free: 20, most: time.Minute},     // one account from anywhere
	{free: 50, most: time.Minute},     // one address: a whole office may stand behind it
}

const forgetAttempts = time.Hour

// maxGuessing is how many attempts may wait for their turn, as of the hasher.
const maxGuessing = 200

// attempt is somebody who says who they are.
type attempt struct {
	keys    [3]string // what failures are counted by
	address string
	account account // whom they say they are; zero: nobody
}

func (s *Local) newAttempt(identifier string, d Device, a account) attempt {
	who, ok := normalEmail(identifier)
	if !ok {
		who = strings.ToLower(strings.TrimSpace(identifier))
	}
	from := network(d.Address)
	return attempt{
		keys:    [3]string{s.keyed("guess", who, from), s.keyed("guess of", who), s.keyed("guess from", from)},
		address: d.Address, account: a,
	}
}

// network is what one person commands of the internet: an IPv4 address, or 64 bits of IPv6.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// guess tells whether a password is the account's. Codes: too_many_attempts, too_many_requests.
func (s *Local) guess(ctx context.Context, t attempt, password string) (right bool, err error) {
	if err := s.guessing.Enter(ctx); err != nil {
		return false, err
	}
	defer s.guessing.Leave()
	failures, err := s.failuresOf(ctx, t)
	if err != nil {
		return false, err
	}
	if right, err = s.passwords.Verify(ctx, t.account.passwordHash, password); err != nil {
		return false, err
	}
	if !right {
		return false, s.noteFailure(context.WithoutCancel(ctx), t)
	}
	if failures > 0 {
		if _, err := s.db.Exec(ctx, `DELETE FROM failed_attempts WHERE key = $1`, t.keys[0]); err != nil {
			return false, fmt.Errorf("forget failed attempts: %w", err)
		}
	}
	return true, nil
}

// failedAttempts is a row of failed_attempts.
type failedAttempts struct {
	key      string
	failures int
	lastAt   time.Time
}

// failuresOf refuses an attempt that must wait; it returns the failures of the first kind.
func (s *Local) failuresOf(ctx context.Context, t attempt) (failures int, err error) {
	now := s.clock.Now()
	rows, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (f failedAttempts, err error) {
		var last int64
		err = rows.Scan(&f.key, &f.failures, &last)
		f.lastAt = at(last)
		return f, err
	}, `SELECT key, failures, last_at FROM failed_attempts WHERE key IN ($1, $2, $3) AND last_at > $4`,
		t.keys[0], t.keys[1], t.keys[2], now.Add(-forgetAttempts).UnixMicro())
	if err != nil {
		return 0, fmt.Errorf("read failed attempts: %w", err)
	}
	var wait time.Duration
	for _, f := range rows {
		kind := slices.Index(t.keys[:], f.key)
		if kind == 0 {
			failures = f.failures
		}
		wait = max(wait, guessLimits[kind].wait(f, now))
	}
	if wait > 0 {
		return 0, &errs.Error{
			Kind: errs.KindTooMany, Code: "too_many_attempts", Message: "Too many wrong passwords. Wait a little, then try again.", RetryAfter: wait,
		}
	}
	return failures, nil
}

// wait is how long nothing is looked at yet. It is never longer than after a failure just now, though the
// clock were set back since.
func (l guessLimit) wait(f failedAttempts, now time.Time) time.Duration {
	over := f.failures - l.free
	if over < 0 {
		return 0
	}
	delay := l.most
	if over < bits.Len64(uint64(l.most/time.Second)) {
		delay = min(delay, time.Second<<over)
	}
	return min(delay, f.lastAt.Add(delay).Sub(now))
}

// noteFailure counts a failure. Where waiting begins, it is noted in the audit log.
func (s *Local) noteFailure(ctx context.Context, t attempt) error {
	keys := t.keys
	slices.Sort(keys[:]) // all lock rows in one order
	return s.change(ctx, func(c *outbox.Change) error {
		counts, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (f failedAttempts, err error) {
			return f, rows.Scan(&f.key, &f.failures)
		}, `
			INSERT INTO failed_attempts (key, failures, last_at) VALUES ($1, 1, $4), ($2, 1, $4), ($3, 1, $4)
			ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at,
				failures = CASE WHEN failed_attempts.last_at > $5 THEN failed_attempts.failures + 1 ELSE 1 END
			RETURNING key, failures`, keys[0], keys[1], keys[2], c.At.UnixMicro(), c.At.Add(-forgetAttempts).UnixMicro())
		if err != nil {
			return fmt.Errorf("count failed attempt: %w", err)
		}
		for _, f := range counts {
			if f.failures == guessLimits[slices.Index(t.keys[:], f.key)].free {
				return note(ctx, c, deed{
					action: "account.sign_in_failed", user: t.account.ID, address: t.address,
					details: map[string]any{"failures": f.failures},
				})
			}
		}
		return nil
	})
}
