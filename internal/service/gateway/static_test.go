package gateway

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

// The page is at every address that a person may open, whoever asks; what looks like a file is there or it is not.
func TestWebApp_PageOrFile(t *testing.T) {
	t.Parallel()
	built := webApp(fstest.MapFS{
		"index.html":    {Data: []byte("<!doctype html>")},
		"assets/app.js": {Data: []byte("run()")},
	})
	for name, served := range map[string]http.Handler{"built": built, "not built": webApp(nil)} {
		for _, c := range []struct {
			method, path, accept string
			want                 int
		}{
			{"GET", "/", "text/html,application/xhtml+xml", 200},
			{"GET", "/", "*/*", 200},
			{"HEAD", "/", "", 200},
			{"GET", "/c/0198/launch", "*/*", 200},
			{"GET", "/c/0198/v1.2", "text/html", 200},
			{"GET", "/", "application/json", 404},
			{"GET", "/wp-login.php", "*/*", 404},
			{"GET", "/favicon.ico", "image/avif,image/webp,*/*;q=0.8", 404},
			{"GET", "/assets/old.js", "text/javascript", 404},
		} {
			r := httptest.NewRequest(c.method, c.path, nil)
			r.Header.Set("Accept", c.accept)
			w := httptest.NewRecorder()
			served.ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("%s: %s %s for %q: %d, want %d", name, c.method, c.path, c.accept, w.Code, c.want)
			}
		}
	}
	w := httptest.NewRecorder()
	built.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/assets/gone", nil))
	if w.Code != 404 {
		t.Errorf("an asset that is gone: %d", w.Code)
	}
}
