package notification

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/mail"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// How mail is sent.
const (
	senders   = 3                // at a time; a server that is slow with one does not hold up all
	lookEvery = 5 * time.Second  // for mail that is due again, or that another instance left
	lease     = 15 * time.Second // of a mail that is being sent; then another may try
	renew     = 5 * time.Second  // a lease, while sending takes longer
	lastWords = 5 * time.Second  // what is being sent gets when the service stops
	pruneTime = time.Hour
)

// backoff is how long after the first, second, … try the next one comes; the last holds from then on.
var backoff = []time.Duration{
	30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour,
}

// Run sends what is due until ctx ends. It first takes up what an earlier process left.
func (s *Local) Run(ctx context.Context) {
	if err := s.Hurry(ctx); err != nil {
		s.log.ErrorContext(ctx, "take up mail", "error", err)
	}
	var running sync.WaitGroup
	for range senders {
		running.Go(func() { s.sendUntil(ctx) })
	}
	running.Go(func() { s.pruneUntil(ctx) })
	running.Wait()
}

// Hurry makes due what waits for long, as if it had not failed yet: who has mended the settings of the
// mail server, and starts Echo again, should not wait an hour to see it. What is due within a lease may
// be on its way, and stays.
func (s *Local) Hurry(ctx context.Context) error {
	now := s.clock.Now()
	_, err := s.db.Exec(ctx, `UPDATE notifications SET due_at = $1 WHERE state = 'waiting' AND due_at > $2`,
		now.UnixMicro(), now.Add(lease).UnixMicro())
	return err
}

func (s *Local) sendUntil(ctx context.Context) {
	// What is being sent when ctx ends is given a little time, rather than sent twice.
	sending, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWords, cancel) })()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		for ctx.Err() == nil {
			more, err := s.SendNext(sending)
			if err != nil {
				s.log.ErrorContext(ctx, "send mail", "error", err)
			}
			if err != nil || !more {
				break
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-look.C:
		}
	}
}

// SendNext sends one mail that is due and notes what became of it; false when there was none. It may be
// called from many places at once, and by many instances.
func (s *Local) SendNext(ctx context.Context) (bool, error) {
	j, err := s.claim(ctx)
	if errors.Is(err, sqldb.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("take mail to send: %w", err)
	}
	held := s.hold(ctx, j)
	res := s.deliver(ctx, j)
	held()
	if res.state == Failed || res.state == Waiting {
		s.log.WarnContext(ctx, "mail was not sent", "notification", j.id, "kind", j.kind, "attempt", j.attempt, "state", res.state, "reason", res.reason)
	}
	// What was sent is noted even if the service is stopping.
	if err := s.settle(context.WithoutCancel(ctx), j, res); err != nil {
		return false, fmt.Errorf("note what became of a mail: %w", err)
	}
	return true, nil
}

// job is a mail that is this instance's to send, until the lease ends.
type job struct {
	id        id.Notification
	kind      Kind
	to        string
	messageID string
	letter    string
	attempt   int
	reason    string // of the last try
	createdAt time.Time
	expiresAt time.Time
}

const jobColumns = `id, kind, address, message_id, letter, attempts, reason, created_at, expires_at`

func scanJob(row interface{ Scan(dest ...any) error }) (job, error) {
	var j job
	var created, expires int64
	err := row.Scan(&j.id, &j.kind, &j.to, &j.messageID, &j.letter, &j.attempt, &j.reason, &created, &expires)
	j.createdAt, j.expiresAt = at(created), at(expires)
	return j, err
}

// claim takes the mail that is due longest; sqldb.ErrNoRows when none is.
func (s *Local) claim(ctx context.Context) (job, error) {
	now := s.clock.Now()
	const due = `SELECT id FROM notifications WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT 1 `
	var first id.Notification
	// Most times there is none, and SQLite's one writer need not be asked.
	if err := s.db.QueryRow(ctx, due, now.UnixMicro()).Scan(&first); err != nil {
		return job{}, err
	}
	var j job
	err := s.db.Tx(ctx, func(tx *sqldb.Tx) (err error) {
		j, err = scanJob(tx.QueryRow(ctx, `
			UPDATE notifications SET attempts = attempts + 1, due_at = $2
			WHERE id = (`+due+tx.Dialect.Pick("", "FOR UPDATE SKIP LOCKED")+`)
			RETURNING `+jobColumns, now.UnixMicro(), now.Add(lease).UnixMicro()))
		return err
	})
	return j, err
}

