package socketio

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"strings"
)

// The offset is the last argument of every event that can be recovered. The JavaScript client takes a string in that place
// for one, whatever the event meant by it.

// elsewhere begins the offset of an event that was replayed from the history of the cluster: it says nothing about what
// this server has sent.
const elsewhere = "~"

// appendOffset appends an id in its shortest form that JSON takes as it is.
func appendOffset(dst []byte, id uint64) []byte {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], id)
	return base64.RawURLEncoding.AppendEncode(dst, b[:])
}

// parseOffset reads what a client claims to have received last.
func parseOffset(s string) (id uint64, foreign, ok bool) {
	s, foreign = strings.CutPrefix(s, elsewhere)
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != 8 {
		return 0, false, false
	}
	return binary.BigEndian.Uint64(b), foreign, true
}

// claim is what a client that wants to go on says beside its authentication.
type claim struct {
	PID    string `json:"pid"`
	Offset string `json:"offset"`

	socket  socketID
	id      uint64 // of the last event received; zero if there was none
	foreign bool   // it is not known as an event of this server
}

// idLength is that of the text of a socketID, with which a pid begins.
const idLength = 20

// maxPID bounds the ids of other servers, which are looked up elsewhere.
const maxPID = 128

// parseClaim reads the claim in what a client sent to connect; false if it makes none that could be true.
func parseClaim(auth []byte) (c claim, ok bool) {
	if len(auth) == 0 || json.Unmarshal(auth, &c) != nil || len(c.PID) > maxPID {
		return claim{}, false
	}
	if c.socket, ok = parseID(c.PID[:min(len(c.PID), idLength)]); !ok {
		return claim{}, false
	}
	if c.Offset == "" {
		return c, true
	}
	c.id, c.foreign, ok = parseOffset(c.Offset)
	return c, ok
}

// pid returns the private id of a socket, with which its client proves that it was the one: the public id and a signature
// of this server. So nothing has to be remembered.
func (r *recovery) pid(ns *Namespace, id socketID) string {
	mac := hmac.New(sha256.New, r.key[:])
	mac.Write([]byte(ns.name + "\n"))
	mac.Write(id[:])
	return id.String() + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:15])
}
