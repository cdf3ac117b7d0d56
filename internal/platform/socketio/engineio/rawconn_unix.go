//go:build unix

package engineio

import (
	"io"
	"net"
	"sync"
	"syscall"
)

// rawConn returns the descriptor's door if the connection is plain TCP, which can be read and written without waiting.
func rawConn(conn net.Conn) syscall.RawConn {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return nil
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil
	}
	return raw
}

// tryWriter writes what the kernel takes at once. It is reused, as the callback would else be allocated for each write.
type tryWriter struct {
	p   []byte
	n   int
	err error
	fn  func(fd uintptr) bool
}

// write returns how much of p was written: less than all, without an error, if the kernel takes no more for now.
func (t *tryWriter) write(raw syscall.RawConn, p []byte) (int, error) {
	if t.fn == nil {
		t.fn = t.attempt
	}
	t.p, t.n, t.err = p, 0, nil
	err := raw.Write(t.fn)
	t.p = nil
	if t.err != nil {
		err = t.err
	}
	return t.n, err
}

// attempt always reports that it is done: waiting is left to others.
func (t *tryWriter) attempt(fd uintptr) bool {
	for {
		n, err := syscall.Write(int(fd), t.p)
		switch err { // a system call returns bare numbers
		case nil:
			t.n = n
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
		default:
			t.err = err
		}
		return true
	}
}

// rawReader waits for a connection without holding a buffer: it borrows one when there is something to read.
type rawReader struct {
	raw     syscall.RawConn
	buffers *sync.Pool
	buf     *readBuffer
	n       int
	err     error
	fn      func(fd uintptr) bool
}

func newRawReader(raw syscall.RawConn, buffers *sync.Pool) *rawReader {
	r := &rawReader{raw: raw, buffers: buffers}
	r.fn = r.attempt
	return r
}

func (r *rawReader) read() ([]byte, error) {
	err := r.raw.Read(r.fn)
	if err == nil {
		err = r.err
	}
	if err != nil {
		r.release()
		return nil, err
	}
	return r.buf[:r.n], nil
}

// attempt reads, or gives the buffer back and reports that the connection must be waited for.
func (r *rawReader) attempt(fd uintptr) bool {
	if r.buf == nil {
		r.buf = r.buffers.Get().(*readBuffer) //nolint:forcetypeassert // the pool holds nothing else
	}
	for {
		n, err := syscall.Read(int(fd), r.buf[:])
		switch {
		case err == syscall.EINTR: // a system call returns bare numbers
			continue
		case err == syscall.EAGAIN: // likewise
			r.release()
			return false
		case err == nil && n == 0:
			err = io.EOF
		}
		r.n, r.err = n, err
		return true
	}
}

func (r *rawReader) release() {
	if r.buf != nil {
		r.buffers.Put(r.buf)
		r.buf = nil
	}
}
