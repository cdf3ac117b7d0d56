package e2e_test

import (
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// TestLive_ComesBack: a client that loses its connection gets what it has missed, and nothing of what it may not see any
// more.
func TestLive_ComesBack(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		var private struct{ ID string }
		channels := "/api/workspaces/" + w.ID + "/channels"
		maya.Must(t, "POST", channels, map[string]string{"type": "private", "name": "leads"}, &private)
		var me struct{ ID string }
		tomas.Must(t, "GET", "/api/users/me", nil, &me)
		maya.Must(t, "POST", channels+"/"+private.ID+"/members", map[string]string{"userId": me.ID}, nil)
		secrets := channels + "/" + private.ID + "/messages"

		live, other := enter(t, s, tomas, w), enter(t, s, maya, w)
		send(t, maya, w.Messages(), "before")
		live.Expect(t, "message:created", nil)
		other.Expect(t, "message:created", nil)

		// Away: he is sent messages, and taken out of the private channel, where more is said.
		live, recovered := s.ComeBack(t, tomas.Token, live)
		if !recovered {
			t.Fatal("did not go on at once")
		}
		live.Break()
		missed := send(t, maya, w.Messages(), "while he was away")
		send(t, maya, secrets, "of him")
		maya.Must(t, "DELETE", channels+"/"+private.ID+"/members/"+me.ID, nil, nil)
		send(t, maya, secrets, "behind his back")
		for range 3 { // it has all been delivered
			other.Expect(t, "message:created", nil)
		}
		live, recovered = s.ComeBack(t, tomas.Token, live)
		if !recovered {
			t.Fatal("did not go on")
		}
		var got sent
		if live.Expect(t, "message:created", &got); got != missed {
			t.Errorf("missed %+v, got %+v", missed, got)
		}
		send(t, maya, secrets, "still behind his back")
		now := send(t, maya, w.Messages(), "after")
		if live.Expect(t, "message:created", &got); got != now {
			t.Errorf("sent %+v, came as %+v", now, got)
		}
		for range 2 { // and it has passed by the gateway that he is at
			other.Expect(t, "message:created", nil)
		}
		// He follows the workspace again, without having said so.
		maya.Must(t, "POST", channels+"/"+private.ID+"/members", map[string]string{"userId": me.ID}, nil)
		live.Expect(t, "member:joined", nil)
		again := send(t, maya, secrets, "welcome back")
		if live.Expect(t, "message:created", &got); got != again {
			t.Errorf("sent %+v, came as %+v", again, got)
		}
	})
}

// TestLive_ComesBackAsSomebodyElse: a private id is worth nothing to another person, or after the session has ended.
func TestLive_ComesBackAsSomebodyElse(t *testing.T) {
	t.Parallel()
	s := echotest.Start(t)
	maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
	w := echotest.Found(t, maya)
	live := enter(t, s, maya, w)
	live.Break()
	send(t, maya, w.Messages(), "secret")
	thief, recovered := s.ComeBack(t, tomas.Token, live)
	if recovered {
		t.Fatal("went on as somebody else")
	}
	if _, before := thief.Emit(t, "join:workspace", place{WorkspaceID: w.ID}); len(before) > 0 {
		t.Errorf("was sent %+v", before)
	}
	if _, recovered := s.ComeBack(t, maya.Token, live); !recovered {
		t.Error("the owner did not go on after that")
	}
}
