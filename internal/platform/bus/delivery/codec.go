package delivery

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// Encode writes an event as it travels.
func Encode(e bus.Event) ([]byte, error) {
	raw, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode event %s: %w", e.ID, err)
	}
	return raw, nil
}

// Decode reads an event; an error of bus.Unknown says why it is none.
func Decode(raw []byte) (bus.Event, error) {
	var e bus.Event
	if err := json.Unmarshal(raw, &e); err != nil {
		return bus.Event{}, bus.Unknown("not an event: " + err.Error())
	}
	if e.ID.IsZero() || e.Type == "" || len(e.Data) == 0 {
		return bus.Event{}, bus.Unknown("not an event: it has no id, no type or no data")
	}
	return e, nil
}

// ParkedEvent is the entry for an event that a group did not handle.
func ParkedEvent(consumer string, e bus.Event, retries int, reason string, at time.Time) bus.Parked {
	return bus.Parked{ID: e.ID, Consumer: consumer, Event: e, Reason: reason, Retries: retries, ParkedAt: at}
}

// ParkedGarbage is the entry for what lay in a group's queue and is no event.
func ParkedGarbage(consumer string, raw []byte, why error, at time.Time) bus.Parked {
	const limit = 1 << 16
	text := string(raw[:min(len(raw), limit)])
	if !utf8.ValidString(text) {
		text = fmt.Sprintf("%q", text)
	}
	return bus.Parked{ID: id.New[id.Event](), Consumer: consumer, Raw: text, Reason: reason(why), ParkedAt: at}
}

// Selected tells whether an operator's choice takes in an entry.
func Selected(p bus.Parked, consumer string, ids []id.Event) bool {
	if consumer != "" && p.Consumer != consumer {
		return false
	}
	if slices.Contains(ids, p.ID) {
		return true
	}
	return len(ids) == 0
}
