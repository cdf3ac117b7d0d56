package control

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Commands to servers. The Go servers share these types; the one in JavaScript reads the same names.
type (
	// Ready is what a server says first.
	Ready struct {
		Address string `json:"address"`
	}
	// Emit sends Count events to a room, back to back. The answer is Emitted.
	Emit struct {
		Room  string `json:"room"`
		Count int    `json:"count"`
		Size  int    `json:"size"` // bytes of an event, about
	}
	// Steady sends events at a rate until Halt, which is answered with Emitted.
	Steady struct {
		Room string  `json:"room"`
		Rate float64 `json:"rate"` // a second
		Size int     `json:"size"`
	}
	// Emitted says what a command has sent.
	Emitted struct {
		Count int    `json:"count"`
		Last  uint32 `json:"last"` // number of the last event
	}
	// Profile starts writing a CPU profile; without a path, it ends it.
	Profile struct {
		Path string `json:"path"`
	}
	// Nothing stands for no arguments and for no result.
	Nothing struct{}
)

// Stats is what a server knows of itself. What only package socketio counts is zero elsewhere.
type Stats struct {
	UserUS      int64 `json:"userUs"` // processor time, in microseconds, as getrusage gives it
	SystemUS    int64 `json:"systemUs"`
	Connections int64 `json:"connections"`
	Frames      int64 `json:"frames"`
	Writes      int64 `json:"writes"`
	Bytes       int64 `json:"bytes"`
	SlowClosed  int64 `json:"slowClosed"`
	Goroutines  int   `json:"goroutines"`
}

// HotRoom is the room that every client is in.
const HotRoom = "hot"

// Auth is what a client sends in its CONNECT packet.
type Auth struct {
	User  int    `json:"user"`
	Token string `json:"token"`
	Rooms int    `json:"rooms"` // how many to join beside the hot one
}

// Token is the proof of a user: cheap, as what a real token costs to check is not what is measured.
func Token(user int) string {
	sum := sha256.Sum256(strconv.AppendInt([]byte("the secret of the benchmark "), int64(user), 10))
	return hex.EncodeToString(sum[:])
}

// roomMembers is how many clients share each of their rooms, except the hot one and the one of their own.
const roomMembers = 100

// Rooms returns the rooms of a user: the first is the user's own, the others are shared with neighbours.
func Rooms(user, n int) []string {
	rooms := make([]string, n)
	for i := range rooms {
		if i == 0 {
			rooms[i] = "user:" + strconv.Itoa(user)
		} else {
			rooms[i] = "channel:" + strconv.Itoa(i) + ":" + strconv.Itoa((user+i*roomMembers/10)/roomMembers)
		}
	}
	return rooms
}

// Event is a message. Its JSON begins with time and number, so that clients find them without parsing it.
type Event struct {
	Time   int64  `json:"t"` // microseconds since 1970
	Number uint32 `json:"n"`
	Text   string `json:"text"`
}

// NewEvent returns an event that takes about so many bytes as a packet.
func NewEvent(number uint32, size int) Event {
	const envelope = len(`42["message",{"t":1700000000000000,"n":12345,"text":""}]`)
	return Event{Time: time.Now().UnixMicro(), Number: number, Text: strings.Repeat("x", max(size-envelope, 0))}
}

// Append appends the event as a Socket.IO packet inside an Engine.IO message.
func (e Event) Append(p []byte) []byte {
	p = append(p, `42["message",{"t":`...)
	p = strconv.AppendInt(p, e.Time, 10)
	p = append(p, `,"n":`...)
	p = strconv.AppendUint(p, uint64(e.Number), 10)
	p = append(p, `,"text":"`...)
	p = append(p, e.Text...)
	return append(p, `"}]`...)
}
