package socketio_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// serve runs a server, as http.Handle("/socket.io/", srv) and http.ListenAndServe do.
func serve(srv *socketio.Server) (url string, stop func()) {
	web := httptest.NewServer(srv)
	return web.URL, func() {
		_ = srv.Close(context.Background())
		web.Close()
	}
}

// browser is a client of an example, as plain as they come: it shows what goes over the wire.
type browser struct{ *wstest.Conn }

// browse connects to the main namespace, sending what the JavaScript client has in its auth option.
func browse(url, auth string) browser {
	c, err := wstest.Open(url + "/socket.io/?EIO=4&transport=websocket")
	if err != nil {
		panic(err)
	}
	b := browser{c}
	b.next() // the handshake
	b.emit("40" + auth)
	return b
}

// emit sends packets; an event is "42" and an array, with an id between them if it asks for an acknowledgement.
func (b browser) emit(packets ...string) {
	for _, p := range packets {
		if _, err := b.Write(wstest.Frame(0x81, []byte(p))); err != nil {
			panic(err)
		}
	}
}

func (b browser) next() string {
	m, err := b.Read()
	if err != nil {
		return err.Error()
	}
	return m.Data
}

// A chat room: everyone gets what is said, with the name that its author came with.
func Example() {
	srv := socketio.New(socketio.Config{})
	chat := srv.Of("/")
	chat.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
		var who struct{ Name string }
		if json.Unmarshal(auth, &who) != nil || who.Name == "" {
			return &socketio.ConnectError{Message: "who are you?"}
		}
		s.SetValue(who.Name)
		s.Join("lobby")
		return s.To("lobby").Emit("joined", who.Name)
	})
	chat.On("say", func(_ context.Context, s *socketio.Socket, args socketio.Args, _ socketio.Ack) {
		_ = chat.To("lobby").Emit("said", s.Value(), args.JSON(0))
	})

	url, stop := serve(srv)
	defer stop()
	ann := browse(url, `{"name":"Ann"}`)
	defer ann.Close()
	ann.next() // she is connected
	bob := browse(url, `{"name":"Bob"}`)
	defer bob.Close()
	bob.next()
	bob.emit(`42["say","Hello!"]`)
	fmt.Println("Ann gets", ann.next())
	fmt.Println("Ann gets", ann.next())
	fmt.Println("Bob gets", bob.next())
	// Output:
	// Ann gets 42["joined","Bob"]
	// Ann gets 42["said","Bob","Hello!"]
	// Bob gets 42["said","Bob","Hello!"]
}

// A client asks and is answered: socket.emitWithAck("add", 1, 2) in JavaScript.
func ExampleAck() {
	srv := socketio.New(socketio.Config{})
	srv.Of("/").On("add", func(_ context.Context, _ *socketio.Socket, args socketio.Args, ack socketio.Ack) {
		var a, b int
		if ack == nil || args.Decode(0, &a) != nil || args.Decode(1, &b) != nil {
			return
		}
		_ = ack(a + b)
	})

	url, stop := serve(srv)
	defer stop()
	c := browse(url, "")
	defer c.Close()
	c.next()
	c.emit(`427["add",1,2]`)
	fmt.Println(c.next())
	// Output: 437[3]
}

// The server asks, and waits for the client's answer as long as the context allows.
func ExampleSocket_EmitWithAck() {
	srv := socketio.New(socketio.Config{})
	ns := srv.Of("/")
	answers := make(chan string)
	ns.On("ready", func(ctx context.Context, s *socketio.Socket, _ socketio.Args, _ socketio.Ack) {
		answer, err := s.EmitWithAck(ctx, "your name?")
		if err != nil {
			return
		}
		answers <- string(answer.JSON(0))
	})

	url, stop := serve(srv)
	defer stop()
	c := browse(url, "")
	defer c.Close()
	c.next()
	c.emit(`42["ready"]`)
	fmt.Println(c.next())
	c.emit(`430["Ann"]`)
	fmt.Println(<-answers)
	// Output:
	// 420["your name?"]
	// "Ann"
}

