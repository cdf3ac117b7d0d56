package app_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Whoever does not know the secret gets 401 from every method of every service, and reaches none: these
// services have no database, and would panic.
func TestInner_ForgedCallersReachNoMethod(t *testing.T) {
	t.Parallel()
	door := &rpc.Door{Credential: rpc.NewCredential(clock.System{}, []byte("a secret that nobody knows")), Log: slog.New(slog.DiscardHandler)}
	forged := map[string]http.Header{
		"nothing":          {},
		"a made-up caller": {"Echo-Caller": {`{"userId":"` + id.New[id.User]().String() + `","sessionId":"` + id.New[id.Session]().String() + `"}`}},
		"a user's header":  {"X-User-Id": {id.New[id.User]().String()}},
		"a bearer token":   {"Authorization": {"Bearer a secret that nobody knows"}},
		"another scheme":   {"Authorization": {"Basic ZWNobzplY2hv"}},
		"an empty scheme":  {"Authorization": {"Echo "}},
		"no signature":     {"Authorization": {"Echo 1800000000000 AAAAAAAAAAAAAAAAAAAAAA 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU "}},
		"a made-up one": {"Authorization": {
			"Echo 1800000000000 AAAAAAAAAAAAAAAAAAAAAA 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		}},
	}
	methods := 0
	for _, s := range []*rpc.Server{
		user.Handler(&user.Local{}, door), workspace.Handler(&workspace.Local{}, door),
		message.Handler(&message.Local{}, door), notification.Handler(&notification.Local{}, door),
	} {
		for _, path := range append(s.Paths(), s.Prefix()+"NoSuchMethod") {
			methods++
			for name, header := range forged {
				for _, verb := range []string{http.MethodPost, http.MethodGet} {
					r := httptest.NewRequest(verb, path, strings.NewReader(`{}`))
					r.Header = header.Clone()
					r.Header.Set("Content-Type", "application/json")
					w := httptest.NewRecorder()
					s.ServeHTTP(w, r)
					body, _ := io.ReadAll(w.Result().Body)
					if w.Code != http.StatusUnauthorized {
						t.Errorf("%s %s with %s: %d %s", verb, path, name, w.Code, body)
					}
				}
			}
		}
	}
	if methods < 80 {
		t.Errorf("only %d methods were tried", methods)
	}
	t.Logf("%d methods, %d calls each", methods, 2*len(forged))
}
