package message

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/fetch"
)

// web is a server with pages, as a message's links find them.
type web struct {
	*httptest.Server

	mu    sync.Mutex
	asked map[string]int
}

func (w *web) times(path string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[path]
}

func newWeb(t *testing.T) *web {
	t.Helper()
	w := &web{asked: map[string]int{}}
	w.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked[r.URL.Path]++
		w.mu.Unlock()
		switch {
		case r.URL.Path == "/picture.png":
			out.Header().Set("Content-Type", "image/png")
			_ = png.Encode(out, image.NewGray(image.Rect(0, 0, 1440, 720)))
		case r.URL.Path == "/missing":
			out.WriteHeader(http.StatusNotFound)
		case strings.HasPrefix(r.URL.Path, "/page"):
			out.Header().Set("Content-Type", "text/html")
			_, _ = fmt.Fprintf(out, `<title>Page %s</title><meta property="og:description" content="About it"><meta property="og:image" content="/picture.png">`, r.URL.Path)
		default:
			out.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(out, "<p>nothing to say")
		}
	}))
	t.Cleanup(w.Close)
	return w
}

// withPreviews makes the service look up links on 127.0.0.1. It does when the test says so.
func (e *env) withPreviews(t *testing.T, f Fetcher) {
	t.Helper()
	if f == nil {
		f = fetch.New(fetch.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, UserAgent: "Echo"})
	}
	e.local.previewer = newPreviewer(e.local, f, "https://chat.example.org")
	e.local.previewer.start()
	e.local.previewer.close()
}

// lookUpLinks hands the service its own events since the last time, and lets it do all that there is to do.
func (e *env) lookUpLinks(t testing.TB) {
	t.Helper()
	for {
		e.mu.Lock()
		events := e.events
		e.events = nil
		e.mu.Unlock()
		for _, ev := range events {
			if !FollowsLinks().Wants(ev.Type) {
				continue
			}
			if err := e.local.noticeLinks(t.Context(), ev); err != nil {
				t.Fatal(err)
			}
		}
		if err := e.local.previewer.workAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		e.local.previewer.jobs.Wait()
		if len(events) == 0 {
			return
		}
	}
}

func (e *env) get(t testing.TB, p person, of Message) Message {
	t.Helper()
	m, err := e.Get(p.ctx, GetRequest{e.ws, of.ChannelID, of.ID})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPreviews(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, nil)
		ch := id.New[id.Channel]()
		p, other := e.join(t, ch), e.join(t, ch)
		page, second := w.URL+"/page", w.URL+"/page/2"
		m := e.send(t, p, ch, "look at "+page+", "+w.URL+"/silent and "+second)
		before := len(e.announced(EventUpdated))
		e.lookUpLinks(t)
		got := e.get(t, other, m)
		if len(got.Previews) != 2 || got.ChangeNo != 1 || got.IsEdited || before != 0 {
			t.Fatalf("%+v, change %d", got.Previews, got.ChangeNo)
		}
		first := got.Previews[0]
		if first.URL != page || first.Title != "Page /page" || first.Description != "About it" || first.SiteName != "127.0.0.1" ||
			first.ImageURL == nil || first.ImageWidth != 720 || first.ImageHeight != 360 || got.Previews[1].URL != second {
			t.Errorf("%+v", first)
		}
		file := strings.TrimPrefix(*first.ImageURL, previewPath)
		picture, err := e.PreviewImage(t.Context(), PreviewImageRequest{file})
		if err != nil || picture.ContentType != "image/jpeg" && picture.ContentType != "image/png" || len(file) < 20 {
			t.Errorf("%s: %s, %v", file, picture.ContentType, err)
		}
		if size, _, err := image.DecodeConfig(bytes.NewReader(picture.Content)); err != nil || size.Width != 720 || size.Height != 360 {
			t.Errorf("%+v, %v", size, err)
		}
		if _, err := e.PreviewImage(t.Context(), PreviewImageRequest{"x.png"}); !errs.Is(err, "preview_not_found") {
			t.Errorf("no such picture: %v", err)
		}
		// What is known is not asked for again, and what has nothing to say is not either.
		for range 5 {
			e.send(t, other, ch, "again "+page+" "+w.URL+"/silent")
		}
		e.lookUpLinks(t)
		if w.times("/page") != 1 || w.times("/silent") != 1 {
			t.Errorf("asked %d and %d times", w.times("/page"), w.times("/silent"))
		}
		if h, err := e.History(p.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch}); err != nil || len(h.Items[5].Previews) != 1 || h.LastChangeNo != 6 {
			t.Errorf("%+v, %v", h, err)
		}
		e.clock.Advance(pageBad)
		e.send(t, other, ch, page+" "+w.URL+"/silent")
		e.lookUpLinks(t)
		if w.times("/page") != 1 || w.times("/silent") != 2 {
			t.Errorf("an hour later: asked %d and %d times", w.times("/page"), w.times("/silent"))
		}
		if n := e.count(t, `SELECT COUNT(*) FROM preview_jobs`); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
}

