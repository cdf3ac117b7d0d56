package unfurl_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/platform/unfurl"
)

func TestRead(t *testing.T) {
	t.Parallel()
	at, err := url.Parse("https://www.example.org/news/today?x=1")
	if err != nil {
		t.Fatal(err)
	}
	const site = "example.org"
	for name, c := range map[string]struct {
		page string
		want unfurl.Page
	}{
		"nothing":       {"", unfurl.Page{SiteName: site}},
		"no HTML":       {"\x00\xff{}<<<>>><", unfurl.Page{SiteName: site}},
		"title only":    {"<title>\n Hello &amp;\t<b>world</b> </title><svg><title>icon</title></svg>", unfurl.Page{Title: "Hello & <b>world</b>", SiteName: site}},
		"open graph":    {`<TITLE>t</TITLE><meta property="og:title" content="A &quot;title&quot;"><meta content="What it is" property=og:description><meta property='og:site_name' content=Example><meta property="og:image" content="/a.png">`, unfurl.Page{Title: `A "title"`, Description: "What it is", SiteName: "Example", Image: "https://www.example.org/a.png"}},
		"first counts":  {`<meta property="og:title" content="one"><meta property="og:title" content="two">`, unfurl.Page{Title: "one", SiteName: site}},
		"cards":         {`<meta name="twitter:title" content="T"><meta name="twitter:image" content="pic.jpg"><meta name="description" content="d">`, unfurl.Page{Title: "T", Description: "d", SiteName: site, Image: "https://www.example.org/news/pic.jpg"}},
		"in a comment":  {`<!-- <meta property="og:title" content="no"> --><script>"<title>no</title>"</script><textarea><title>no</title></textarea>`, unfurl.Page{SiteName: site}},
		"no title":      {`<meta name=description content="only this">`, unfurl.Page{Title: site, Description: "only this", SiteName: site}},
		"other images":  {`<title>t</title><meta property="og:image" content="javascript:alert(1)">`, unfurl.Page{Title: "t", SiteName: site, Image: "javascript:alert(1)"}},
		"broken images": {`<title>t</title><meta property="og:image" content="http://[::1">`, unfurl.Page{Title: "t", SiteName: site}},
		"directions":    {"<title>\u202egnp.exe\u2066 \u200b\ufeff</title>", unfurl.Page{Title: "gnp.exe", SiteName: site}},
		"families":      {"<title>👩‍👩‍👧 नमस्ते</title>", unfurl.Page{Title: "👩‍👩‍👧 नमस्ते", SiteName: site}},
		"cut off":       {`<title>whole</title><meta property="og:title" content="ha`, unfurl.Page{Title: "whole", SiteName: site}},
	} {
		if got := unfurl.Read([]byte(c.page), "text/html; charset=utf-8", at); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	if got := unfurl.Read([]byte("<title>Gr\xfc\xdfe</title>"), "text/html; charset=iso-8859-1", at); got.Title != "Grüße" {
		t.Errorf("another charset: %q", got.Title)
	}
	if got := unfurl.Read([]byte("<meta charset=windows-1251><title>\xcf\xf0\xe8\xe2\xe5\xf2</title>"), "text/html", at); got.Title != "Привет" {
		t.Errorf("a charset of its own: %q", got.Title)
	}
}

func TestRead_IsBounded(t *testing.T) {
	t.Parallel()
	at := &url.URL{Scheme: "https", Host: strings.Repeat("a.", 100) + "example"}
	long := strings.Repeat("字", 50_000)
	for _, page := range []string{
		"<title>" + long + `</title><meta name=description content="` + strings.Repeat("ä", 20_000) + `"><meta property=og:site_name content="` + strings.Repeat("é", 9_000) + `">`,
		strings.Repeat(`<meta name="a" content="b">`, 100_000), strings.Repeat("<title>", 100_000), "<" + strings.Repeat("a ", 500_000), strings.Repeat("&amp", 100_000),
	} {
		got := unfurl.Read([]byte(page), "text/html", at)
		for _, text := range []string{got.Title, got.Description, got.SiteName} {
			if utf8.RuneCountInString(text) > 400 || !utf8.ValidString(text) {
				t.Errorf("%d characters", utf8.RuneCountInString(text))
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<title>a</title><meta property=og:title content='b'>"), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		got := unfurl.Read(body, contentType, &url.URL{Scheme: "http", Host: "h"})
		if !utf8.ValidString(got.Title + got.Description + got.SiteName) {
			t.Errorf("%+v", got)
		}
	})
}

func noise(width, height int, alpha bool) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = byte(rand.UintN(256))
		if i%4 == 3 && !alpha {
			m.Pix[i] = 255
		}
	}
	return m
}

