package e2e_test

import (
	"path"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/test/echotest"
)

// While the broker is away people see live what is said, and who is removed hears no more, whether gateways are joined
// or not. When it is back nothing that was seen undoes what came after.
func TestLive_GoesOnWithoutTheBroker(t *testing.T) {
	t.Parallel()
	t.Run("gateways alone", func(t *testing.T) {
		t.Parallel()
		withoutBroker(t, brokertest.StartRedis(t), "ECHO_REDIS_URL=")
	})
	t.Run("gateways joined", func(t *testing.T) {
		t.Parallel()
		withoutBroker(t, brokertest.StartRedis(t))
	})
}

func withoutBroker(t *testing.T, broker *brokertest.Server, env ...string) {
	t.Helper()
	s := echotest.StartCluster(t, append(append(echotest.ApartSettings(t), "ECHO_BUS_URL="+broker.URL), env...)...)
	maya, tomas, ben := s.Register(t, "maya"), s.Register(t, "tomas"), s.Register(t, "ben")
	w := echotest.Found(t, maya, tomas, ben)
	tomasLive, benLive := enter(t, s.Server, tomas, w), enter(t, s.Server, ben, w)
	var bens struct{ ID string }
	ben.Must(t, "GET", "/api/users/me", nil, &bens)

	broker.Kill()
	during := send(t, maya, w.Messages(), "the broker is away")
	arrives(t, tomasLive, during)
	arrives(t, benLive, during)
	maya.Must(t, "DELETE", "/api/workspaces/"+w.ID+"/members/"+bens.ID, nil, nil)
	benLive.Expect(t, "member:left", nil)
	arrives(t, tomasLive, send(t, maya, w.Messages(), "ben is not here"))
	readsUntil(t, ben, w)

	// Ben returns, and is there when the broker brings the removal once more.
	var invite struct{ URL string }
	maya.Must(t, "POST", "/api/workspaces/"+w.ID+"/invites", map[string]any{}, &invite)
	ben.Must(t, "POST", "/api/workspaces/invites/accept", map[string]string{"token": path.Base(invite.URL)}, nil)
	if ack, before := benLive.Emit(t, "join:workspace", place{WorkspaceID: w.ID}); !ack.OK || len(named(before, "message:created")) > 0 {
		t.Fatalf("back: %+v, and heard of %v", ack, before)
	}
	broker.Start(t)
	tomasLive.Expect(t, "resync", nil)
	for _, text := range []string{"four", "five", "six"} {
		m := send(t, maya, w.Messages(), text)
		arrives(t, tomasLive, m)
		arrives(t, benLive, m)
	}
}

// readsUntil waits until somebody who was removed cannot read any more.
func readsUntil(t *testing.T, c *echotest.Client, w echotest.Workspace) {
	t.Helper()
	begun := time.Now()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		if _, err := c.Call(t.Context(), "GET", w.Messages(), nil, nil); echotest.Refused(err) {
			t.Logf("reads for %s", time.Since(begun))
			return
		}
		if time.Since(begun) > 30*time.Second {
			t.Fatal("who was removed still reads")
		}
		<-again.C
	}
}

func named(events []echotest.Event, name string) (found []echotest.Event) {
	for _, e := range events {
		if e.Name == name {
			found = append(found, e)
		}
	}
	return found
}
