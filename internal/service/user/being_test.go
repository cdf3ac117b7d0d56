package user_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
)

// What is over ends with an event, once, however many instances look; what is not over, or has no end, stays.
func TestEnds_AreAnnouncedOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada, ben := e.register(t, "ada"), e.register(t, "ben")
		soon, later := e.clock.Now().Add(time.Minute), e.clock.Now().Add(time.Hour)
		must(e.UpdateMe(e.as(t, ada), user.UpdateMeRequest{Status: &user.Status{Text: "Lunch", ExpiresAt: &soon}}))(t)
		must(e.SetPresence(e.as(t, ada), user.SetPresenceRequest{Presence: user.DND, Until: &later}))(t)
		must(e.UpdateMe(e.as(t, ben), user.UpdateMeRequest{Status: &user.Status{Text: "Here to stay"}}))(t)
		before := len(announced[user.Updated](t, e, user.EventUpdated))
		told := func() []user.Updated {
			t.Helper()
			var looks sync.WaitGroup
			for range 3 {
				looks.Go(func() {
					if err := user.EndWhatIsOver(t.Context(), e.local); err != nil {
						t.Error(err)
					}
				})
			}
			looks.Wait()
			all := announced[user.Updated](t, e, user.EventUpdated)[before:]
			before += len(all)
			return all
		}
		if got := told(); len(got) != 0 {
			t.Errorf("before the time, told %+v", got)
		}
		e.clock.Advance(time.Minute)
		if got := told(); len(got) != 1 || got[0].User.ID != ada.User.ID || got[0].User.Status != nil || got[0].User.Presence != user.DND {
			t.Errorf("told %+v", got)
		}
		e.clock.Advance(time.Hour)
		if got := told(); len(got) != 1 || got[0].User.ID != ada.User.ID || got[0].User.Presence != user.Active {
			t.Errorf("told %+v", got)
		}
		if got := told(); len(got) != 0 {
			t.Errorf("told again %+v", got)
		}
	})
}

// Many ends at one time are all found.
func TestEnds_Many(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	for i := range 250 {
		_, err := e.db.Exec(t.Context(), `
			INSERT INTO users (id, email, email_verified, username, display_name, title, bio, time_zone, locale, is_bot, password_hash,
				created_at, last_seen_at, status_text, status_until)
			VALUES ($1, $2, TRUE, $2, $2, '', '', '', '', FALSE, '', 0, 0, 'x', 1)`, id.New[id.User](), fmt.Sprintf("user%d", i))
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := user.EndWhatIsOver(t.Context(), e.local); err != nil {
		t.Fatal(err)
	}
	if n := len(announced[user.Updated](t, e, user.EventUpdated)); n != 250 {
		t.Errorf("%d were told of", n)
	}
}

func TestBeings(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada, ben := e.register(t, "ada"), e.register(t, "ben")
		must(e.UpdateMe(e.as(t, ada), user.UpdateMeRequest{Status: &user.Status{Text: "Lunch"}}))(t)
		must(e.SetPresence(e.as(t, ada), user.SetPresenceRequest{Presence: user.Away}))(t)
		seen := e.clock.Now().Add(time.Hour)
		for _, at := range []time.Time{seen, seen.Add(-time.Minute)} { // the second one is old news
			must(e.Seen(t.Context(), user.SeenRequest{IDs: []id.User{ada.User.ID, id.New[id.User]()}, At: at}))(t)
		}
		beings := must(e.Beings(t.Context(), user.BeingsRequest{IDs: []id.User{ada.User.ID, ben.User.ID, id.New[id.User]()}}))(t)
		if len(beings) != 2 {
			t.Fatalf("told of %+v", beings)
		}
		for _, b := range beings {
			switch b.UserID {
			case ada.User.ID:
				if b.Presence != user.Away || b.Status == nil || b.Status.Text != "Lunch" || !b.LastSeenAt.Equal(seen) {
					t.Errorf("ada is %+v", b)
				}
			case ben.User.ID:
				if b.Presence != user.Active || b.Status != nil || !b.LastSeenAt.Equal(ben.User.LastSeenAt) {
					t.Errorf("ben is %+v", b)
				}
			}
		}
		many := make([]id.User, user.MaxIDs+1)
		_, err := e.Beings(t.Context(), user.BeingsRequest{IDs: many})
		wantCode(t, err, "validation_failed")
		_, err = e.Seen(t.Context(), user.SeenRequest{IDs: many, At: seen})
		wantCode(t, err, "validation_failed")
	})
}
