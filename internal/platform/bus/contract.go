package bus

// Contract is what a service promises about one of its events. api/events.md and api/asyncapi.yaml are
// made of all of them.
type Contract struct {
	Type    string
	Version int    // of Data's shape, from 1
	When    string // what has happened, as a sentence
	Subject string // what the event's subject is the id of: "channel"
	Data    any    // a value of the type that its data is
}
