package engineio

import (
	"crypto/rand"
	"encoding/base64"
)

// sid is a session id, of which clients know the text. It cannot be guessed: it is all that a long-polling client proves
// itself with. With a node there are still 108 random bits.
type sid [15]byte

// MaxNode is the greatest number that Config.Node may return: what two characters of a session id can say.
const MaxNode = 1<<12 - 1

func (srv *Server) newID() (id sid) {
	_, _ = rand.Read(id[:]) // never fails
	if srv.cfg.Node != nil {
		node := srv.cfg.Node() & MaxNode
		id[0] = byte(node >> 4)
		id[1] = byte(node<<4) | id[1]&0x0f
	}
	return id
}

// NodeOf returns the number that Config.Node of the server returned that made the session id; false if it is none. An id of
// a server without nodes begins with a number by chance.
func NodeOf(id string) (node int, ok bool) {
	s, ok := parseID(id)
	return int(s[0])<<4 | int(s[1])>>4, ok
}

func (id sid) String() string { return base64.RawURLEncoding.EncodeToString(id[:]) }

func parseID(text string) (id sid, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(len(id)) {
		return id, false
	}
	n, err := base64.RawURLEncoding.Strict().Decode(id[:], []byte(text))
	return id, err == nil && n == len(id) // it passes over line ends
}
