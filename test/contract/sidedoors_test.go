package contract_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// TestSideDoors_ListsHoldWhatOneMaySee looks through lists and counts for channels, and people, that the
// caller may not know of: each list holds exactly what the table says.
func TestSideDoors_ListsHoldWhatOneMaySee(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		w := newWorld(t, on)
		base := w.places[live].path()
		inIt := map[kind]string{
			public: wholeChannel, private: wholeChannel, direct: "owner member", group: "owner member guest", archived: wholeChannel, deleted: "", frozen: wholeChannel,
		}
		open := map[kind]string{public: notStray} // what can be joined
		lists := map[string]map[kind]string{
			"/api/workspaces/me/memberships?includeChannels=true": inIt,
			base + "/unread-counts":                               inIt,
			base + "/channels?limit=200":                          open,
		}
		n := 0
		for path, seen := range lists {
			for a := range deactivated {
				body := w.read(t, a, path)
				for _, k := range inChannel {
					if k == frozen && path != "/api/workspaces/me/memberships?includeChannels=true" {
						continue
					}
					n++
					want := slices.Contains(strings.Fields(seen[k]), a.String())
					if has := strings.Contains(body, w.places[k].channel); has != want {
						t.Errorf("%s by %s has the %s channel: %v, want %v", path, a, k, has, want)
					}
				}
				if a >= formerMember && strings.Contains(body, canary) {
					t.Errorf("%s by %s: %s", path, a, body)
				}
			}
		}
		w.people[member].namesAreTaken(t, w)
		t.Logf("%d cells", n)
	})
}

// read returns a list as text; "" when it is refused.
func (w *world) read(t *testing.T, a actor, path string) string {
	t.Helper()
	var raw json.RawMessage
	if _, err := w.people[a].Call(t.Context(), "GET", path, nil, &raw); err != nil && !echotest.Refused(err) {
		t.Error(err)
	}
	return string(raw)
}

// namesAreTaken: the name of a private channel is taken for those who see it, and free for the others, who
// must not learn of it.
func (p person) namesAreTaken(t *testing.T, w *world) {
	t.Helper()
	var ch struct{ Name string }
	p.Must(t, "GET", w.places[private].channelPath(), nil, &ch)
	for a, free := range map[actor]bool{owner: false, member: false, admin: true, bystander: true} {
		var check struct{ Available bool }
		w.people[a].Must(t, "GET", w.places[private].path()+"/channels/check-name/"+ch.Name, nil, &check)
		if check.Available != free {
			t.Errorf("the private channel's name is free for %s: %v", a, check.Available)
		}
	}
	// Nor is a person to be found by those who share no workspace with them.
	for _, a := range []actor{formerMember, foreigner} {
		if _, err := w.people[a].Call(t.Context(), "GET", "/api/users/"+w.people[owner].id, nil, nil); !isCode(err, "user_not_found") {
			t.Errorf("%s finds the owner: %v", a, err)
		}
	}
}
