//go:build !unix

package engineio

import (
	"net"
	"sync"
	"syscall"
)

// rawConn finds no door to descriptors on this system, so every write has a goroutine and every reader a buffer.
func rawConn(net.Conn) syscall.RawConn { return nil }

type tryWriter struct{}

func (*tryWriter) write(syscall.RawConn, []byte) (int, error) { panic("unreachable: rawConn is nil") }

func newRawReader(syscall.RawConn, *sync.Pool) reader { panic("unreachable: rawConn is nil") }
