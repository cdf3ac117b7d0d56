package failover

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"
)

// good is a history of n messages, sent one after the other, that two clients saw.
func good(n int) History {
	h := History{Views: map[string][]Message{}}
	for i := range n {
		correlation := fmt.Sprintf("s-%d", i)
		m := Message{No: int64(i) + 1, ID: fmt.Sprintf("id-%d", i), Correlation: correlation, Content: "text " + correlation}
		at := time.Duration(i) * time.Second
		h.Sends = append(h.Sends, Send{Correlation: correlation, Content: m.Content, Invoked: at, Answered: at + time.Second/2, Acked: m})
		h.Stored = append(h.Stored, m)
	}
	for _, client := range []string{"phone", "laptop"} {
		h.Views[client] = slices.Clone(h.Stored)
		h.Seen = append(h.Seen, h.Stored...)
	}
	return h
}

func TestCheck_GoodHistories(t *testing.T) {
	t.Parallel()
	unanswered, overlapping := good(5), good(5)
	// No answer came for the last: it may be there or not.
	unanswered.Sends[4].Acked = Message{}
	unanswered.Sends = append(unanswered.Sends, Send{Correlation: "never arrived"})
	// Two at the same time come in any order.
	overlapping.Sends[1].Answered, overlapping.Sends[2].Invoked = 3*time.Second, 0
	for name, h := range map[string]History{"nothing": {}, "all well": good(20), "unanswered": unanswered, "overlapping": overlapping} {
		if faults := Check(h); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

// TestCheck_FindsEachBreach breaks a good history in each way there is.
func TestCheck_FindsEachBreach(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(h *History)
		want  Kind
	}{
		"one dropped": {func(h *History) { h.Stored = slices.Delete(h.Stored, 7, 8) }, Lost},
		"the last dropped, everywhere": {func(h *History) {
			h.Stored, h.Seen = h.Stored[:9], nil
			for client := range h.Views {
				h.Views[client] = h.Views[client][:9]
			}
		}, Lost},
		"one doubled": {func(h *History) {
			twice := h.Stored[3]
			twice.No, twice.ID = 11, "id-new"
			h.Stored = append(h.Stored, twice)
		}, Doubled},
		"two swapped": {func(h *History) {
			h.Stored[4].No, h.Stored[5].No = h.Stored[5].No, h.Stored[4].No
		}, Renumbered},
		"one renumbered": {func(h *History) { h.Stored[9].No = 12 }, Renumbered},
		"a number given twice, seen in between": {func(h *History) {
			h.Seen = append(h.Seen, Message{No: 6, ID: "id-before-the-crash"})
		}, Renumbered},
		"a number left out": {func(h *History) {
			h.Sends, h.Seen = slices.Delete(h.Sends, 4, 5), nil
			h.Stored = slices.Delete(h.Stored, 4, 5)
		}, Hole},
		"one that nobody sent": {func(h *History) { h.Sends = h.Sends[:9] }, Phantom},
		"one that was refused": {func(h *History) { h.Sends[2].Refused, h.Sends[2].Acked = true, Message{} }, Phantom},
		"another text":         {func(h *History) { h.Stored[2].Content = "other" }, Phantom},
		"numbered against time": {func(h *History) {
			h.Sends[8].Invoked, h.Sends[8].Answered = 0, time.Millisecond
			h.Sends[2].Invoked, h.Sends[2].Answered = time.Minute, time.Hour
		}, Disordered},
		"a client lacks one":         {func(h *History) { h.Views["phone"] = slices.Delete(h.Views["phone"], 3, 4) }, Diverged},
		"a client has one too many":  {func(h *History) { h.Views["phone"] = append(h.Views["phone"], Message{No: 11}) }, Diverged},
		"a client has another text":  {func(h *History) { h.Views["laptop"][0].Content = "other" }, Diverged},
		"a client has another order": {func(h *History) { v := h.Views["phone"]; v[0], v[1] = v[1], v[0] }, Diverged},
	} {
		h := good(10)
		c.spoil(&h)
		kinds := map[Kind]bool{}
		for _, f := range Check(h) {
			kinds[f.Kind] = true
		}
		if !kinds[c.want] {
			t.Errorf("%s: found %v, want %s", name, slices.Sorted(maps.Keys(kinds)), c.want)
		}
	}
}
