package contract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
	"github.com/echo-chat/echo/test/echotest/openapi"
)

// row is what each actor is answered, in the order of the actors, in the words of outcomes.
type row string

// rows are the rows of an operation by what it is about.
type rows map[kind]row

// rule is what the matrix says of one operation.
type rule struct {
	about scope
	rows  rows
	ask   func(*cell) request // what is sent; nil: the path says it all
	fresh bool                // it destroys: every cell has a place of its own
	own   bool                // it destroys the session or the account: every cell has one of its own
}

// request is what a cell sends beside the ids of its place.
type request struct {
	path  map[string]string
	query string
	body  any
	raw   []byte // instead of body
	media string // of raw
}

// cell is one operation, about one kind, by one actor.
type cell struct {
	*world
	op    *openapi.Operation
	rule  rule
	kind  kind
	actor actor
	place place
	who   person
	t     *testing.T
}

func (c *cell) String() string { return fmt.Sprintf("%s, %s, by %s", c.op, c.kind, c.actor) }

// TestMatrix_EveryOperationForEverybodyEverywhere asks every operation of the document as every actor
// about every kind of place, and wants the exact answer of the table.
func TestMatrix_EveryOperationForEverybodyEverywhere(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		w := newWorld(t, on)
		table := everyRule()
		compareWithDocument(t, table, w.document)
		var cells []*cell
		for _, op := range w.document.Operations {
			r := table[op.String()]
			for _, k := range r.about {
				for a := range actors {
					cells = append(cells, &cell{world: w, op: op, rule: r, kind: k, actor: a, t: t})
				}
			}
		}
		side(8, cells, func(c *cell) { c.run(t) })
		t.Logf("%d cells: %d operations, %d actors", len(cells), len(w.document.Operations), actors)
	})
}

// side runs work on items, n side by side.
func side[T any](n int, items []T, work func(T)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(items)); i = next.Add(1) - 1 {
				work(items[i])
			}
		})
	}
	wg.Wait()
}

// compareWithDocument fails for operations without rows, rows without operations, kinds without a row and
// actors without a column.
func compareWithDocument(t *testing.T, table map[string]rule, doc *openapi.Document) {
	t.Helper()
	served := map[string]bool{}
	for _, op := range doc.Operations {
		served[op.String()] = true
		r, ok := table[op.String()]
		if !ok {
			t.Errorf("%s has no rows in the matrix", op)
		}
		for _, k := range r.about {
			if n := len(strings.Fields(string(r.rows[k]))); n != int(actors) {
				t.Errorf("%s, %s: %d actors, %d columns", op, k, actors, n)
			}
		}
	}
	for name := range table {
		if !served[name] {
			t.Errorf("%s has rows, the document does not have it", name)
		}
	}
}

func (c *cell) run(t *testing.T) {
	c.place, c.who = c.places[c.kind], c.people[c.actor]
	words := strings.Fields(string(c.rule.rows[c.kind]))
	// What is refused destroys nothing.
	if c.rule.fresh && words[c.actor] == "ok" {
		c.place = c.make(t, c.kind)
	}
	if c.rule.own && words[c.actor] == "ok" {
		c.who = register(t, c.server, c.next("own"))
	}
	want, ok := outcomes[words[c.actor]]
	if !ok {
		t.Errorf("%s: %q is no word of the matrix", c, words[c.actor])
		return
	}
	status, body := c.send(t)
	if words[c.actor] == "ok" {
		if status/100 != 2 {
			t.Errorf("%s: %d %s, want a success", c, status, body)
		}
		return
	}
	var p struct{ Code string }
	if err := json.Unmarshal(body, &p); err != nil || status != want.status || p.Code != want.code {
		t.Errorf("%s: %d %s, want %d %s", c, status, body, want.status, want.code)
	}
	if bytes.Contains(body, []byte(canary)) {
		t.Errorf("%s: the refusal shows what it refuses: %s", c, body)
	}
}

func (c *cell) send(t *testing.T) (int, []byte) {
	var ask request
	if c.rule.ask != nil {
		ask = c.rule.ask(c)
	}
	fill := map[string]string{
		"workspaceId": c.place.workspace, "channelId": c.place.channel, "messageId": c.place.message,
		"inviteId": c.place.invite, "groupId": c.place.userGroup, "userId": c.target.id,
	}
	maps.Copy(fill, ask.path)
	address := c.op.Path
	for name, value := range fill {
		address = strings.ReplaceAll(address, "{"+name+"}", value)
	}
	if ask.body != nil {
		ask.media = "application/json"
		var err error
		if ask.raw, err = json.Marshal(ask.body); err != nil {
			t.Error(err)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), c.op.Method, c.server.URL+address+ask.query, bytes.NewReader(ask.raw))
	if err != nil {
		t.Error(err)
		return 0, nil
	}
	if ask.media != "" {
		req.Header.Set("Content-Type", ask.media)
	}
	if c.who.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.who.Token)
	}
	res, err := c.who.HTTP.Do(req)
	if err != nil {
		t.Errorf("%s: %v", c, err)
		return 0, nil
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Errorf("%s: %v", c, err)
	}
	return res.StatusCode, body
}

func isCode(err error, code string) bool {
	p, ok := errors.AsType[*echotest.Problem](err)
	return ok && p.Code == code
}
