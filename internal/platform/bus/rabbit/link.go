package rabbit

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

const (
	dialTimeout  = 5 * time.Second  // to connect and shake hands
	writeTimeout = 10 * time.Second // a broker that reads nothing for so long is gone, or has blocked us
	heartbeat    = 10 * time.Second
)

// link keeps one connection to the broker, for ever: when it ends, another is made, and set up anew.
type link struct {
	url, name string
	log       *slog.Logger
	// serve uses a connection until it is of no use any more; ready is to be called once it works.
	serve func(ctx context.Context, conn *amqp.Connection, ready func()) error

	mu     sync.Mutex
	conn   *amqp.Connection // nil while not ready
	raw    net.Conn         // beneath it
	wakes  chan struct{}    // closed and replaced when conn becomes ready
	taking context.Context  //nolint:containedctx // ends when nothing is to be taken from the broker any more
	stop   context.CancelFunc
}

func newLink(url, name string, log *slog.Logger, serve func(context.Context, *amqp.Connection, func()) error) *link {
	l := &link{url: url, name: name, log: log.With("connection", name), serve: serve, wakes: make(chan struct{})}
	l.taking, l.stop = context.WithCancel(context.Background())
	return l
}

// run connects until ctx ends.
func (l *link) run(ctx context.Context) {
	var backoff delivery.Backoff
	for failing := false; ctx.Err() == nil; backoff.Wait(ctx) {
		err := l.once(ctx, func() {
			l.log.InfoContext(ctx, "connected")
			failing = false
			backoff.Reset()
		})
		if ctx.Err() == nil && !failing {
			l.log.ErrorContext(ctx, "no connection to the broker; trying again until there is", "error", err)
			failing = true
		}
	}
}

func (l *link) once(ctx context.Context, connected func()) error {
	conn, err := l.dial(ctx)
	if err != nil {
		return err
	}
	defer l.drop(conn)
	return l.serve(ctx, conn, func() {
		connected()
		l.mu.Lock()
		defer l.mu.Unlock()
		l.conn = conn
		close(l.wakes)
		l.wakes = make(chan struct{})
	})
}

func (l *link) dial(ctx context.Context) (*amqp.Connection, error) {
	props := amqp.NewConnectionProperties()
	props.SetClientConnectionName(l.name)
	return amqp.DialConfig(l.url, amqp.Config{
		Heartbeat: heartbeat, Properties: props, Locale: "en_US",
		Dial: func(network, addr string) (net.Conn, error) {
			conn, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			// For the handshake; amqp091 takes it away afterwards.
			if err := conn.SetDeadline(deadline(dialTimeout)); err != nil {
				return nil, errors.Join(err, conn.Close())
			}
			l.mu.Lock()
			l.raw = conn
			l.mu.Unlock()
			return patientConn{conn}, nil
		},
	})
}

// drop ends a connection, politely if the broker still reads.
func (l *link) drop(conn *amqp.Connection) {
	l.mu.Lock()
	l.conn = nil
	raw := l.raw
	l.mu.Unlock()
	_ = conn.CloseDeadline(deadline(time.Second))
	_ = raw.Close()
}

// kill ends the connection that there is, at once.
func (l *link) kill() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.raw != nil {
		_ = l.raw.Close()
	}
}

func (l *link) connected() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn != nil
}

// stopTaking makes serve take nothing more from the broker; the connection stays, to settle what was taken.
func (l *link) stopTaking() { l.stop() }

// channel opens one on the connection, and waits for the connection until ctx ends.
func (l *link) channel(ctx context.Context) (*amqp.Channel, error) {
	conn, err := l.ready(ctx)
	if err != nil {
		return nil, err
	}
	return conn.Channel()
}

// await waits for the connection until ctx ends.
func (l *link) await(ctx context.Context) error {
	_, err := l.ready(ctx)
	return err
}

func (l *link) ready(ctx context.Context) (*amqp.Connection, error) {
	for {
		l.mu.Lock()
		conn, wakes := l.conn, l.wakes
		l.mu.Unlock()
		if conn != nil {
			return conn, nil
		}
		select {
		case <-wakes:
		case <-ctx.Done():
			return nil, errNoConnection
		}
	}
}

// patientConn bounds each write, so that a broker that stops reading is noticed.
type patientConn struct{ net.Conn }

func (c patientConn) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(deadline(writeTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}
