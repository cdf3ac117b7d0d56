// Package openapi reads Echo's OpenAPI document as a client would, and holds answers against it.
package openapi

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Document is the REST contract of a server. It is not changed once read, and safe for use side by side.
type Document struct {
	Operations []*Operation // by path, then method
	root       map[string]any
}

// Operation is one method on one path.
type Operation struct {
	ID, Method, Path string
	Open             bool // for people who are not signed in
	Parameters       []Parameter
	Bodies           map[string]Schema // of the request, by content type; empty when it takes none
	BodyRequired     bool

	segments []string
	answers  map[string]answer // by status, or "default"
}

// Parameter is a value of the address or a header.
type Parameter struct {
	Name, In string // path, query, header or cookie
	Required bool
	Schema   Schema
}

// Schema is a JSON schema as it stands in the document, its $ref followed.
type Schema map[string]any

// answer is what may come back: a schema by content type, or nothing at all. A schema is nil for what is
// not JSON.
type answer map[string]*jsonschema.Schema

// String names the operation as documents do: "GET /api/users/me".
func (o *Operation) String() string { return o.Method + " " + o.Path }

const base = "echo:///openapi.json"

// Read reads a document, as JSON. Formats are enforced, not noted.
func Read(raw []byte) (*Document, error) {
	root, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	if err := compiler.AddResource(base, root); err != nil {
		return nil, err
	}
	d := &Document{root: object(root)}
	for path, item := range object(d.root["paths"]) {
		for method, op := range object(item) {
			o, err := d.operation(compiler, strings.ToUpper(method), path, object(op))
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
			d.Operations = append(d.Operations, o)
		}
	}
	slices.SortFunc(d.Operations, func(a, b *Operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return d, nil
}

func (d *Document) operation(compiler *jsonschema.Compiler, method, path string, op map[string]any) (*Operation, error) {
	id, _ := op["operationId"].(string)
	o := &Operation{ID: id, Method: method, Path: path, Bodies: map[string]Schema{}, answers: map[string]answer{}, segments: strings.Split(path, "/")}
	o.Open = len(list(op["security"])) == 0
	for _, p := range list(op["parameters"]) {
		at := object(p)
		name, _ := at["name"].(string)
		in, _ := at["in"].(string)
		required, _ := at["required"].(bool)
		o.Parameters = append(o.Parameters, Parameter{Name: name, In: in, Required: required, Schema: d.Follow(object(at["schema"]))})
	}
	body := object(op["requestBody"])
	o.BodyRequired, _ = body["required"].(bool)
	for media, content := range object(body["content"]) {
		o.Bodies[media] = d.Follow(object(object(content)["schema"]))
	}
	for status, a := range object(op["responses"]) {
		o.answers[status] = answer{}
		for media := range object(object(a)["content"]) {
			if !strings.HasSuffix(media, "json") {
				o.answers[status][media] = nil
				continue
			}
			schema, err := compiler.Compile(base + pointer("paths", path, strings.ToLower(method), "responses", status, "content", media, "schema"))
			if err != nil {
				return nil, err
			}
			o.answers[status][media] = schema
		}
	}
	return o, nil
}

// pointer makes a fragment that is a JSON pointer.
func pointer(tokens ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "%", "%25")
	var b strings.Builder
	b.WriteByte('#')
	for _, t := range tokens {
		b.WriteByte('/')
		b.WriteString(escape.Replace(t))
	}
	return b.String()
}

// Follow returns the schema that a $ref leads to, or the schema itself.
func (d *Document) Follow(s map[string]any) Schema {
	for {
		ref, ok := s["$ref"].(string)
		if !ok {
			return s
		}
		s = object(object(object(d.root["components"])["schemas"])[ref[strings.LastIndexByte(ref, '/')+1:]])
	}
}

// Component returns a schema of the document by its name; nil when there is none.
func (d *Document) Component(name string) Schema {
	return object(object(object(d.root["components"])["schemas"])[name])
}

// Components returns the names of the document's schemas.
func (d *Document) Components() []string {
	var names []string
	for name := range object(object(d.root["components"])["schemas"]) {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Success returns the status of the operation's success, the lowest when there are several.
func (o *Operation) Success() int {
	best := http.StatusBadRequest
	for status := range o.answers {
		var n int
		if _, err := fmt.Sscan(status, &n); err == nil && n < best {
			best = n
		}
	}
	return best
}

// Find returns the operation that a request is for, as routers choose: words before placeholders.
func (d *Document) Find(method, path string) *Operation {
	segments := strings.Split(path, "/")
	var best *Operation
	for _, o := range d.Operations {
		if o.Method == method && o.takes(segments) && (best == nil || o.closer(best)) {
			best = o
		}
	}
	return best
}

func (o *Operation) takes(segments []string) bool {
	if len(segments) != len(o.segments) {
		return false
	}
	for i, s := range o.segments {
		if s != segments[i] && !placeholder(s) {
			return false
		}
	}
	return true
}

func (o *Operation) closer(than *Operation) bool {
	for i, s := range o.segments {
		if a, b := placeholder(s), placeholder(than.segments[i]); a != b {
			return b
		}
	}
	return false
}

func placeholder(segment string) bool { return strings.HasPrefix(segment, "{") }

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