// Nothing is fetched of what must not be, in places that do not want it, or twice of what was taken away.
func TestPreviews_None(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, nil)
		ch, quiet := id.New[id.Channel](), id.New[id.Channel]()
		p := e.join(t, ch)
		off := member()
		off.LinkPreviews = false
		e.allow(quiet, p.User, off)
		messages := []Message{
			e.send(t, p, ch, "https://chat.example.org/w/1"), e.send(t, p, ch, "`"+w.URL+"/page`"), e.send(t, p, ch, w.URL+"/missing"),
			e.send(t, p, ch, strings.Replace(w.URL, "127.0.0.1", "127.0.0.2", 1)+"/page"), e.send(t, p, ch, "http://169.254.169.254/latest/meta-data/"),
			e.send(t, p, ch, strings.Replace(w.URL, "127.0.0.1", "2130706433", 1)+"/page"), e.send(t, p, quiet, w.URL+"/page"),
		}
		e.lookUpLinks(t)
		for _, m := range messages {
			if got := e.get(t, p, m); len(got.Previews) > 0 || got.ChangeNo != 0 {
				t.Errorf("%s: %+v", m.Content, got.Previews)
			}
		}
		if w.times("/page") > 0 {
			t.Errorf("a page was fetched %d times", w.times("/page"))
		}
	})
}

func TestRemovePreviews(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, nil)
		ch := id.New[id.Channel]()
		author, other, admin := e.join(t, ch), e.join(t, ch), e.join(t, ch)
		runs := member()
		runs.MayModerate = true
		e.allow(ch, admin.User, runs)
		for _, by := range []person{author, admin} {
			m := e.send(t, author, ch, w.URL+"/page")
			req := GetRequest{e.ws, ch, m.ID}
			e.lookUpLinks(t)
			if _, err := e.RemovePreviews(other.ctx, req); !errs.Is(err, "forbidden") {
				t.Errorf("by somebody else: %v", err)
			}
			for range 2 {
				got, err := e.RemovePreviews(by.ctx, req)
				if err != nil || len(got.Previews) != 0 || got.ChangeNo == 0 || got.Content != m.Content {
					t.Errorf("%+v, %v", got, err)
				}
			}
			e.lookUpLinks(t) // message.updated tells of links without previews
			if got := e.get(t, other, m); len(got.Previews) != 0 {
				t.Errorf("they are back: %+v", got.Previews)
			}
		}
		archived := member()
		archived.IsArchived, archived.MayPost = true, false
		m := e.send(t, author, ch, "text")
		e.allow(ch, author.User, archived)
		if _, err := e.RemovePreviews(author.ctx, GetRequest{e.ws, ch, m.ID}); !errs.Is(err, "channel_archived") {
			t.Errorf("in an archived channel: %v", err)
		}
		if _, err := e.RemovePreviews(admin.ctx, GetRequest{e.ws, ch, id.New[id.Message]()}); !errs.Is(err, "message_not_found") {
			t.Errorf("of no message: %v", err)
		}
	})
}

// stuck is the internet as it fails.
type stuck struct{ err error }

func (s *stuck) Get(context.Context, fetch.Request) (fetch.Answer, error) {
	return fetch.Answer{}, s.err
}

// What is to be looked up is done after a stop in the middle of it, by whoever is there; pages that do not
// answer are given up soon.
func TestPreviews_AfterAStop(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, &stuck{errors.New("timeout")})
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		m := e.send(t, p, ch, w.URL+"/page")
		for _, ev := range e.announced(EventCreated) {
			for range 2 { // events may come twice
				if err := e.local.noticeLinks(t.Context(), ev); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := e.local.previewer.claim(t.Context()); err != nil { // and stops
			t.Fatal(err)
		}
		e.lookUpLinks(t)
		if n := e.count(t, `SELECT COUNT(*) FROM preview_jobs`); n != 0 {
			// The event came again, as it does after a stop, and took the claim away.
			t.Errorf("%d jobs are left", n)
		}
		if got := e.get(t, p, m); len(got.Previews) != 0 {
			t.Errorf("%+v", got.Previews)
		}
		e.clock.Advance(pageSilent)
		e.withPreviews(t, nil)
		again := e.send(t, p, ch, "now "+w.URL+"/page")
		e.lookUpLinks(t)
		if got := e.get(t, p, again); len(got.Previews) != 1 {
			t.Errorf("%+v", got.Previews)
		}
	})
}

