package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/yaml"

	"github.com/echo-chat/echo/internal/platform/bus"
)

// object is one of JSON.
type object = map[string]any

const asyncAPIAbout = `What Echo's services announce and who listens; api/events.md says the same to people.
Fields that a consumer does not know are to be left alone.`

// AsyncAPI returns the contract of the events as a document, AsyncAPI 3.0, made of the code alone.
func AsyncAPI() ([]byte, error) {
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	envelope := schemas.Schema(reflect.TypeFor[bus.Event](), true, "")
	channels, operations, messages := object{}, object{}, object{}
	for _, c := range Contracts() {
		name := fmt.Sprintf("%s.v%d", c.Type, c.Version)
		messages[name] = object{
			"name": c.Type, "title": c.Type, "summary": c.When, "contentType": "application/json",
			"payload": object{"allOf": []any{envelope, object{
				"type": "object",
				"properties": object{
					"source":  object{"const": c.Source},
					"type":    object{"const": c.Type},
					"version": object{"const": c.Version},
					"subject": object{"format": "uuid", "description": "The id of the " + c.Subject + "."},
					"data":    schemas.Schema(reflect.TypeOf(c.Data), true, ""),
				},
			}}},
		}
		channels[c.Type] = object{"address": c.Type, "messages": object{name: ref("components", "messages", name)}}
		operations[c.Source+".announces."+c.Type] = object{"action": "send", "channel": ref("channels", c.Type), "summary": c.When}
		for _, l := range Listeners() {
			if l.Wants(c.Type) {
				operations[l.Name+".hears."+c.Type] = object{"action": "receive", "channel": ref("channels", c.Type)}
			}
		}
	}
	for _, s := range schemas.Map() {
		s.AdditionalProperties = nil // a later version may have more
	}
	doc, err := json.Marshal(object{
		"asyncapi":           "3.0.0",
		"info":               object{"title": "Events of Echo", "version": "1", "description": asyncAPIAbout},
		"defaultContentType": "application/json",
		"channels":           channels,
		"operations":         operations,
		"components":         object{"messages": messages, "schemas": schemas},
	})
	if err != nil {
		return nil, fmt.Errorf("encode the contract of the events: %w", err)
	}
	var out bytes.Buffer
	if err := yaml.Convert(&out, bytes.NewReader(doc)); err != nil {
		return nil, fmt.Errorf("write the contract of the events: %w", err)
	}
	return out.Bytes(), nil
}

func ref(to ...string) object { return object{"$ref": "#/" + strings.Join(to, "/")} }

// schemaName tells types of one name apart by their package: UserDeleted, WorkspaceDeleted.
func schemaName(t reflect.Type, _ string) string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	service := path.Base(t.PkgPath())
	if strings.EqualFold(service, t.Name()) || t.PkgPath() == "" {
		return t.Name()
	}
	return strings.ToUpper(service[:1]) + service[1:] + t.Name()
}