func encoded(t *testing.T, format string, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&out, m)
	case "jpeg":
		err = jpeg.Encode(&out, m, nil)
	case "gif":
		err = gif.Encode(&out, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDraw(t *testing.T) {
	t.Parallel()
	glass := image.NewNRGBA(image.Rect(0, 0, 300, 30))
	glass.Set(0, 0, color.White)
	for name, c := range map[string]struct {
		file          []byte
		width, height int
		contentType   string
	}{
		"as it is":            {encoded(t, "png", noise(100, 50, false)), 100, 50, "image/jpeg"},
		"wide":                {encoded(t, "jpeg", noise(1440, 360, false)), 720, 180, "image/jpeg"},
		"high":                {encoded(t, "gif", noise(30, 3000, false)), 7, 720, "image/jpeg"},
		"see-through":         {encoded(t, "png", glass), 300, 30, "image/png"},
		"see-through, a lot":  {encoded(t, "png", noise(900, 900, true)), 720, 720, "image/jpeg"},
		"with more behind it": {append(encoded(t, "png", glass), "<script>"...), 300, 30, "image/png"},
	} {
		got, err := unfurl.Draw(t.Context(), c.file)
		if err != nil || got.Width != c.width || got.Height != c.height || got.ContentType != c.contentType || bytes.Contains(got.Content, []byte("<script>")) {
			t.Errorf("%s: %s of %d by %d, %v", name, got.ContentType, got.Width, got.Height, err)
			continue
		}
		header, format, err := image.DecodeConfig(bytes.NewReader(got.Content))
		if err != nil || header.Width != c.width || header.Height != c.height || "image/"+format != c.contentType || len(got.Content) > 1<<20 {
			t.Errorf("%s: it is %s of %d by %d in %d bytes, %v", name, format, header.Width, header.Height, len(got.Content), err)
		}
	}
}

// pngHeader is a PNG that announces a size and brings hardly anything.
func pngHeader(width, height uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		body := append([]byte(kind), data...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	header := binary.BigEndian.AppendUint32(nil, width)
	chunk("IHDR", append(binary.BigEndian.AppendUint32(header, height), 8, 6, 0, 0, 0))
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(make([]byte, 1000))
	_ = w.Close()
	chunk("IDAT", z.Bytes())
	chunk("IEND", nil)
	return out
}

func TestDraw_Refused(t *testing.T) {
	t.Parallel()
	whole := encoded(t, "jpeg", noise(200, 200, false))
	ended, end := context.WithCancel(t.Context())
	end()
	for name, c := range map[string]struct {
		ctx  context.Context
		file []byte
	}{
		"nothing":       {t.Context(), nil},
		"SVG":           {t.Context(), []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><script>alert(1)</script></svg>`)},
		"HTML":          {t.Context(), []byte("<html><img src=x>")},
		"TIFF":          {t.Context(), []byte("II*\x00\x08\x00\x00\x00")},
		"a spacer":      {t.Context(), encoded(t, "gif", noise(1, 1, false))},
		"50k by 50k":    {t.Context(), pngHeader(50_000, 50_000)},
		"overflowing":   {t.Context(), pngHeader(1<<31-1, 1<<31-1)},
		"half a file":   {t.Context(), whole[:len(whole)/2]},
		"an empty body": {t.Context(), pngHeader(1000, 1000)},
		"no time left":  {ended, whole},
	} {
		if _, err := unfurl.Draw(c.ctx, c.file); !errors.Is(err, unfurl.ErrPicture) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
