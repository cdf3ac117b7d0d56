// Package bench holds measurements of the real program from outside: how fast it starts, what it costs
// to send and to read. Run them with make bench; figures and method are in docs/benchmarks.md.
package bench
