package failover

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// renewAfter is well before an access token ends: a run may take hours.
const renewAfter = 5 * time.Minute

// session is the transport of a person who stays signed in, as clients do: it sends a token that is good.
type session struct {
	http.RoundTripper

	url string

	mu             sync.Mutex
	token, refresh string
	renewAt        time.Time
}

func stayIn(url string, c *echotest.Client) *session {
	return &session{
		RoundTripper: &http.Transport{MaxIdleConnsPerHost: 100}, url: url,
		token: c.Token, refresh: c.Refresh, renewAt: time.Now().Add(renewAfter),
	}
}

// tokenOf returns the token of a client that stays signed in.
func tokenOf(ctx context.Context, c *echotest.Client) (string, error) {
	return c.HTTP.Transport.(*session).current(ctx)
}

func (s *session) RoundTrip(req *http.Request) (*http.Response, error) {
	token, err := s.current(req.Context())
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+token)
	return s.RoundTripper.RoundTrip(req)
}

// current returns a token that is good for some minutes yet. While the server is away, the one there is does.
func (s *session) current(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Now().Before(s.renewAt) {
		return s.token, nil
	}
	s.renewAt = time.Now().Add(time.Second)
	body := fmt.Sprintf(`{"refreshToken":%q}`, s.refresh)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/api/auth/refresh", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := s.RoundTripper.RoundTrip(req)
	if err != nil {
		return s.token, nil // it is asked again in a second
	}
	defer res.Body.Close()
	if res.StatusCode >= http.StatusInternalServerError {
		return s.token, nil
	}
	var answer struct{ AccessToken, RefreshToken string }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("refresh: status %d: %w", res.StatusCode, err)
	}
	s.token, s.refresh, s.renewAt = answer.AccessToken, answer.RefreshToken, time.Now().Add(renewAfter)
	return s.token, nil
}
