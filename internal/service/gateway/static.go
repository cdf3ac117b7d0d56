package gateway

import (
	"bytes"
	_ "embed"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed stub.html
var stubPage []byte

// webApp serves the built web app: hashed assets for ever, everything else fresh each time, and its
// one page for every address that a browser asks a page of, since routes live in the page.
func webApp(files fs.FS) http.Handler {
	if files == nil {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !wantsPage(r) {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(stubPage)
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if !isFile(files, name) {
			if !wantsPage(r) || strings.HasPrefix(name, "assets/") {
				http.NotFound(w, r)
				return
			}
			name = "index.html"
		}
		serveFile(w, r, files, name)
	})
}

func isFile(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.Mode().IsRegular()
}

// wantsPage tells a person's address from a file that is not there. A program that takes anything (curl, a balancer's
// check) gets the page where the address does not look like a file.
func wantsPage(r *http.Request) bool {
	switch accept := r.Header.Get("Accept"); accept {
	case "", "*/*":
		return path.Ext(r.URL.Path) == ""
	default:
		return strings.Contains(accept, "text/html")
	}
}

// encodings are the precompressed forms that the build leaves beside a file, the best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

func serveFile(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if ct := contentType(name); ct != "" {
		h.Set("Content-Type", ct)
	}
	h.Add("Vary", "Accept-Encoding")
	chosen := name
	for _, e := range encodings {
		if strings.Contains(r.Header.Get("Accept-Encoding"), e.name) && isFile(files, name+e.suffix) {
			h.Set("Content-Encoding", e.name)
			chosen = name + e.suffix
			break
		}
	}
	data, err := fs.ReadFile(files, chosen)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// contentType does not depend on what the machine has in /etc/mime.types.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	}
	return ""
}

// unknownRoute answers what no operation serves.
func (g *Gateway) unknownRoute(w http.ResponseWriter, r *http.Request) {
	writeProblem(w, r, errNothingHere)
}
