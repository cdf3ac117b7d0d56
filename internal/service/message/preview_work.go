package message

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/slots"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// How previews are made.
const (
	previewsAtOnce  = 4
	previewClaim    = 2 * time.Minute  // longer than three pages and pictures take
	previewAgain    = 30 * time.Second // after a fault of ours, doubled
	previewAttempts = 4
	sweepEvery      = time.Hour
	keepPictures    = pageGood + time.Hour
)

// previewer looks up what messages link to. What it is to do is in the database, so that it goes on after a
// restart; each message is claimed by one instance.
type previewer struct {
	*loop

	service *Local
	fetch   Fetcher
	own     *url.URL // of the server itself, which gets no previews
	drawing *slots.Slots
	flights flights

	free  chan struct{} // places for messages that are worked on
	jobs  sync.WaitGroup
	swept time.Time
}

func newPreviewer(s *Local, fetcher Fetcher, publicURL string) *previewer {
	p := &previewer{
		service: s, fetch: fetcher, drawing: slots.New(drawAtOnce, drawWaiting), flights: flights{taken: map[string]chan struct{}{}},
		free: make(chan struct{}, previewsAtOnce),
	}
	p.loop = newLoop(p.look)
	if own, err := url.Parse(publicURL); err == nil && own.Host != "" {
		p.own = own
	}
	return p
}

func (p *previewer) links(content string) []string { return linksIn(content, p.own) }

func (p *previewer) close() {
	p.loop.close()
	p.jobs.Wait()
}

func (p *previewer) look(ctx context.Context) time.Duration {
	if err := errors.Join(p.workAll(ctx), p.sweep(ctx)); err != nil && ctx.Err() == nil {
		p.service.log.ErrorContext(ctx, "make link previews", "error", err)
	}
	return lookEvery
}

// job is a claimed message.
type job struct {
	message  id.Message
	channel  id.Channel
	version  int64
	attempts int64
}

