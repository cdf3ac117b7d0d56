//go:build !linux

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "realtimebench: the load client needs epoll, so this runs on Linux only")
	os.Exit(1)
}
