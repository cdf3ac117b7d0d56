// Command realtimebench measures Echo's Socket.IO library beside the reference server on Node and beside bare writes to
// the same number of sockets: see docs/benchmarks.md. It starts everything as processes of its own, on the loopback.
//
//	go run ./test/realtimebench -scenario memory,fanout -servers echo,floor
//
// It needs Linux. `make bench-realtime` builds it, installs the server on Node and runs all scenarios.
package main
