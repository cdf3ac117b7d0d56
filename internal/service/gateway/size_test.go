package gateway

import (
	"errors"
	"strings"
	"testing"
)

func TestFlat_CountsLevelsNotCharacters(t *testing.T) {
	t.Parallel()
	nested := func(n int) string { return strings.Repeat(`[{"a":`, n) + "1" + strings.Repeat("}]", n) }
	for text, want := range map[string]error{
		nested(maxDepth / 2):                             nil,
		nested(maxDepth/2 + 1):                           errTooDeep,
		strings.Repeat("[", 100_000):                     errTooDeep,
		`"` + strings.Repeat("[", 100) + `"`:             nil,
		`"\"` + strings.Repeat("[", 100) + `"`:           nil,
		`"\\"` + strings.Repeat("[", 100):                errTooDeep,
		"[" + strings.Repeat("[],", maxDepth*2) + "1]":   nil,
		strings.Repeat("]", 5) + strings.Repeat("[", 36): nil, // no JSON at all: the decoder says so
	} {
		if err := flat([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
}
