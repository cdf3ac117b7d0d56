package openapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/echo-chat/echo/test/echotest/openapi"
)

const small = `{"openapi":"3.1.0","paths":{
  "/api/things/{thingId}":{
    "get":{"operationId":"get-thing","parameters":[{"in":"path","name":"thingId","required":true,"schema":{"type":"string"}}],
      "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}}}},
        "default":{"content":{"application/problem+json":{"schema":{"type":"object"}}}}}},
    "delete":{"operationId":"delete-thing","responses":{"204":{"description":"gone"},
        "default":{"content":{"application/problem+json":{"schema":{"type":"object"}}}}}}},
  "/api/things/mine":{"get":{"operationId":"get-mine","responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}}}}}}}},
 "components":{"schemas":{"Thing":{"type":"object","additionalProperties":false,"required":["id","kind","madeAt"],"properties":{
   "id":{"type":"string"},"kind":{"type":"string","enum":["a","b"]},"madeAt":{"type":"string","format":"date-time"},
   "size":{"type":["integer","null"]},"items":{"type":["array","null"],"items":{"type":"string"}}}}}}}`

func TestFind_WordsBeforePlaceholders(t *testing.T) {
	t.Parallel()
	d := read(t)
	for call, want := range map[string]string{
		"GET /api/things/mine": "get-mine", "GET /api/things/x": "get-thing", "DELETE /api/things/mine": "delete-thing",
		"POST /api/things/mine": "", "GET /api/things": "", "GET /api/things/x/y": "",
	} {
		method, path, _ := strings.Cut(call, " ")
		got := ""
		if o := d.Find(method, path); o != nil {
			got = o.ID
		}
		if got != want {
			t.Errorf("%s is %q, want %q", call, got, want)
		}
	}
}

func TestCheck_WhatTheDocumentDoesNotPromise(t *testing.T) {
	t.Parallel()
	d := read(t)
	const good = `{"id":"01932f6e-7b1a-7c3d-8e4f-0123456789ab","kind":"a","madeAt":"2026-01-02T03:04:05Z","size":null,"items":[]}`
	const problem = `{"type":"about:blank","title":"Not Found","status":404,"detail":"No.","code":"thing_not_found"}`
	const path = "/api/things/x"
	for name, c := range map[string]struct {
		method, path string
		status       int
		media, body  string
		fault        string // empty: none
	}{
		"as promised":       {"GET", path, 200, "application/json", good, ""},
		"nothing":           {"DELETE", path, 204, "", "", ""},
		"a problem":         {"GET", path, 404, "application/problem+json", problem, ""},
		"another status":    {"GET", path, 201, "application/json", good, "201 is not in the document"},
		"another type":      {"GET", path, 200, "text/html", good, "text/html"},
		"not JSON":          {"GET", path, 200, "application/json", "{", "not JSON"},
		"a field too many":  {"GET", path, 200, "application/json", strings.Replace(good, "{", `{"hash":"x",`, 1), "hash"},
		"a field missing":   {"GET", path, 200, "application/json", strings.Replace(good, `"kind":"a",`, "", 1), "kind"},
		"an unknown value":  {"GET", path, 200, "application/json", strings.Replace(good, `"a"`, `"c"`, 1), "kind"},
		"a wrong type":      {"GET", path, 200, "application/json", strings.Replace(good, "null", `"1"`, 1), "size"},
		"no time":           {"GET", path, 200, "application/json", strings.Replace(good, "2026-01-02", "2026-13-02", 1), "date-time"},
		"a time elsewhere":  {"GET", path, 200, "application/json", strings.Replace(good, "05Z", "05+01:00", 1), "UTC"},
		"no id":             {"GET", path, 200, "application/json", strings.Replace(good, "01932f6e", "x", 1), "UUIDv7"},
		"a null list":       {"GET", path, 200, "application/json", strings.Replace(good, "[]", "null", 1), "empty list"},
		"a body too many":   {"DELETE", path, 204, "application/json", good, "promises none"},
		"an error in words": {"GET", path, 500, "text/plain", "oops", "text/plain"},
		"a codeless error":  {"GET", path, 404, "application/problem+json", strings.Replace(problem, "thing_not_found", "", 1), "no code"},
		"another's status":  {"GET", path, 403, "application/problem+json", problem, "its problem says 404"},
		"a 503 without end": {"GET", path, 503, "application/problem+json", strings.Replace(problem, "404", "503", 1), "come back"},
		"an unknown route":  {"GET", "/api/other", 200, "application/json", good, "not in the document"},
	} {
		header := http.Header{"Content-Type": {c.media}, "Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"}}
		faults := d.Check(c.method, c.path, c.status, header, []byte(c.body))
		if c.fault == "" && len(faults) > 0 || c.fault != "" && !strings.Contains(strings.Join(faults, "\n"), c.fault) {
			t.Errorf("%s: %q", name, faults)
		}
	}
	if faults := d.Check("GET", path, 200, http.Header{"Content-Type": {"application/json"}}, []byte(good)); len(faults) != 2 {
		t.Errorf("without headers: %q", faults)
	}
}

func read(t *testing.T) *openapi.Document {
	t.Helper()
	d, err := openapi.Read([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	return d
}
