package contract_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"

	"github.com/echo-chat/echo/test/echotest/openapi"
)

// generator makes requests to operations of the document, from what their schemas and names say.
type generator struct {
	*rand.Rand
	document *openapi.Document
	// known returns a value that the server knows for a name like workspaceId, if there is one.
	known func(name string) (string, bool)
	// hostility is how likely each value is replaced by one that nobody means well with.
	hostility float64
}

// shot is a request that was made up.
type shot struct {
	op      *openapi.Operation
	address string // path and query
	media   string
	body    []byte // nil: none
	headers map[string]string
}

// Curl shows the shot as one would repeat it.
func (s shot) Curl(base string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "curl -X %s '%s%s'", s.op.Method, base, s.address)
	if s.media != "" {
		fmt.Fprintf(&b, " -H 'Content-Type: %s'", s.media)
	}
	for _, name := range slices.Sorted(maps.Keys(s.headers)) {
		fmt.Fprintf(&b, " -H %s", short(name+": "+s.headers[name]))
	}
	if s.body != nil {
		fmt.Fprintf(&b, " --data-binary $%s", short(string(s.body)))
	}
	return b.String()
}

func short(text string) string {
	if len(text) > 1500 {
		return fmt.Sprintf("%q (%d bytes)", text[:1500], len(text))
	}
	return fmt.Sprintf("%q", text)
}

// shot makes a request to op.
func (g *generator) shot(op *openapi.Operation) shot {
	s := shot{op: op, headers: map[string]string{}}
	address := op.Path
	query := url.Values{}
	for _, p := range op.Parameters {
		switch {
		case p.In == "path":
			address = strings.ReplaceAll(address, "{"+p.Name+"}", g.segment(p))
		case p.In == "query" && (p.Required || g.chance(0.4)):
			query.Set(p.Name, g.text(p.Schema, p.Name))
			if g.hostile() {
				query.Add(p.Name, g.text(p.Schema, p.Name))
			}
		case p.In == "header" && g.chance(0.3):
			s.headers[p.Name] = strings.Map(printable, g.text(p.Schema, p.Name))
		}
	}
	if g.hostile() {
		query.Set(g.pick("__proto__", "q[]", "cursor", "limit", "$where"), g.pick(hostileTexts...))
	}
	s.address = address
	if len(query) > 0 {
		s.address += "?" + query.Encode()
	}
	for _, media := range slices.Sorted(maps.Keys(op.Bodies)) {
		if s.media == "" || g.chance(0.5) {
			s.media, s.body = media, g.body(media, op.Bodies[media])
		}
	}
	return s
}

// body makes a body of a type.
func (g *generator) body(media string, schema openapi.Schema) []byte {
	if strings.HasSuffix(media, "json") {
		return []byte(g.json(schema, "", 0))
	}
	raw := slices.Clone(onePixel)
	for g.hostile() {
		raw[g.IntN(len(raw))] = byte(g.IntN(256))
	}
	return raw
}

// segment is a value in a path.
func (g *generator) segment(p openapi.Parameter) string {
	value := g.text(p.Schema, p.Name)
	if g.hostile() && g.chance(0.3) {
		return value // as it is, slashes and all
	}
	if value == "" || value == "." || value == ".." {
		value = "-"
	}
	return url.PathEscape(value)
}

// text is a value of a path, a query or a header.
func (g *generator) text(schema openapi.Schema, name string) string {
	raw := g.json(schema, name, 0)
	var text string
	if json.Unmarshal([]byte(raw), &text) != nil {
		return raw
	}
	return text
}

// json makes a value of a schema.
func (g *generator) json(schema openapi.Schema, name string, depth int) string {
	if g.hostile() {
		return g.pick(hostileJSON...)
	}
	schema = g.document.Follow(schema)
	if options, ok := schema["enum"].([]any); ok {
		raw, _ := json.Marshal(options[g.IntN(len(options))])
		return string(raw)
	}
	switch kind := g.kindOf(schema); kind {
	case "object":
		return g.object(schema, depth)
	case "array":
		items, _ := schema["items"].(map[string]any)
		var list []string
		for range g.IntN(3) + 1 {
			list = append(list, g.json(items, strings.TrimSuffix(name, "s"), depth+1))
		}
		return "[" + strings.Join(list, ",") + "]"
	case "integer", "number":
		return g.pick("0", "1", "1", "2", "3", "7", "30", "50")
	case "boolean":
		return g.pick("true", "false")
	case "null":
		return "null"
	}
	raw, _ := json.Marshal(g.word(schema, name))
	return string(raw)
}

func (g *generator) kindOf(schema openapi.Schema) string {
	switch kind := schema["type"].(type) {
	case string:
		return kind
	case []any:
		text, _ := kind[g.IntN(len(kind))].(string)
		return text
	}
	return "string"
}

func (g *generator) object(schema openapi.Schema, depth int) string {
	properties, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if g.hostile() || !slices.Contains(required, any(name)) && g.chance(0.4) || depth > 4 {
			continue
		}
		property, _ := properties[name].(map[string]any)
		field, _ := json.Marshal(name)
		fields = append(fields, string(field)+":"+g.json(property, name, depth+1))
		if g.hostile() { // twice the same name
			fields = append(fields, string(field)+":"+g.pick(hostileJSON...))
		}
	}
	if g.hostile() {
		fields = append(fields, g.pick(`"role":"owner"`, `"__proto__":{"isAdmin":true}`, `"workspaceId":"x"`, `"messageNo":1`, `"":0`, `"createdAt":null`))
	}
	return "{" + strings.Join(fields, ",") + "}"
}

// newPassword is what passwords are changed to.
const newPassword = "Other-Battery-Staple-7"

// word is a text that means something where name says so.
func (g *generator) word(schema openapi.Schema, name string) string {
	if value, ok := g.known(name); ok && g.chance(0.9) {
		return value
	}
	if schema["format"] == "date-time" || strings.HasSuffix(name, "At") || name == "until" {
		return g.pick("2031-01-02T03:04:05Z", "2026-01-02T03:04:05.678+02:00")
	}
	switch name {
	case "email", "identifier":
		return fmt.Sprintf("f%d@example.org", g.IntN(1_000_000))
	case "username":
		return fmt.Sprintf("f%d", g.IntN(1_000_000_000))
	case "password", "newPassword":
		return newPassword
	case "name":
		return fmt.Sprintf("n%d", g.IntN(1_000_000_000))
	case "before", "after", "around", "limit":
		return g.pick("0", "1", "2", "50")
	case "timeZone":
		return g.pick("Europe/Berlin", "UTC", "Asia/Kathmandu")
	case "locale":
		return g.pick("en", "de-CH", "zh-Hant-TW")
	case "emoji":
		return g.pick(":ship:", "⛵")
	}
	return g.pick("harbour", "a text of words", "Grüße, 船長", fmt.Sprint(g.IntN(1000)))
}

func (g *generator) chance(p float64) bool { return g.Float64() < p }
func (g *generator) hostile() bool         { return g.chance(g.hostility) }

func (g *generator) pick(from ...string) string { return from[g.IntN(len(from))] }

// printable keeps what Go's client sends in a header.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}