// Binary data stands among the other arguments, both ways.
func ExampleArgs_Binary() {
	srv := socketio.New(socketio.Config{})
	srv.Of("/").On("upper", func(_ context.Context, s *socketio.Socket, args socketio.Args, _ socketio.Ack) {
		if file, ok := args.Binary(1); ok {
			_ = s.Emit("done", args.JSON(0), []byte(strings.ToUpper(string(file))))
		}
	})

	url, stop := serve(srv)
	defer stop()
	c := browse(url, "")
	defer c.Close()
	c.next()
	c.emit(`451-["upper","a.txt",{"_placeholder":true,"num":0}]`)
	_, _ = c.Write(wstest.Frame(0x82, []byte("text in a file"))) // the attachment, in a message of its own
	fmt.Println(c.next())
	fmt.Println(c.next())
	// Output:
	// 451-["done","a.txt",{"_placeholder":true,"num":0}]
	// TEXT IN A FILE
}

// What the client learns about being refused is in a ConnectError; other errors are kept from it.
func ExampleConnectError() {
	srv := socketio.New(socketio.Config{})
	srv.Of("/").OnConnect(func(_ context.Context, _ *socketio.Socket, auth json.RawMessage) error {
		var given struct{ Token string }
		switch _ = json.Unmarshal(auth, &given); given.Token {
		case "right":
			return nil
		case "old":
			return &socketio.ConnectError{Message: "token_expired", Data: map[string]bool{"retry": true}}
		default:
			return errors.New("the secret is not " + given.Token)
		}
	})

	url, stop := serve(srv)
	defer stop()
	c := browse(url, `{"token":"wrong"}`)
	defer c.Close()
	fmt.Println(c.next())
	c.emit(`40{"token":"old"}`)
	fmt.Println(c.next())
	c.emit(`40{"token":"right"}`) // over the same connection
	fmt.Println(c.next()[:9])
	// Output:
	// 44{"message":"Connection refused"}
	// 44{"message":"token_expired","data":{"retry":true}}
	// 40{"sid":
}

// Who has lost its connection goes on where it was, but only in rooms where it may still be.
func ExampleNamespace_OnRecover() {
	srv := socketio.New(socketio.Config{Recovery: &socketio.Recovery{}})
	ns := srv.Of("/")
	ns.On("join", func(_ context.Context, s *socketio.Socket, args socketio.Args, ack socketio.Ack) {
		var room string
		if ack == nil || args.Decode(0, &room) != nil {
			return
		}
		s.Join(room)
		_ = ack()
	})
	gone := make(chan string, 2)
	ns.OnDisconnect(func(_ *socketio.Socket, reason string) { gone <- reason })
	ns.OnRecover(func(_ context.Context, _ *socketio.Socket, rooms []string) ([]string, error) {
		return slices.DeleteFunc(rooms, func(room string) bool { return room == "secret" }), nil // not any more
	})

	url, stop := serve(srv)
	defer stop()
	c := browse(url, "")
	var socket struct{ SID, PID string } // the JavaScript client keeps them by itself
	_ = json.Unmarshal([]byte(c.next()[2:]), &socket)
	c.emit(`421["join","lobby"]`, `422["join","secret"]`)
	fmt.Println(c.next(), c.next())
	_ = c.Close()
	fmt.Println("lost:", <-gone)
	_ = ns.To("secret").Emit("said", "behind its back")
	_ = ns.To("lobby").Emit("said", "while it was away")

	c = browse(url, `{"pid":"`+socket.PID+`"}`)
	defer c.Close()
	fmt.Println("the same:", strings.Contains(c.next(), socket.SID))
	_ = ns.To("lobby").Emit("said", "now")
	for range 2 {
		var event []any // an offset is its last argument
		_ = json.Unmarshal([]byte(c.next()[2:]), &event)
		fmt.Println(event[:2])
	}
	// Output:
	// 431[] 432[]
	// lost: transport close
	// the same: true
	// [said while it was away]
	// [said now]
}

// Volatile events are about this moment: for clients that do not keep up, the next one takes the place of the last.
func ExampleTarget_Volatile() {
	srv := socketio.New(socketio.Config{})
	ns := srv.Of("/")
	ns.On("typing", func(_ context.Context, s *socketio.Socket, _ socketio.Args, _ socketio.Ack) {
		_ = ns.All().Volatile("typing:lobby").Emit("typing", "Ann")
		_ = s.Emit("noted")
	})

	url, stop := serve(srv)
	defer stop()
	c := browse(url, "")
	defer c.Close()
	c.next()
	c.emit(`42["typing"]`)
	fmt.Println(c.next())
	fmt.Println(c.next())
	// Output:
	// 42["typing","Ann"]
	// 42["noted"]
}
