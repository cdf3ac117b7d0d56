package user_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestProfiles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada, grace := e.register(t, "ada").User.User, e.register(t, "grace").User.User
		e.register(t, "linus")
		got := must(e.Profiles(t.Context(), user.ProfilesRequest{IDs: []id.User{ada.ID, grace.ID, ada.ID, id.New[id.User]()}}))(t)
		names := map[string]user.User{}
		for _, u := range got {
			names[u.Username] = u
		}
		if len(got) != 2 || names["ada"] != ada || names["grace"] != grace {
			t.Errorf("profiles %+v", got)
		}
		if got := must(e.Profiles(t.Context(), user.ProfilesRequest{}))(t); len(got) != 0 {
			t.Errorf("nobody asked for: %+v", got)
		}
		_, err := e.Profiles(t.Context(), user.ProfilesRequest{IDs: make([]id.User, user.MaxIDs+1)})
		wantCode(t, err, "validation_failed")
		if got := must(e.Get(t.Context(), user.GetRequest{UserID: ada.ID}))(t); got != ada {
			t.Errorf("Get = %+v", got)
		}
		_, err = e.Get(t.Context(), user.GetRequest{UserID: id.New[id.User]()})
		wantCode(t, err, "user_not_found")
	})
}

// people is a source of profiles that counts what it is asked.
type people struct {
	mu    sync.Mutex
	names map[id.User]string
	asked [][]id.User
	err   error
}

func (p *people) Profiles(_ context.Context, req user.ProfilesRequest) ([]user.User, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, req.IDs)
	var out []user.User
	for _, userID := range req.IDs {
		if name, ok := p.names[userID]; ok {
			out = append(out, user.User{ID: userID, Username: name})
		}
	}
	return out, p.err
}

func TestProfileCache(t *testing.T) {
	t.Parallel()
	ada, grace, nobody := id.New[id.User](), id.New[id.User](), id.New[id.User]()
	source := &people{names: map[id.User]string{ada: "ada", grace: "grace"}}
	c := user.NewProfileCache(source)
	t.Cleanup(c.Close)
	b := inprocess.New(inprocess.Config{Log: slog.New(slog.DiscardHandler)})
	b.Subscribe(c.Subscription("test"))
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask := func(want map[id.User]string, ids ...id.User) {
		t.Helper()
		got := must(c.Profiles(t.Context(), ids))(t)
		if len(got) != len(want) {
			t.Errorf("profiles %+v", got)
		}
		for userID, name := range want {
			if got[userID].Username != name || got[userID].ID != userID {
				t.Errorf("%+v is not %s", got[userID], name)
			}
		}
	}
	ask(map[id.User]string{ada: "ada"}, ada, ada, nobody)
	ask(map[id.User]string{ada: "ada", grace: "grace"}, ada, grace)
	ask(map[id.User]string{ada: "ada", grace: "grace"}, ada, grace)
	if len(source.asked) != 2 || len(source.asked[0]) != 2 || len(source.asked[1]) != 1 {
		t.Errorf("asked %v", source.asked)
	}

	source.names[ada] = "countess"
	data, err := json.Marshal(user.Updated{User: user.User{ID: ada}})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), []bus.Event{{ID: id.New[id.Event](), Type: user.EventUpdated, Data: data}}); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(t.Context()); err != nil { // waits for the broadcast to be handled
		t.Fatal(err)
	}
	ask(map[id.User]string{ada: "countess", grace: "grace"}, ada, grace)

	source.err = errors.New("away")
	if _, err := c.Profiles(t.Context(), []id.User{nobody}); !errors.Is(err, source.err) {
		t.Errorf("error %v", err)
	}
	ask(map[id.User]string{ada: "countess"}, ada)
}