// A change between looking up and writing wins: an edited message has no previews of what it said before.
func TestPreviews_EditedMeanwhile(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		m := e.send(t, p, ch, w.URL+"/page")
		allowed := fetch.New(fetch.Config{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
		e.withPreviews(t, fetcherFunc(func(ctx context.Context, req fetch.Request) (fetch.Answer, error) {
			if _, err := e.db.Exec(ctx, `UPDATE messages SET content = 'another text' WHERE id = $1`, m.ID); err != nil {
				t.Error(err)
			}
			return allowed.Get(ctx, req)
		}))
		e.lookUpLinks(t)
		if got := e.get(t, p, m); len(got.Previews) != 0 {
			t.Errorf("%+v", got.Previews)
		}
	})
}

type fetcherFunc func(context.Context, fetch.Request) (fetch.Answer, error)

func (f fetcherFunc) Get(ctx context.Context, req fetch.Request) (fetch.Answer, error) {
	return f(ctx, req)
}

// Pictures go when nothing shows them any more, and what else is kept goes with the channel.
func TestPreviews_Go(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, nil)
		gone, stays := id.New[id.Channel](), id.New[id.Channel]()
		inGone, inStays := e.join(t, gone), e.join(t, stays)
		e.send(t, inGone, gone, w.URL+"/page/a "+w.URL+"/page/b")
		removed := e.send(t, inGone, gone, w.URL+"/page/a")
		kept := e.send(t, inStays, stays, w.URL+"/page/a")
		e.lookUpLinks(t)
		if _, err := e.RemovePreviews(inGone.ctx, GetRequest{e.ws, gone, removed.ID}); err != nil {
			t.Fatal(err)
		}
		e.deleteChannel(t, gone)
		e.waitErased(t)
		for table, want := range map[string]int{"preview_uses": 1, "preview_removals": 0, "preview_jobs": 0, "preview_images": 2} {
			if n := e.count(t, `SELECT COUNT(*) FROM `+table); n != want {
				t.Errorf("%d %s, want %d", n, table, want)
			}
		}
		e.clock.Advance(keepPictures + time.Second)
		if err := e.local.previewer.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if pages, images := e.count(t, `SELECT COUNT(*) FROM preview_pages`), e.count(t, `SELECT COUNT(*) FROM preview_images`); pages != 0 || images != 1 {
			t.Errorf("%d pages and %d pictures are left", pages, images)
		}
		file := strings.TrimPrefix(*e.get(t, inStays, kept).Previews[0].ImageURL, previewPath)
		if _, err := e.PreviewImage(t.Context(), PreviewImageRequest{file}); err != nil {
			t.Errorf("the picture of a message that is there: %v", err)
		}
	})
}

// The previewer works by itself, beside who sends.
func TestPreviewer_WorksByItself(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, nil)
		e.local.previewer = newPreviewer(e.local, e.local.previewer.fetch, "")
		e.local.previewer.start()
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		m := e.send(t, p, ch, w.URL+"/page")
		raw, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.local.noticeLinks(t.Context(), bus.Event{Type: EventCreated, Data: raw}); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); len(e.get(t, p, m).Previews) == 0; runtime.Gosched() {
			if time.Now().After(deadline) {
				t.Fatal("no preview came")
			}
		}
	})
}

// An edit takes the previews away of what is no link any more, and no others, not even for a moment.
func TestPreviews_StayOverAnEdit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		w := newWeb(t)
		e.withPreviews(t, nil)
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		stays, goes := w.URL+"/page/1", w.URL+"/page/2"
		m := e.send(t, p, ch, stays+" and "+goes)
		e.lookUpLinks(t)
		edited, err := e.edit(p, m, "only "+stays+" now")
		if err != nil || len(edited.Previews) != 1 || edited.Previews[0].URL != stays {
			t.Fatalf("%+v, %v", edited.Previews, err)
		}
		e.lookUpLinks(t)
		if got := e.get(t, p, m); got.ChangeNo != edited.ChangeNo || len(got.Previews) != 1 {
			t.Errorf("change %d after %d, %+v", got.ChangeNo, edited.ChangeNo, got.Previews)
		}
		if _, err := e.Delete(p.ctx, e.at(m)); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"preview_jobs", "preview_uses", "preview_removals"} {
			var n int
			if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil || n != 0 {
				t.Errorf("%d rows are left in %s: %v", n, table, err)
			}
		}
	})
}
