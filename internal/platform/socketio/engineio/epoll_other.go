//go:build !linux

package engineio

import "net"

// loop is the epoll loop of a shard; there is none on this system.
type loop struct{}

func (*loop) wake() {}

func (sh *shard) open() {}

func (sh *shard) stop() {}

func newEpollConn(*shard, net.Conn) *wsConn { return nil }

func newEpollSession(*shard, net.Conn) (*Session, *wsConn) { return nil, nil }
