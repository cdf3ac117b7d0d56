package socketio_test

import (
	"context"
	"errors"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

type collected struct {
	answers []socketio.Answer
	err     error
}

// collect asks a room and returns what comes of it.
func (srv *server) collect(ctx context.Context, room string) chan collected {
	done := make(chan collected, 1)
	go func() {
		answers, err := srv.ns.To(room).EmitWithAck(ctx, "q", []byte("x"))
		done <- collected{answers, err}
	}()
	return done
}

func TestBroadcastWithAck_CollectsAnswers(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	ann, annSocket := srv.connect(t)
	ben, benSocket := srv.connect(t)
	leaver, leaverSocket := srv.connect(t)
	for _, s := range []*socketio.Socket{annSocket, benSocket, leaverSocket} {
		s.Join("room")
	}
	done := srv.collect(t.Context(), "room")
	question := `451-0["q",{"_placeholder":true,"num":0}]`
	ann.Expect(t, question)
	ben.Expect(t, question)
	leaver.Expect(t, question)
	ben.Send(t, "430[2]", "430[3]")
	leaver.Send(t, "41")
	ann.Send(t, "430[1]")
	got := <-done
	if got.err != nil || len(got.answers) != 2 {
		t.Fatalf("got %+v", got)
	}
	for _, a := range got.answers {
		want := map[*socketio.Socket]string{annSocket: "1", benSocket: "2"}[a.Socket]
		if string(a.Args.JSON(0)) != want {
			t.Fatalf("%s answered %s", a.Socket.ID(), a.Args.JSON(0))
		}
	}
}

func TestBroadcastWithAck_EndsWithItsContext(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	_, silent := srv.connect(t)
	quick, s := srv.connect(t)
	silent.Join("room")
	s.Join("room")
	ctx, cancel := context.WithCancel(t.Context())
	done := srv.collect(ctx, "room")
	quick.ExpectPrefix(t, "451-0")
	quick.NextBinary(t)
	quick.Send(t, `430["yes"]`, "42[\"marker\"]")
	quick.Send(t, "42[\"marker\"]")
	answered := make(chan struct{})
	go func() { // an event of the client's is handled after its answer
		defer close(answered)
		_, _ = s.EmitWithAck(t.Context(), "since then")
	}()
	quick.ExpectPrefix(t, "421")
	quick.Send(t, "431[]")
	<-answered
	cancel()
	got := <-done
	if !errors.Is(got.err, context.Canceled) || len(got.answers) != 1 || got.answers[0].Socket != s {
		t.Fatalf("got %+v", got)
	}
}

func TestBroadcastWithAck_Nobody(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	if got := <-srv.collect(t.Context(), "empty"); got.err != nil || len(got.answers) != 0 {
		t.Fatalf("got %+v", got)
	}
}
