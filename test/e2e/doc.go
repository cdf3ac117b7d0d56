// Package e2e holds the tests of Echo from outside, on every shape it runs in.
package e2e
