package engineio

import (
	"net"
	"syscall"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// goroutineLink is the portable driver: a goroutine waits to read. Where the system has a door to descriptors, plain TCP is
// written without one; what would have to wait gets a goroutine for as long as it does.
type goroutineLink struct {
	conn    *wsConn
	socket  net.Conn
	raw     syscall.RawConn // nil if writes cannot be tried without waiting
	decoder websocket.Decoder
}

func newGoroutineConn(socket net.Conn) *wsConn {
	c := &wsConn{}
	c.link = &goroutineLink{conn: c, socket: socket, raw: rawConn(socket)}
	return c
}

func (l *goroutineLink) start(early []byte) {
	l.decoder = websocket.NewDecoder(l.conn.s.shard.srv.cfg.MaxPayload)
	go l.read(early)
}

// read feeds the decoder until something ends it, then waits for the client to close its side.
func (l *goroutineLink) read(early []byte) {
	srv := l.conn.s.shard.srv
	defer srv.work.Done()
	_, err := l.decoder.Feed(early, l.conn)
	in := newReader(l.socket, &srv.buffers)
	for err == nil {
		var p []byte
		if p, err = in.read(); err == nil {
			_, err = l.decoder.Feed(p, l.conn)
		}
	}
	if l.conn.lost(err) {
		for err = nil; err == nil; {
			_, err = in.read()
		}
		l.conn.hungUp()
	}
}

func (l *goroutineLink) write(p []byte) (int, error) {
	switch {
	case l.conn.probing: // it is the reader who writes, and may wait
		return l.socket.Write(p)
	case l.raw == nil:
		return 0, nil
	}
	return l.conn.s.shard.try.write(l.raw, p)
}

func (l *goroutineLink) await() { go l.drain() }

// drain writes until the queue is empty, waiting as it must.
func (l *goroutineLink) drain() {
	c, s := l.conn, l.conn.s
	var b batch
	defer func() { b.settle(&s.shard.srv.stats) }()
	var frames []*Frame
	for {
		s.shard.lock()
		clear(frames)
		frames = s.take(frames[:0], batchBytes)
		if len(frames) == 0 {
			c.busy, c.blocked = false, false
			s.shard.unlock()
			return
		}
		p := b.bytes(frames)
		s.queued += int32(len(p)) // until it is written
		s.shard.unlock()

		err := l.writeAll(p, &b.tally)

		s.shard.lock()
		s.queued = max(s.queued-int32(len(p)), 0) // an end may have reset it
		s.shard.unlock()
		b.frames += int64(len(frames))
		switch {
		case err != nil:
			c.failed(err)
			return
		case frames[len(frames)-1].last:
			c.finish()
			return
		}
	}
}

// writeAll gives up when a piece takes longer than the write timeout.
func (l *goroutineLink) writeAll(p []byte, t *tally) error {
	defer func() { _ = l.socket.SetWriteDeadline(time.Time{}) }()
	for len(p) > 0 {
		_ = l.socket.SetWriteDeadline(time.Now().Add(l.conn.s.shard.srv.cfg.WriteTimeout))
		n, err := l.socket.Write(p[:min(len(p), stalledChunk)])
		t.wrote(n)
		if err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

func (l *goroutineLink) pause() error {
	l.conn.s.await()
	return nil
}

func (l *goroutineLink) resume() {} // the reader waits in pause

func (l *goroutineLink) shut() {
	if half, ok := l.socket.(interface{ CloseWrite() error }); ok {
		go func() { _ = half.CloseWrite() }() // TLS writes its goodbye
	}
}

func (l *goroutineLink) close(abort bool) {
	l.conn.stopTimer()
	if abort {
		discard(l.socket)
		return
	}
	go func() { _ = l.socket.Close() }() // likewise
}

func (l *goroutineLink) do(tasks) {} // it puts nothing off
