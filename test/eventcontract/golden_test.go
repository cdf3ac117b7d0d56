package eventcontract_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
)

const examples = "../../api/events"

// golden reads the example of an event in one of its versions.
func golden(t *testing.T, eventType string, version int) bus.Event {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(examples, fmt.Sprintf("%s.v%d.json", eventType, version)))
	if err != nil {
		t.Fatalf("an event needs an example of each version, from %d to its current one: %v", max(1, version-1), err)
	}
	var e bus.Event
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&e); err != nil {
		t.Fatalf("%s version %d: %v", eventType, version, err)
	}
	if e.Type != eventType || e.Version != version {
		t.Fatalf("the example of %s version %d is of %s version %d", eventType, version, e.Type, e.Version)
	}
	return e
}

// The example of each event has the fields that its service writes now, no less, no more. Whoever changes
// them sees this fail: fields that are added go into the example; anything else makes a new version.
func TestGolden_IsWhatTheServiceWrites(t *testing.T) {
	t.Parallel()
	for _, c := range app.Contracts() {
		e := golden(t, c.Type, c.Version)
		if e.Source != c.Source || e.ID.IsZero() || e.Time.IsZero() || e.Subject == "" || e.Traceparent == "" {
			t.Errorf("the example of %s is no whole event of %s", c.Type, c.Source)
		}
		if err := bustest.Fits(c.Contract, e); err != nil {
			t.Errorf("the example of %s does not fit: %v", c.Type, err)
		}
		if c.Version > 1 {
			golden(t, c.Type, c.Version-1) // what consumers are to take, too
		}
	}
}

// There is no example of an event that nobody announces, or will.
func TestGolden_NoneIsLeftOver(t *testing.T) {
	t.Parallel()
	current := map[string]int{}
	for _, c := range app.Contracts() {
		current[c.Type] = c.Version
	}
	files, err := filepath.Glob(filepath.Join(examples, "*"))
	if err != nil || len(files) < len(current) {
		t.Fatalf("%d examples of %d events: %v", len(files), len(current), err)
	}
	for _, file := range files {
		eventType, version, found := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".json"), ".v")
		n, err := strconv.Atoi(version)
		if !found || err != nil || n < 1 || n > current[eventType] {
			t.Errorf("%s is of no event", filepath.Base(file))
		}
	}
}

// Each event that a service's code announces has a contract, of the version that is announced, and no
// contract promises what is never announced.
func TestContracts_AreOfWhatIsAnnounced(t *testing.T) {
	t.Parallel()
	announced := map[string]int{}
	for _, service := range []string{"user", "workspace", "message"} {
		maps.Copy(announced, announcements(t, service))
	}
	for _, c := range app.Contracts() {
		if announced[c.Type] != c.Version {
			t.Errorf("%s: the contract is of version %d, announced is %d", c.Type, c.Version, announced[c.Type])
		}
		delete(announced, c.Type)
	}
	for eventType := range announced {
		t.Errorf("%s is announced and has no contract: see Announces of its service", eventType)
	}
}

// announcements reads in a service's code which types it announces, in which version.
func announcements(t *testing.T, service string) map[string]int {
	t.Helper()
	files, err := filepath.Glob("../../internal/service/" + service + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no code of %s: %v", service, err)
	}
	constants, versions := map[string]string{}, map[string]int{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) && strings.HasPrefix(name.Name, "Event") {
						constants[name.Name] = text(n.Values[i])
					}
				}
			case *ast.ReturnStmt: // of an announcement of a changed message: return EventX, data
				if len(n.Results) > 0 {
					if name, ok := n.Results[0].(*ast.Ident); ok && strings.HasPrefix(name.Name, "Event") {
						versions[name.Name] = 1
					}
				}
			case *ast.CallExpr:
				if name, version := announcement(n); name != "" {
					versions[name] = version
				}
			}
			return true
		})
	}
	out := map[string]int{}
	for name, version := range versions {
		out[constants[name]] = version
	}
	return out
}

// announcement reads c.Announce(ctx, EventX, 1, …) and outbox.Event(EventX, 1, …).
func announcement(call *ast.CallExpr) (constant string, version int) {
	callee, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || callee.Sel.Name != "Announce" && callee.Sel.Name != "Event" {
		return "", 0
	}
	for i, arg := range call.Args[:max(0, len(call.Args)-1)] {
		if name, ok := arg.(*ast.Ident); ok && strings.HasPrefix(name.Name, "Event") {
			version, _ = strconv.Atoi(text(call.Args[i+1]))
			return name.Name, version
		}
	}
	return "", 0
}

// text is that of a literal.
func text(e ast.Expr) string {
	literal, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	return strings.Trim(literal.Value, `"`)
}

// The documents of api are those that the code makes.
func TestDocuments_AreUpToDate(t *testing.T) {
	t.Parallel()
	spec, err := app.AsyncAPI()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"asyncapi.yaml": spec, "events.md": app.EventTable()} {
		if got, err := os.ReadFile("../../api/" + name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("api/%s is out of date: make gen (%v)", name, err)
		}
	}
}