// hold keeps a mail this instance's until the returned function is called: a server may take longer than a lease,
// and a process that dies should not leave its mail waiting for as long as the slowest server may take.
func (s *Local) hold(ctx context.Context, j job) (done func()) {
	ctx, stop := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() {
		again := time.NewTicker(renew)
		defer again.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-again.C:
			}
			_, err := s.db.Exec(ctx, `UPDATE notifications SET due_at = $1 WHERE id = $2 AND state = 'waiting' AND attempts = $3`,
				s.clock.Now().Add(lease).UnixMicro(), j.id, j.attempt)
			if err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "keep a mail that is being sent", "notification", j.id, "error", err)
			}
		}
	})
	return func() {
		stop()
		renewing.Wait()
	}
}

// result is what became of a mail.
type result struct {
	state  State
	reason string
	kept   bool
	due    time.Time // of the next try, while it is Waiting
}

func (s *Local) deliver(ctx context.Context, j job) result {
	now := s.clock.Now()
	if !now.Before(j.expiresAt) {
		if j.reason == "" {
			return result{state: Suppressed, reason: reasonExpired}
		}
		return result{state: Failed, reason: reasonExpired + "; the last try: " + j.reason}
	}
	if s.sender == nil && !s.keep {
		return result{state: Suppressed, reason: reasonNoServer}
	}
	m, err := s.compose(j)
	if err != nil {
		return result{state: Failed, reason: "the mail could not be written: " + err.Error()}
	}
	if s.sender == nil {
		return result{state: Suppressed, reason: reasonKept, kept: true}
	}
	err = s.sender.Send(ctx, m)
	switch {
	case err == nil:
		return result{state: Sent, reason: reasonSent}
	case mail.OutcomeOf(err) == mail.Permanent:
		return result{state: Failed, reason: err.Error()}
	}
	// Not sent, or not known: the next try has the same Message-ID.
	next := now.Add(backoff[min(j.attempt, len(backoff))-1])
	if next.After(j.expiresAt) {
		next = j.expiresAt
	}
	return result{state: Waiting, reason: err.Error(), due: next}
}

// compose makes the mail, token and all. It exists in memory only.
func (s *Local) compose(j job) (mail.Message, error) {
	var l letter
	if err := json.Unmarshal([]byte(j.letter), &l); err != nil {
		return mail.Message{}, fmt.Errorf("read what to write: %w", err)
	}
	m, err := s.write(j.kind, l)
	m.ID, m.Date, m.To = j.messageID, j.createdAt, j.to
	return m, err
}

// settle notes what became of a mail. What was sent, was: even if this instance took longer than its
// lease, or an event made the mail needless meanwhile. Anything else counts only while the mail is
// still this instance's.
func (s *Local) settle(ctx context.Context, j job, res result) error {
	now := s.clock.Now().UnixMicro()
	if res.state == Sent {
		_, err := s.db.Exec(ctx, `
			UPDATE notifications SET state = 'sent', reason = $1, letter = '', sent_at = $2 WHERE id = $3 AND state <> 'sent'`,
			res.reason, now, j.id)
		return err
	}
	if res.state == Waiting {
		_, err := s.db.Exec(ctx, `UPDATE notifications SET reason = $1, due_at = $2 WHERE id = $3 AND state = 'waiting' AND attempts = $4`,
			res.reason, res.due.UnixMicro(), j.id, j.attempt)
		return err
	}
	_, err := s.db.Exec(ctx, `
		UPDATE notifications SET state = $1, reason = $2, is_kept = $3, letter = CASE WHEN $3 THEN letter ELSE '' END
		WHERE id = $4 AND state = 'waiting' AND attempts = $5`,
		string(res.state), res.reason, res.kept, j.id, j.attempt)
	return err
}

func at(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
