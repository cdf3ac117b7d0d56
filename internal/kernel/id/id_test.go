package id_test

import (
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

func TestNew_RisesStrictly(t *testing.T) {
	t.Parallel()
	prev := id.New[id.Message]().String()
	for range 10_000 {
		next := id.New[id.Message]().String()
		if next <= prev {
			t.Fatalf("%s does not come after %s", next, prev)
		}
		prev = next
	}
}

func TestNew_UniqueSideBySide(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := map[id.Event]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 2000 {
				v := id.New[id.Event]()
				mu.Lock()
				if seen[v] {
					t.Errorf("%s was made twice", v)
				}
				seen[v] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestAt_HoldsTheTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 1, 8, 30, 0, 123_000_000, time.UTC)
	v := id.At[id.Message](at)
	ms := int64(v[0])<<40 | int64(v[1])<<32 | int64(v[2])<<24 | int64(v[3])<<16 | int64(v[4])<<8 | int64(v[5])
	if ms != at.UnixMilli() || v[6]>>4 != 7 || v[8]>>6 != 2 {
		t.Errorf("%s holds %d ms, version %d, variant %d", v, ms, v[6]>>4, v[8]>>6)
	}
}

func TestParse_RefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "0", "01932f6e-7b1a-7c3d-8e4f", "01932f6e-7b1a-7c3d-8e4f-0123456789zz", "01932f6e07b1a07c3d08e4f00123456789ab",
		"{1932f6e-7b1a-7c3d-8e4f-0123456789ab}", "01932f6e-7b1a-7c3d-8e4f-0123456789ab ", "../../etc/passwd", "00000000-0000-0000-0000-000000000000",
	} {
		if _, err := id.Parse[id.User](text); !errors.Is(err, id.ErrMalformed) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestJSON_NoneIsNull(t *testing.T) {
	t.Parallel()
	type pair struct{ A, B id.Channel }
	in := pair{A: id.New[id.Channel]()}
	raw, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"A":"` + in.A.String() + `","B":null}`; string(raw) != want {
		t.Errorf("encoded as %s", raw)
	}
	var out pair
	if err := json.Unmarshal(raw, &out); err != nil || out != in {
		t.Errorf("came back as %+v, %v", out, err)
	}
	for _, bad := range []string{`{"A":7}`, `{"A":"x"}`, `{"A":{"$ne":1}}`, `{"A":["01932f6e-7b1a-7c3d-8e4f-0123456789ab"]}`} {
		if err := json.Unmarshal([]byte(bad), &out); err == nil {
			t.Errorf("%s was taken for an id", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("01932f6e-7b1a-7c3d-8e4f-0123456789ab")
	f.Add("01932F6E-7B1A-7C3D-8E4F-0123456789AB")
	f.Add("-")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := id.Parse[id.User](text)
		if err != nil || v.IsZero() {
			return
		}
		back, err := id.Parse[id.User](v.String())
		if err != nil || back != v {
			t.Errorf("%q became %s, then %s, %v", text, v, back, err)
		}
	})
}
