package commonpasswords

import (
	"slices"
	"testing"
)

func TestContains(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]bool{
		"password": true, "Password": true, "PASSWORD1": true, "password!": true, "Password2026!": true, "iloveyou": true,
		"12345678": true, "qwertyuiop": true, "qwertyuiop 1": true,
		"correct horse battery": false, "": false, "!!!!!!!!!!!!": false, "lighthouse keeper": false, "9f8a-kq3x": false,
	} {
		if Contains(password) != want {
			t.Errorf("%q is common: want %v", password, want)
		}
	}
}

func TestList_SortedAndLongEnough(t *testing.T) {
	t.Parallel()
	if n := len(list()); n < 5000 {
		t.Errorf("only %d passwords", n)
	}
	if !slices.IsSorted(list()) {
		t.Error("not sorted: the search would miss some")
	}
	for _, p := range list() {
		if len(p) < 8 {
			t.Errorf("%q is too short to be chosen anyway", p)
		}
	}
}
