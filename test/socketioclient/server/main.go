// Command server is what the JavaScript client is tested against: a namespace that echoes, broadcasts, asks back and
// refuses, and another for members. PORT says where it listens; zero picks a port, which is printed. PING_MS shortens the
// heartbeat; DRIVER=goroutine is the portable way to read and write, and
// RECOVERY=1 lets clients go on after they have lost their connection.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, "127.0.0.1:"+os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, address string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	srv := newServer()
	web := &http.Server{Handler: srv, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port) //nolint:forcetypeassert // a TCP listener
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := srv.Close(grace); err != nil {
		return err
	}
	return web.Close()
}
