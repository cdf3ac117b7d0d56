package check_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
)

func TestFields_TellsAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	var f check.Fields
	f.Name("name", "A b", 2, 50)
	f.Line("topic", "two\nlines", 50)
	f.Text("description", strings.Repeat("x", 51), 50)
	f.Line("fine", "fine", 50)
	err := f.Err()
	if !errs.Is(err, "validation_failed") {
		t.Fatal(err)
	}
	got := ""
	for _, fault := range errs.From(err).Fields {
		got += fault.Field + " "
	}
	if got != "name topic description " {
		t.Errorf("faults in %s", got)
	}
}

func TestFields_Name(t *testing.T) {
	t.Parallel()
	for value, ok := range map[string]bool{
		"general": true, " General ": true, "a.b_c-1": true, strings.Repeat("x", 50): true,
		"": false, "x": false, "a b": false, "é": false, "a/b": false, "a\x00": false,
		strings.Repeat("x", 51): false, strings.Repeat("x", 1<<20): false, strings.Repeat(" ", 1<<20) + "x": false,
	} {
		var f check.Fields
		got := f.Name("name", value, 2, 50)
		if (f.Err() == nil) != ok {
			t.Errorf("%.20q: %v", value, f.Err())
		}
		if ok && got != strings.ToLower(strings.TrimSpace(value)) {
			t.Errorf("%q became %q", value, got)
		}
	}
}

func TestFields_Text(t *testing.T) {
	t.Parallel()
	for value, ok := range map[string]bool{
		"": true, "héllo 漢字 👩‍👩‍👧": true, strings.Repeat("é", 50): true, "  " + strings.Repeat("é", 50) + "  ": true,
		strings.Repeat("é", 51): false, "zero\x00byte": false, "bell\a": false, "esc\x1b[31m": false,
		"turned \u202e around": false, "half a \xc3": false, strings.Repeat("x", 1<<20): false,
	} {
		var f check.Fields
		f.Line("text", value, 50)
		if (f.Err() == nil) != ok {
			t.Errorf("%.20q: %v", value, f.Err())
		}
	}
	var f check.Fields
	if got := f.Text("text", " two\n\tlines ", 50); f.Err() != nil || got != "two\n\tlines" {
		t.Errorf("lines became %q: %v", got, f.Err())
	}
}
