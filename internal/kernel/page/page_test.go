package page_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/page"
)

type key struct {
	Name string
	No   int64
}

func TestCursor_RoundTrip(t *testing.T) {
	t.Parallel()
	in := key{"größe", 42}
	var out key
	if err := page.Decode(page.Encode(in), &out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
	if err := page.Decode("", &out); err != nil || out != in {
		t.Error("no cursor changed the key")
	}
}

func TestCursor_RefusesForeignOnes(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"%", "!!!!", "eyJOYW1lIjo3fQ", page.Encode([]int{1}), "AAAA"} {
		var out key
		if err := page.Decode(bad, &out); !errs.Is(err, "bad_cursor") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestCut_LastPageHasNoCursor(t *testing.T) {
	t.Parallel()
	rows := []int64{1, 2, 3}
	byNo := func(n int64) any { return key{No: n} }
	if p := page.Cut(rows, 2, byNo); len(p.Items) != 2 || p.NextCursor == nil {
		t.Errorf("%+v", p)
	}
	if p := page.Cut(rows, 3, byNo); len(p.Items) != 3 || p.NextCursor != nil {
		t.Errorf("%+v", p)
	}
	if p := page.Cut([]int64(nil), 3, byNo); p.Items == nil {
		t.Error("an empty list is null in JSON")
	}
}