// workAll begins to work until nothing is to be done, on several messages at once.
func (p *previewer) workAll(ctx context.Context) error {
	for {
		select {
		case p.free <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		j, err := p.claim(ctx)
		if err != nil {
			<-p.free
			if errors.Is(err, sqldb.ErrNoRows) {
				return nil
			}
			return err
		}
		p.jobs.Go(func() {
			defer func() { <-p.free }()
			if err := p.settle(ctx, j, p.work(ctx, j)); err != nil && ctx.Err() == nil {
				p.service.log.ErrorContext(ctx, "note link previews", "error", err)
			}
		})
	}
}

// claim takes on the job that is due the longest; sqldb.ErrNoRows when none is.
func (p *previewer) claim(ctx context.Context) (job, error) {
	now := p.service.clock.Now()
	var found []job
	err := p.service.db.Tx(ctx, func(tx *sqldb.Tx) error {
		var err error
		found, err = sqldb.Collect(ctx, tx, func(rows *sqldb.Rows) (job, error) {
			var j job
			return j, rows.Scan(&j.message, &j.channel, &j.version, &j.attempts)
		}, `
			UPDATE preview_jobs SET claimed_until = $2 WHERE message_id = (
				SELECT message_id FROM preview_jobs WHERE due_at <= $1 AND claimed_until <= $1
				ORDER BY due_at LIMIT 1 `+tx.Dialect.Pick("", "FOR UPDATE SKIP LOCKED")+`)
			RETURNING message_id, channel_id, version, attempts`, now.UnixMicro(), now.Add(previewClaim).UnixMicro())
		return err
	})
	if err != nil {
		return job{}, fmt.Errorf("claim message with links: %w", err)
	}
	if len(found) == 0 {
		return job{}, sqldb.ErrNoRows
	}
	return found[0], nil
}

// settle ends a job, or puts it off after a fault, unless the message changed meanwhile: then it is done again.
func (p *previewer) settle(ctx context.Context, j job, failed error) error {
	ctx = context.WithoutCancel(ctx)
	if failed == nil || j.attempts+1 >= previewAttempts {
		if failed != nil {
			p.service.log.ErrorContext(ctx, "no previews for a message", "message", j.message, "error", failed)
		}
		_, err := p.service.db.Exec(ctx, `DELETE FROM preview_jobs WHERE message_id = $1 AND version = $2`, j.message, j.version)
		return err
	}
	_, err := p.service.db.Exec(ctx, `
		UPDATE preview_jobs SET claimed_until = 0, attempts = attempts + 1, due_at = $1 WHERE message_id = $2 AND version = $3`,
		p.service.clock.Now().Add(previewAgain<<j.attempts).UnixMicro(), j.message, j.version)
	return err
}

// work makes the previews of a message as it is now.
func (p *previewer) work(ctx context.Context, j job) error {
	s := p.service
	m, err := s.readOne(ctx, s.db, j.channel, j.message)
	if errs.KindOf(err) == errs.KindNotFound {
		return nil
	}
	if err != nil || m.IsDeleted {
		return err
	}
	// As its author: who lost the channel since has no previews made in it.
	may, err := s.access.Access(ctx, workspace.AccessRequest{UserID: m.Author.ID, WorkspaceID: m.WorkspaceID, ChannelID: m.ChannelID})
	if kind := errs.KindOf(err); kind == errs.KindNotFound || kind == errs.KindForbidden || err == nil && !may.LinkPreviews {
		return nil
	}
	if err != nil {
		return err
	}
	previews := []Preview{}
	for _, link := range p.links(m.Content) {
		found, err := p.lookUp(ctx, link)
		if err != nil {
			return err
		}
		if found != nil {
			previews = append(previews, *found)
		}
	}
	if reflect.DeepEqual(previews, m.Previews) {
		return nil
	}
	_, err = s.changeMessage(ctx, j.channel, j.message, func(c *change, before Message) (announcement, error) {
		var removed int
		if err := c.QueryRow(ctx, `SELECT COUNT(*) FROM preview_removals WHERE message_id = $1`, j.message).Scan(&removed); err != nil {
			return nil, fmt.Errorf("look for removed previews: %w", err)
		}
		if removed > 0 || before.IsDeleted || before.Content != m.Content {
			return nil, nil //nolint:nilnil // an edit has a job of its own
		}
		return updated, c.setPreviews(ctx, before, previews)
	})
	if errs.KindOf(err) == errs.KindNotFound {
		return nil
	}
	return err
}

// sweep removes pages that are out of date, and pictures that neither a page nor a message has any more.
func (p *previewer) sweep(ctx context.Context) error {
	now := p.service.clock.Now()
	if now.Sub(p.swept) < sweepEvery {
		return nil
	}
	p.swept = now
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM preview_pages WHERE expires_at <= $1`, []any{now.UnixMicro()}},
		{`DELETE FROM preview_uses WHERE message_id IN (SELECT u.message_id FROM preview_uses u JOIN messages m ON m.id = u.message_id
			WHERE m.previews = '')`, nil},
		{`DELETE FROM preview_images WHERE created_at < $1 AND NOT EXISTS (SELECT 1 FROM preview_uses u WHERE u.file = preview_images.file)
			AND NOT EXISTS (SELECT 1 FROM preview_pages p WHERE p.image_file = preview_images.file)`, []any{now.Add(-keepPictures).UnixMicro()}},
	} {
		if _, err := p.service.db.Exec(ctx, step.query, step.args...); err != nil {
			return fmt.Errorf("remove old previews: %w", err)
		}
	}
	return nil
}

// erasePreviews removes what a channel that is gone has kept of them.
func (e *eraser) erasePreviews(ctx context.Context, ch id.Channel) error {
	for _, table := range []string{"preview_jobs", "preview_uses", "preview_removals"} {
		err := e.eraseBy(ctx, ch, `DELETE FROM `+table+` WHERE message_id IN (SELECT message_id FROM `+table+` WHERE channel_id = $1 LIMIT $2)`)
		if err != nil {
			return fmt.Errorf("erase %s: %w", table, err)
		}
	}
	return nil
}
