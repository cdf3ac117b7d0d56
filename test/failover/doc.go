// Package failover proves from outside that an acknowledged message is never lost, doubled or renumbered, and
// that every client ends with the same history, whatever dies meanwhile: senders and listeners that write down
// all they do and see, faults in the servers they talk to, and a checker of what was written down.
package failover
