package engineio

import (
	"net"
	"sync"
)

// readBuffer is lent to a connection while it has something to read.
type readBuffer [16 << 10]byte

// reader yields what has arrived. What it returns is valid until the next call.
type reader interface {
	read() ([]byte, error)
}

// plainReader reads with a small buffer of its own, for connections that cannot be waited for without one.
type plainReader struct {
	conn net.Conn
	buf  [1 << 10]byte
}

func (r *plainReader) read() ([]byte, error) {
	n, err := r.conn.Read(r.buf[:])
	if n > 0 {
		err = nil // an error comes again
	}
	return r.buf[:n], err
}

// newReader returns the best reader for the connection.
func newReader(conn net.Conn, buffers *sync.Pool) reader {
	if raw := rawConn(conn); raw != nil {
		return newRawReader(raw, buffers)
	}
	return &plainReader{conn: conn}
}

// discard closes a connection without sending what the kernel still holds for it, and without waiting: TLS would want to
// say goodbye to a client that does not read.
func discard(conn net.Conn) {
	if c, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = c.NetConn()
	}
	if c, ok := conn.(interface{ SetLinger(sec int) error }); ok {
		_ = c.SetLinger(0)
	}
	_ = conn.Close()
}
