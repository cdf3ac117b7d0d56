package failover

import "time"

// Message is one as somebody saw it.
type Message struct {
	No          int64
	ID          string
	Correlation string // the sender's own name for it, which no two sends share
	Content     string
}

// Send is what a sender did to get one message through, from its first attempt to its answer. Times count
// from the beginning of the run.
type Send struct {
	Correlation string
	Content     string
	Invoked     time.Duration
	Answered    time.Duration
	Refused     bool    // the server said that it will not: the message must not be there
	Acked       Message // zero: no attempt was acknowledged, so the message may be there or not
}

// History is a run, as it was seen from outside.
type History struct {
	Sends  []Send
	Stored []Message            // the channel at the end, as the server lists it
	Views  map[string][]Message // the channel as each client has it at the end
	Seen   []Message            // all that any client saw at any time, live or fetched
}
