// Package arch holds the rules of this repository's shape as tests: who may import whom, which calls
// belong to one package alone, and how long a file may grow. The rules are the table in rules_test.go;
// every one of them is seen to fail, on a small tree that breaks it, in fixtures_test.go.
//
// The tests read the source with go/parser and need neither a build nor the network.
package arch
