package echotest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest/openapi"
)

var contract struct {
	once     sync.Once
	document *openapi.Document
	err      error
}

// Contract returns the OpenAPI document that the program serves.
func (s *Server) Contract(t testing.TB) *openapi.Document {
	t.Helper()
	contract.once.Do(func() { contract.document, contract.err = readContract(s.URL) })
	if contract.err != nil {
		t.Fatalf("the OpenAPI document: %v", contract.err)
	}
	return contract.document
}

func readContract(url string) (*openapi.Document, error) {
	res, err := http.Get(url + "/api/openapi.json")
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", res.Status, raw)
	}
	return openapi.Read(raw)
}

// HTTP returns a client that keeps connections. In tests, not in measurements, it fails the test for every
// answer of the API that is not as the OpenAPI document promises.
func (s *Server) HTTP(t testing.TB) *http.Client {
	t.Helper()
	var transport http.RoundTripper = &http.Transport{MaxIdleConnsPerHost: 100}
	if _, isTest := t.(*testing.T); isTest {
		transport = checked{t: t, next: transport, document: s.Contract(t)}
	}
	return &http.Client{Timeout: 15 * time.Second, Transport: transport}
}

type checked struct {
	t        testing.TB
	next     http.RoundTripper
	document *openapi.Document
}

// RoundTrip passes a request on and holds the answer against the document.
func (c checked) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := c.next.RoundTrip(req)
	if err != nil || !strings.HasPrefix(req.URL.Path, "/api/") || strings.HasPrefix(req.URL.Path, "/api/openapi") || req.URL.Path == "/api/docs" {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	for _, fault := range c.document.Check(req.Method, req.URL.Path, res.StatusCode, res.Header, body) {
		c.t.Errorf("%s %s: %d %s: the answer %s", req.Method, req.URL.Path, res.StatusCode, body, fault)
	}
	return res, nil
}
