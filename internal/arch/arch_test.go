package arch_test

import (
	"os"
	"testing"
	"testing/fstest"
)

// TestEcho holds this repository to its rules.
func TestEcho(t *testing.T) {
	t.Parallel()
	echo, err := readTree(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(echo.files) < 100 {
		t.Fatalf("only %d Go files found: this is not the repository", len(echo.files))
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			for _, fault := range r.check(echo) {
				t.Error(fault)
			}
		})
	}
}

// TestRules shows that each rule finds what breaks it, and only that.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			f, ok := fixtures[r.name]
			if !ok {
				t.Fatal("no fixture shows that this rule can fail")
			}
			expect(t, r, f.good, false)
			for name, text := range f.bad {
				expect(t, r, map[string]string{name: text}, true)
			}
		})
	}
	if len(fixtures) != len(rules) {
		t.Errorf("%d fixtures for %d rules", len(fixtures), len(rules))
	}
}

// expect checks a rule on a small tree.
func expect(t *testing.T, r rule, files map[string]string, broken bool) {
	t.Helper()
	root := fstest.MapFS{}
	for name, text := range files {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	small, err := readTree(root)
	if err != nil {
		t.Fatal(err)
	}
	if faults := r.check(small); broken != (len(faults) > 0) {
		t.Errorf("faults %q in %q, want some: %v", faults, files, broken)
	}
}
