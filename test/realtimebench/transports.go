//go:build linux

package main

// transports are those of Echo's server whose memory is measured.
var transports = []string{""}
