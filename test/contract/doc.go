// Package contract holds tests of what Echo's REST and real-time contracts promise everywhere: who may do
// what (the matrix), that nothing of one workspace is seen in another (isolation), and that nothing a client
// can send breaks an answer (the fuzzer). They drive the real program, on every shape.
package contract
