package failover

import (
	"cmp"
	"fmt"
	"slices"
)

// Kind is a way to break the promise.
type Kind string

// The kinds.
const (
	Lost       Kind = "lost"       // acknowledged and not there
	Doubled    Kind = "doubled"    // there more than once
	Renumbered Kind = "renumbered" // a number that was one message's is another's, or a message moved
	Hole       Kind = "hole"       // the numbers are not 1, 2, 3 …
	Phantom    Kind = "phantom"    // nobody sent it, or it was refused, or it reads otherwise
	Disordered Kind = "disordered" // sent after another was acknowledged, and numbered before it
	Diverged   Kind = "diverged"   // a client ended with another history
)

// Fault is one breach.
type Fault struct {
	Kind Kind
	What string
}

func (f Fault) String() string { return string(f.Kind) + ": " + f.What }

// Check finds every breach of the promise in a run.
func Check(h History) []Fault {
	var faults []Fault
	for _, check := range []func(History) []Fault{checkSends, checkStored, checkNumbers, checkOrder, checkViews} {
		faults = append(faults, check(h)...)
	}
	return faults
}

func fault(kind Kind, format string, args ...any) Fault {
	return Fault{kind, fmt.Sprintf(format, args...)}
}

// checkSends looks for what was acknowledged among what is stored.
func checkSends(h History) []Fault {
	stored := map[string]Message{}
	for _, m := range h.Stored {
		stored[m.Correlation] = m
	}
	var faults []Fault
	for _, s := range h.Sends {
		m, there := stored[s.Correlation]
		switch {
		case s.Acked.No > 0 && !there:
			faults = append(faults, fault(Lost, "%s, acknowledged as %d", s.Correlation, s.Acked.No))
		case s.Acked.No > 0 && (m.No != s.Acked.No || m.ID != s.Acked.ID):
			faults = append(faults, fault(Renumbered, "%s was acknowledged as %d %s and is %d %s", s.Correlation, s.Acked.No, s.Acked.ID, m.No, m.ID))
		case there && s.Refused:
			faults = append(faults, fault(Phantom, "%s was refused and is there as %d", s.Correlation, m.No))
		case there && m.Content != s.Content:
			faults = append(faults, fault(Phantom, "%s was sent as %q and reads %q", s.Correlation, s.Content, m.Content))
		}
	}
	return faults
}

// checkStored looks at the channel by itself.
func checkStored(h History) []Fault {
	sent := map[string]bool{}
	for _, s := range h.Sends {
		sent[s.Correlation] = true
	}
	var faults []Fault
	first := map[string]int64{}
	for _, m := range h.Stored {
		if no, twice := first[m.Correlation]; twice {
			faults = append(faults, fault(Doubled, "%s is there as %d and %d", m.Correlation, no, m.No))
		}
		first[m.Correlation] = m.No
		if !sent[m.Correlation] {
			faults = append(faults, fault(Phantom, "nobody sent %q, number %d", m.Correlation, m.No))
		}
	}
	numbers := make([]int64, len(h.Stored))
	for i, m := range h.Stored {
		numbers[i] = m.No
	}
	slices.Sort(numbers)
	for i, no := range numbers {
		if no != int64(i)+1 {
			return append(faults, fault(Hole, "%d stands where %d should", no, i+1))
		}
	}
	return faults
}

// checkNumbers looks at every sight of a number: it is one message's, always.
func checkNumbers(h History) []Fault {
	var faults []Fault
	whose := map[int64]string{}
	number := map[string]int64{}
	look := func(where string, m Message) {
		if id, known := whose[m.No]; known && id != m.ID {
			faults = append(faults, fault(Renumbered, "number %d was %s and is %s (%s)", m.No, id, m.ID, where))
		}
		if no, known := number[m.ID]; known && no != m.No {
			faults = append(faults, fault(Renumbered, "%s was number %d and is %d (%s)", m.ID, no, m.No, where))
		}
		whose[m.No], number[m.ID] = m.ID, m.No
	}
	for _, s := range h.Sends {
		if s.Acked.No > 0 {
			look("acknowledged", s.Acked)
		}
	}
	for _, m := range h.Seen {
		look("seen", m)
	}
	for _, m := range h.Stored {
		look("stored", m)
	}
	return faults
}

// checkOrder sweeps over the sends: who was acknowledged before another began has the smaller number.
func checkOrder(h History) []Fault {
	acked := slices.DeleteFunc(slices.Clone(h.Sends), func(s Send) bool { return s.Acked.No == 0 })
	begun := slices.SortedFunc(slices.Values(acked), func(a, b Send) int { return cmp.Compare(a.Invoked, b.Invoked) })
	ended := slices.SortedFunc(slices.Values(acked), func(a, b Send) int { return cmp.Compare(a.Answered, b.Answered) })
	var faults []Fault
	var highest Send // of those answered before the current one began
	for _, s := range begun {
		for len(ended) > 0 && ended[0].Answered < s.Invoked {
			if ended[0].Acked.No > highest.Acked.No {
				highest = ended[0]
			}
			ended = ended[1:]
		}
		if highest.Acked.No > s.Acked.No {
			faults = append(faults, fault(Disordered, "%s is %d, and %s, acknowledged before it was sent, is %d",
				s.Correlation, s.Acked.No, highest.Correlation, highest.Acked.No))
		}
	}
	return faults
}

// checkViews holds what clients have against what is stored.
func checkViews(h History) []Fault {
	var faults []Fault
	for client, view := range h.Views {
		if at := differ(view, h.Stored); at >= 0 {
			faults = append(faults, fault(Diverged, "%s has %d messages, the server %d; they differ from the %d. on", client, len(view), len(h.Stored), at+1))
		}
	}
	return faults
}

func differ(a, b []Message) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}
