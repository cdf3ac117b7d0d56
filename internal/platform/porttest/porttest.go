// Package porttest finds ports for the servers that tests start.
package porttest

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// Free returns a port of loopback that nobody listens on, below those that connections out are given (32768 and up):
// whoever gets it needs a moment to listen there, and may come back to it after a restart.
func Free() (int, error) {
	for range 1000 {
		port := 15000 + rand.IntN(16000)
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return port, l.Close()
		}
	}
	return 0, errors.New("no port is free")
}
