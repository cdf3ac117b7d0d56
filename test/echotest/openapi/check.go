package openapi

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Check returns what of an answer the document does not promise: its status, its type, its body, and what
// holds of every answer of the API.
func (d *Document) Check(method, path string, status int, header http.Header, body []byte) []string {
	var faults []string
	if header.Get("Cache-Control") != "no-store" {
		faults = append(faults, "may be kept in caches: Cache-Control is "+strconv.Quote(header.Get("Cache-Control")))
	}
	if header.Get("X-Content-Type-Options") != "nosniff" {
		faults = append(faults, "has no X-Content-Type-Options: nosniff")
	}
	op := d.Find(method, path)
	if op == nil {
		if status < http.StatusBadRequest {
			return append(faults, "is not in the document")
		}
		return append(faults, checkProblem(status, header, body)...)
	}
	promised, ok := op.answers[strconv.Itoa(status)]
	if !ok {
		if status < http.StatusBadRequest {
			return append(faults, fmt.Sprintf("%d is not in the document", status))
		}
		promised = op.answers["default"]
		faults = append(faults, checkProblem(status, header, body)...)
	}
	return append(faults, promised.check(header, body)...)
}

func (a answer) check(header http.Header, body []byte) []string {
	if len(a) == 0 {
		if len(body) > 0 {
			return []string{"has a body, the document promises none"}
		}
		return nil
	}
	media, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	schema, ok := a[media]
	if err != nil || !ok {
		return []string{"has the type " + strconv.Quote(header.Get("Content-Type")) + ", which the document does not promise"}
	}
	if schema == nil {
		return nil
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return []string{"is not JSON: " + err.Error()}
	}
	var faults []string
	if err := schema.Validate(value); err != nil {
		faults = append(faults, err.Error())
	}
	return append(faults, checkValues("", value)...)
}

var uuidV7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// notIDs are names that end like ids: a client's own word, and a trace's.
var notIDs = map[string]bool{"clientMessageCorrelationId": true, "traceId": true}

// checkValues holds names to what the contract says of them everywhere: ids are UUIDv7, times RFC 3339 in
// UTC, lists never null.
func checkValues(at string, v any) []string {
	var faults []string
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			faults = append(faults, checkValues(fmt.Sprintf("%s/%d", at, i), item)...)
		}
	case map[string]any:
		for name, value := range v {
			where := at + "/" + name
			text, isText := value.(string)
			switch {
			case isText && (name == "id" || strings.HasSuffix(name, "Id")) && !notIDs[name] && !uuidV7.MatchString(text):
				faults = append(faults, fmt.Sprintf("%s: %q is no UUIDv7", where, text))
			case isText && strings.HasSuffix(name, "At"):
				if t, err := time.Parse(time.RFC3339Nano, text); err != nil || !strings.HasSuffix(text, "Z") {
					faults = append(faults, fmt.Sprintf("%s: %q is no time in UTC (%v)", where, text, t))
				}
			case name == "items" && value == nil:
				faults = append(faults, where+": null instead of an empty list")
			}
			faults = append(faults, checkValues(where, value)...)
		}
	}
	return faults
}

// checkProblem holds an error to RFC 9457 and to Echo's additions.
func checkProblem(status int, header http.Header, body []byte) []string {
	if got := header.Get("Content-Type"); got != "application/problem+json" {
		return []string{"an error of the type " + strconv.Quote(got)}
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return []string{"an error that is not JSON: " + err.Error()}
	}
	p := object(value)
	var faults []string
	if fmt.Sprint(p["status"]) != strconv.Itoa(status) {
		faults = append(faults, fmt.Sprintf("status %d, its problem says %v", status, p["status"]))
	}
	for _, name := range []string{"type", "title", "detail", "code"} {
		if text, _ := p[name].(string); text == "" {
			faults = append(faults, "its problem has no "+name)
		}
	}
	if (status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable) && header.Get("Retry-After") == "" {
		faults = append(faults, "does not say when to come back")
	}
	return faults
}
