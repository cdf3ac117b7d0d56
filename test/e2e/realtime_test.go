package e2e_test

import (
	"slices"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

type place struct {
	WorkspaceID string `json:"workspaceId"`
	ChannelID   string `json:"channelId,omitempty"`
}

// enter opens a live connection that follows a workspace.
func enter(t *testing.T, s *echotest.Server, c *echotest.Client, w echotest.Workspace) *echotest.Socket {
	t.Helper()
	socket, code := s.Connect(t, c.Token)
	if socket == nil {
		t.Fatalf("refused: %s", code)
	}
	if ack, _ := socket.Emit(t, "join:workspace", place{WorkspaceID: w.ID}); !ack.OK {
		t.Fatalf("join:workspace: %+v", ack)
	}
	return socket
}

func send(t *testing.T, c *echotest.Client, path, content string) sent {
	t.Helper()
	var m sent
	c.Must(t, "POST", path, map[string]string{"content": content, "clientMessageCorrelationId": content}, &m)
	return m
}

// arrives waits until a message is shown live.
func arrives(t *testing.T, live *echotest.Socket, m sent) {
	t.Helper()
	for got := (sent{}); got != m; {
		live.Expect(t, "message:created", &got)
	}
}

func TestLive_MessagesReachMembersAndNobodyElse(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas, eve := s.Register(t, "maya"), s.Register(t, "tomas"), s.Register(t, "eve")
		w := echotest.Found(t, maya, tomas)
		live := enter(t, s, tomas, w)

		first := send(t, maya, w.Messages(), "hello")
		var got sent
		if live.Expect(t, "message:created", &got); got != first {
			t.Errorf("sent %+v, came as %+v", first, got)
		}
		// A stranger may knock at every room and enters none.
		stranger, _ := s.Connect(t, eve.Token)
		for event, code := range map[string]string{"join:workspace": "workspace_not_found", "join:channel": "workspace_not_found", "typing:start": "workspace_not_found"} {
			if ack, _ := stranger.Emit(t, event, place{w.ID, w.Channel}); ack.OK || ack.Code != code {
				t.Errorf("%s by a stranger: %+v", event, ack)
			}
		}
		send(t, maya, w.Messages(), "secret")
		live.Expect(t, "message:created", nil)
		if _, before := stranger.Emit(t, "join:workspace", place{WorkspaceID: w.ID}); len(before) > 0 {
			t.Errorf("a stranger was sent %+v", before)
		}
		// Who comes back learns where the channel ends.
		if ack, _ := live.Emit(t, "join:channel", place{w.ID, w.Channel}); !ack.OK || ack.LastMessageNo != 2 {
			t.Errorf("join:channel: %+v", ack)
		}
	})
}

func TestLive_JoiningAndRemovalTakeEffectAtOnce(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		first, second := enter(t, s, tomas, w), enter(t, s, tomas, w)
		owner := enter(t, s, maya, w)

		var private struct{ ID string }
		channels := "/api/workspaces/" + w.ID + "/channels"
		maya.Must(t, "POST", channels, map[string]string{"type": "private", "name": "leads"}, &private)
		messages := channels + "/" + private.ID + "/messages"
		if _, err := tomas.Call(t.Context(), "GET", messages, nil, nil); code(err) != "channel_not_found" {
			t.Errorf("a private channel for who is not in it: %v", err)
		}
		var me struct{ ID string }
		tomas.Must(t, "GET", "/api/users/me", nil, &me)
		maya.Must(t, "POST", channels+"/"+private.ID+"/members", map[string]string{"userId": me.ID}, nil)
		for _, socket := range []*echotest.Socket{first, second} { // every device hears of the new channel
			socket.Expect(t, "member:joined", nil)
		}
		added := send(t, maya, messages, "welcome")
		for _, socket := range []*echotest.Socket{first, second} {
			var got sent
			if socket.Expect(t, "message:created", &got); got != added {
				t.Errorf("came as %+v", got)
			}
		}
		maya.Must(t, "DELETE", channels+"/"+private.ID+"/members/"+me.ID, nil, nil)
		for _, socket := range []*echotest.Socket{first, second} {
			socket.Expect(t, "member:left", nil)
		}
		send(t, maya, messages, "behind his back")
		owner.Expect(t, "member:left", nil)
		owner.Expect(t, "message:created", nil)
		for _, socket := range []*echotest.Socket{first, second} {
			ack, before := socket.Emit(t, "join:channel", place{w.ID, private.ID})
			if ack.OK || slices.ContainsFunc(before, func(e echotest.Event) bool { return e.Name == "message:created" }) {
				t.Errorf("after removal: %+v, events %+v", ack, before)
			}
		}
		if _, err := tomas.Call(t.Context(), "GET", messages, nil, nil); code(err) != "channel_not_found" {
			t.Errorf("history after removal: %v", err)
		}
	})
}

func TestLive_SessionEndsEverywhere(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya := s.Register(t, "maya")
		w := echotest.Found(t, maya)
		live := enter(t, s, maya, w)
		maya.Must(t, "POST", "/api/auth/logout", nil, nil)
		live.Expect(t, "session:revoked", nil)
		live.ExpectEnd(t)
		eventually(t, "REST refuses the token after sign-out", func() bool { // another gateway hears of it by itself
			_, err := maya.Call(t.Context(), "GET", "/api/users/me", nil, nil)
			return code(err) == "invalid_token"
		})
		if _, refusal := s.Connect(t, maya.Token); refusal != "invalid_token" {
			t.Errorf("socket after sign-out: %q", refusal)
		}
	})
}

func TestLive_RefusedHandshakes(t *testing.T) {
	t.Parallel()
	s := echotest.Start(t)
	none := "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwMTkzMmY2ZS03YjFhLTdjM2QtOGU0Zi0wMTIzNDU2Nzg5YWIifQ."
	for token, want := range map[string]string{"": "missing_token", "rubbish": "invalid_token", none: "invalid_token"} {
		if _, got := s.Connect(t, token); got != want {
			t.Errorf("%q: %s, want %s", token, got, want)
		}
	}
}

func TestLive_ReceiptsReachOnesOwnDevices(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		phone := enter(t, s, tomas, w)
		m := send(t, maya, w.Messages(), "read me")
		phone.Expect(t, "message:created", nil)
		tomas.Must(t, "POST", "/api/workspaces/"+w.ID+"/channels/"+w.Channel+"/read-receipt", map[string]int64{"messageNo": m.MessageNo}, nil)
		var receipt struct{ LastReadMessageNo int64 }
		if phone.Expect(t, "read-receipt:updated", &receipt); receipt.LastReadMessageNo != m.MessageNo {
			t.Errorf("%+v", receipt)
		}
	})
}
