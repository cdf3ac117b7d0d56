// Package eventcontract holds Echo's events to their contracts: the examples below api/events, what the
// services announce, and what consumers take. A new event needs an entry in its service's Announces and an
// example; a new consumer a place in the world that consumers_test.go makes.
package eventcontract
