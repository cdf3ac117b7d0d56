//go:build linux

package load

import (
	"bytes"
	"testing"
)

func TestTake(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name               string
		next               uint32
		events             []uint32
		missed, duplicates int64
	}{
		{"in order", 1, []uint32{1, 2, 3}, 0, 0},
		{"whichever comes first", 0, []uint32{7, 8}, 0, 0},
		{"a gap", 1, []uint32{1, 4}, 2, 0},
		{"late to begin", 1, []uint32{3}, 2, 0},
		{"again", 1, []uint32{1, 2, 2, 1, 3}, 0, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var l loop
			c := conn{next: test.next}
			for _, n := range test.events {
				l.take(&c, n)
			}
			if l.total.Missed != test.missed || l.total.Duplicates != test.duplicates {
				t.Errorf("%d missed, %d duplicates", l.total.Missed, l.total.Duplicates)
			}
		})
	}
}

// TestCaughtUp shows that what came before the answer is put behind it.
func TestCaughtUp(t *testing.T) {
	t.Parallel()
	l, c := loop{catching: 1}, conn{next: 3, catching: true}
	l.event(&c, 0, 6)
	l.event(&c, 0, 5)
	l.caughtUp(&c, []byte(`430[[{"t":1,"n":3,"text":"x"},{"t":2,"n":4,"text":"x"},{"t":3,"n":5,"text":"x"}]]`))
	if l.total.Missed != 0 || l.total.Duplicates != 1 || l.total.CaughtUp != 3 || c.next != 7 || l.catching != 0 {
		t.Fatalf("%+v, next %d", l.total, c.next)
	}
}

func TestHistogram(t *testing.T) {
	t.Parallel()
	var h histogram
	for us := range int64(1_000_000) {
		h.add(us)
	}
	for q, want := range map[float64]float64{0.01: 10, 0.5: 500, 0.99: 990} {
		if got := h.quantile(q); got < want*0.97 || got > want*1.01 {
			t.Errorf("quantile %v is %v ms", q, got)
		}
	}
}

func TestLastOnes(t *testing.T) {
	t.Parallel()
	var o lastOnes
	for _, e := range []struct {
		n     uint32
		delay int64
	}{{5, 1000}, {5, 3000}, {6, 2000}, {7, 500}, {7, 9000}, {4, 1_000_000}} {
		o.add(e.n, e.delay)
	}
	if median, worst := o.summary(); median != 3 || worst != 9 {
		t.Fatalf("median %v, worst %v", median, worst)
	}
}

func TestNextFrame(t *testing.T) {
	t.Parallel()
	long := bytes.Repeat([]byte("x"), 300)
	p := append([]byte{0x81, 2, 'h', 'i', 0x81, 126, 1, 44}, long...)
	for cut := range p {
		opcode, payload, rest, whole := nextFrame(p[:cut])
		if whole != (cut >= 4) || whole && (opcode != opText || string(payload) != "hi" || len(rest) != cut-4) {
			t.Fatalf("%d bytes: %v %q %d %v", cut, opcode, payload, len(rest), whole)
		}
	}
	_, _, rest, _ := nextFrame(p)
	if _, payload, rest, whole := nextFrame(rest); !whole || !bytes.Equal(payload, long) || len(rest) != 0 {
		t.Fatalf("%q %d %v", payload, len(rest), whole)
	}
}
