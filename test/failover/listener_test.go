package failover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
	"github.com/echo-chat/echo/test/echotest"
)

// listener is a client that shows a channel: what comes live is a hint, the numbers are the truth. It fetches
// what is missing when it sees a hole and whenever it has been away, as Echo's web app does.
type listener struct {
	name   string
	url    string
	client *echotest.Client
	w      echotest.Workspace

	mu   sync.Mutex
	view []Message // 1, 2, 3 … without holes
	seen []Message
}

func startListeners(ctx context.Context, n int, url string, people []*echotest.Client, w echotest.Workspace) (all []*listener, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	for i := range n {
		l := &listener{name: fmt.Sprintf("listener %d", i), url: url, client: people[i%len(people)], w: w}
		all = append(all, l)
		running.Go(func() {
			for ctx.Err() == nil {
				_ = l.follow(ctx) // the connection broke, or there is none
				sleep(ctx, 50*time.Millisecond)
			}
		})
	}
	return all, func() { cancel(); running.Wait() }
}

// follow connects, catches up, and listens until the connection breaks.
func (l *listener) follow(ctx context.Context) error {
	conn, err := wstest.Open(l.url + "/socket.io/?EIO=4&transport=websocket")
	if err != nil {
		return err
	}
	defer conn.Close()
	if conn.Status != http.StatusSwitchingProtocols {
		return fmt.Errorf("status %d", conn.Status)
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	for step := 0; ; {
		text, err := next(conn)
		if err != nil {
			return err
		}
		switch {
		case text == "2":
			err = emit(conn, "3")
		case strings.HasPrefix(text, "0"):
			err = l.signIn(ctx, conn)
		case strings.HasPrefix(text, "40"):
			err = emit(conn, fmt.Sprintf(`421["join:workspace",{"workspaceId":%q}]`, l.w.ID))
		case strings.HasPrefix(text, "431") && step == 0:
			step++
			err = errors.Join(accepted(text[3:]), l.catchUp(ctx))
		case strings.HasPrefix(text, "44"):
			return errors.New(text)
		case strings.HasPrefix(text, `42["message:created",`):
			err = l.hear(ctx, text[2:])
		case strings.HasPrefix(text, `42["resync"`): // the server knows that something was kept from it
			err = l.catchUp(ctx)
		}
		if err != nil {
			return err
		}
	}
}

func (l *listener) signIn(ctx context.Context, conn *wstest.Conn) error {
	token, err := tokenOf(ctx, l.client)
	if err != nil {
		return err
	}
	return emit(conn, fmt.Sprintf(`40{"token":%q}`, token))
}

// next returns the next packet; silence is none.
func next(conn *wstest.Conn) (string, error) {
	for {
		m, err := conn.Read()
		if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
			continue
		}
		return m.Data, err
	}
}

func emit(conn *wstest.Conn, text string) error {
	_ = conn.SetWriteDeadline(time.Now().Add(wstest.Patience))
	_, err := conn.Write(wstest.Frame(0x81, []byte(text)))
	return err
}

func accepted(ack string) error {
	var answers []echotest.Ack
	if err := json.Unmarshal([]byte(ack), &answers); err != nil || len(answers) != 1 || !answers[0].OK {
		return fmt.Errorf("joined with %s", ack)
	}
	return nil
}

// hear takes a live message. One that comes after a hole is fetched together with what is missing.
func (l *listener) hear(ctx context.Context, event string) error {
	var parts []json.RawMessage
	var w wire
	if err := json.Unmarshal([]byte(event), &parts); err != nil || len(parts) != 2 || json.Unmarshal(parts[1], &w) != nil {
		return fmt.Errorf("cannot read %s", event)
	}
	if l.take(w.message()) {
		return nil
	}
	return l.catchUp(ctx)
}

// take notes a message and tells whether there is no hole before it.
func (l *listener) take(m Message) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, m)
	if m.No == int64(len(l.view))+1 {
		l.view = append(l.view, m)
	}
	return m.No <= int64(len(l.view))
}

func (l *listener) high() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return int64(len(l.view))
}

// catchUp fetches what comes after the last message without a hole, until there is no more.
func (l *listener) catchUp(ctx context.Context) error {
	for {
		messages, err := fetch(ctx, l.client, l.w, l.high())
		if err != nil || len(messages) == 0 {
			return err
		}
		for _, m := range messages {
			l.take(m)
		}
	}
}

func fetch(ctx context.Context, c *echotest.Client, w echotest.Workspace, after int64) ([]Message, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var page struct{ Items []wire }
	_, err := c.Call(ctx, "GET", fmt.Sprintf("%s?limit=200&after=%d", w.Messages(), after), nil, &page)
	messages := make([]Message, len(page.Items))
	for i, m := range page.Items {
		messages[i] = m.message()
	}
	return messages, err
}

// fetchAll returns the whole channel as the server lists it.
func fetchAll(ctx context.Context, c *echotest.Client, w echotest.Workspace) ([]Message, error) {
	var all []Message
	for after := int64(0); ; {
		messages, err := fetch(ctx, c, w, after)
		if err != nil || len(messages) == 0 {
			return all, err
		}
		all = append(all, messages...)
		after = slices.MaxFunc(messages, func(a, b Message) int { return int(a.No - b.No) }).No
	}
}
