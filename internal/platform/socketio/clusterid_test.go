package socketio

import (
	"slices"
	"sync"
	"testing"
	"time"
)

func TestIDs_GrowAndSayWhenAndWhere(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_800_000_000_000)
	g := newIDs(func() time.Time { return now })
	g.SetNode(700)
	first := g.Next()
	if want := uint64(1_800_000_000_000)<<22 | 700<<12; first != want {
		t.Errorf("the first is %d, not %d", first, want)
	}
	if !TimeOf(first).Equal(now) {
		t.Errorf("made at %s", TimeOf(first))
	}
	last := first
	for i := range 3 << sequenceBits { // more than fit into a millisecond, while the clock stands still
		id := g.Next()
		if id <= last || id>>sequenceBits&MaxNode != 700 {
			t.Fatalf("%d: %d after %d", i, id, last)
		}
		last = id
	}
	now = now.Add(-time.Hour)
	if id := g.Next(); id <= last {
		t.Errorf("%d after %d when the clock is set back", id, last)
	}
	now = now.Add(2 * time.Hour)
	if id := g.Next(); !TimeOf(id).Equal(now) {
		t.Errorf("made at %s, not %s", TimeOf(id), now)
	}
}

func TestIDs_ChangeOfNode(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_800_000_000_000)
	g := newIDs(func() time.Time { return now })
	g.SetNode(9)
	first := g.Next()
	g.SetNode(3)
	if g.Node() != 3 {
		t.Errorf("node %d", g.Node())
	}
	if second := g.Next(); second <= first || second>>sequenceBits&MaxNode != 3 {
		t.Errorf("%x after %x", second, first)
	}
}

func TestIDs_FollowOthers(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_800_000_000_000)
	ahead := newIDs(func() time.Time { return now.Add(3 * time.Second) })
	behind := newIDs(func() time.Time { return now })
	theirs := ahead.Next()
	behind.Observe(theirs)
	behind.Observe(theirs - 1)
	if mine := behind.Next(); mine <= theirs {
		t.Errorf("%d does not come after %d", mine, theirs)
	}
	wrong := uint64(now.Add(24*time.Hour).UnixMilli()) << timeShift
	behind.Observe(wrong)
	if mine := behind.Next(); mine >= wrong {
		t.Error("follows a clock that is a day ahead")
	}
}

func TestIDs_SideBySide(t *testing.T) {
	t.Parallel()
	g := NewIDs()
	made := make([][]uint64, 8)
	var wg sync.WaitGroup
	for i := range made {
		wg.Go(func() {
			for range 20_000 {
				made[i] = append(made[i], g.Next())
			}
		})
	}
	wg.Wait()
	var all []uint64
	for i, ids := range made {
		if !slices.IsSorted(ids) {
			t.Errorf("those of goroutine %d do not grow", i)
		}
		all = append(all, ids...)
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 160_000 {
		t.Errorf("%d different ids", n)
	}
}
