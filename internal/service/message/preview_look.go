package message

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/platform/fetch"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/unfurl"
)

// How long what a page said is good for.
const (
	pageGood    = 24 * time.Hour  // then a new message asks again
	pageBad     = time.Hour       // it has nothing to say, or must not be asked
	pageSilent  = 5 * time.Minute // it did not answer
	pageRead    = 512 << 10       // bytes: what pages say of themselves stands at their beginning
	drawAtOnce  = 2               // pictures, of 100 MB each while they are drawn
	drawWaiting = previewsAtOnce  // nobody is turned away
)

var (
	pageTypes  = []string{"text/html", "application/xhtml+xml"}
	imageTypes = []string{"image/png", "image/jpeg", "image/gif", "image/webp"}
)

// lookUp returns what a page says of itself, nil when that is nothing. Each page is asked once while the
// answer is good, however many messages link to it.
func (p *previewer) lookUp(ctx context.Context, link string) (*Preview, error) {
	defer p.flights.enter(link)()
	known, found, err := p.known(ctx, link)
	if err != nil || found {
		return known, err
	}
	page, picture, keep := p.ask(ctx, link)
	if ctx.Err() != nil {
		return nil, ctx.Err() // nobody knows yet
	}
	return p.keep(ctx, link, page, picture, keep)
}

// known reads what was kept.
func (p *previewer) known(ctx context.Context, link string) (*Preview, bool, error) {
	seen := Preview{URL: link}
	var file string
	err := p.service.db.QueryRow(ctx, `
		SELECT p.title, p.description, p.site_name, p.image_file, COALESCE(i.width, 0), COALESCE(i.height, 0)
		FROM preview_pages p LEFT JOIN preview_images i ON i.file = p.image_file
		WHERE p.url = $1 AND p.expires_at > $2`, link, p.service.clock.Now().UnixMicro()).
		Scan(&seen.Title, &seen.Description, &seen.SiteName, &file, &seen.ImageWidth, &seen.ImageHeight)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read page: %w", err)
	}
	if seen.Title == "" {
		return nil, true, nil
	}
	if file != "" && seen.ImageWidth > 0 {
		path := previewPath + file
		seen.ImageURL = &path
	}
	return &seen, true, nil
}

// ask fetches the page and its picture, and says how long that is good for.
func (p *previewer) ask(ctx context.Context, link string) (unfurl.Page, *unfurl.Picture, time.Duration) {
	answer, err := p.fetch.Get(ctx, fetch.Request{URL: link, Types: pageTypes, Max: pageRead, Cut: true})
	if err != nil {
		if status := (*fetch.StatusError)(nil); errors.Is(err, fetch.ErrRefused) || errors.Is(err, fetch.ErrType) || errors.As(err, &status) {
			return unfurl.Page{}, nil, pageBad
		}
		return unfurl.Page{}, nil, pageSilent
	}
	at, err := url.Parse(answer.URL)
	if err != nil {
		return unfurl.Page{}, nil, pageBad
	}
	page := unfurl.Read(answer.Body, answer.ContentType, at)
	if page.Title == "" {
		return unfurl.Page{}, nil, pageBad
	}
	return page, p.picture(ctx, page.Image), pageGood
}

// picture fetches and draws a picture; nil when that cannot be done.
func (p *previewer) picture(ctx context.Context, link string) *unfurl.Picture {
	if link == "" {
		return nil
	}
	answer, err := p.fetch.Get(ctx, fetch.Request{URL: link, Types: imageTypes, Max: unfurl.MaxFile})
	if err != nil {
		return nil
	}
	if err := p.drawing.Enter(ctx); err != nil {
		return nil
	}
	defer p.drawing.Leave()
	drawn, err := unfurl.Draw(ctx, answer.Body)
	if err != nil {
		return nil
	}
	return &drawn
}

// keep writes what a page said.
func (p *previewer) keep(ctx context.Context, link string, page unfurl.Page, picture *unfurl.Picture, good time.Duration) (*Preview, error) {
	now := p.service.clock.Now()
	file := ""
	if picture != nil {
		file = rand.Text() + map[string]string{"image/png": ".png", "image/jpeg": ".jpg"}[picture.ContentType]
	}
	err := p.service.db.Tx(ctx, func(tx *sqldb.Tx) error {
		if picture != nil {
			_, err := tx.Exec(ctx, `
				INSERT INTO preview_images (file, content_type, width, height, created_at, content) VALUES ($1, $2, $3, $4, $5, $6)`,
				file, picture.ContentType, picture.Width, picture.Height, now.UnixMicro(), picture.Content)
			if err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO preview_pages (url, title, description, site_name, image_file, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (url) DO UPDATE SET title = excluded.title, description = excluded.description,
				site_name = excluded.site_name, image_file = excluded.image_file, expires_at = excluded.expires_at`,
			link, page.Title, page.Description, page.SiteName, file, now.Add(good).UnixMicro())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("keep page: %w", err)
	}
	known, _, err := p.known(ctx, link)
	return known, err
}

// flights let one at a time look up a link.
type flights struct {
	mu    sync.Mutex
	taken map[string]chan struct{}
}

// enter waits until nobody else is there; the caller calls what it returns.
func (f *flights) enter(key string) (leave func()) {
	for {
		f.mu.Lock()
		busy, taken := f.taken[key]
		if !taken {
			mine := make(chan struct{})
			f.taken[key] = mine
			f.mu.Unlock()
			return func() {
				f.mu.Lock()
				delete(f.taken, key)
				f.mu.Unlock()
				close(mine)
			}
		}
		f.mu.Unlock()
		<-busy
	}
}
