package message

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
)

// A message takes fifty different emoji, whoever puts them there, and no more; one that it has is always taken.
func TestReact_FiftyEmoji(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		m := e.send(t, ada, ch, "many feelings")
		face := func(n int) string { return string(rune(0x1F600 + n)) }
		var all sync.WaitGroup
		for n := range MaxReactions - 1 {
			all.Go(func() {
				_, err := e.react([]person{ada, ben}[n%2], m, face(n))
				wantCode(t, err, "")
			})
		}
		all.Wait()
		// Two more at once: one of them is one too many.
		answers := make([]error, 2)
		for i, p := range []person{ada, ben} {
			all.Go(func() { _, answers[i] = e.react(p, m, face(MaxReactions-1+i)) })
		}
		all.Wait()
		refused := slices.IndexFunc(answers, func(err error) bool { return errs.Is(err, "too_many_reactions") })
		if refused < 0 || answers[1-refused] != nil {
			t.Errorf("of the fiftieth and another: %v", answers)
		}
		got, err := e.react(ben, m, face(0))
		if err != nil || len(got.Reactions) != MaxReactions {
			t.Errorf("one that is there: %d emoji, %v", len(got.Reactions), err)
		}
		_, err = e.react(ada, m, "🚢")
		wantCode(t, err, "too_many_reactions")
		_, err = e.Unreact(ben.ctx, ReactionRequest{WorkspaceID: e.ws, ChannelID: ch, MessageID: m.ID, Emoji: face(1)})
		wantCode(t, err, "")
		_, err = e.react(ada, m, "🚢")
		wantCode(t, err, "")
	})
}

// A channel takes a hundred pins, and no more; another channel has its own.
func TestPin_AHundred(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch, other := id.New[id.Channel](), id.New[id.Channel]()
		ada := e.join(t, ch)
		e.allow(other, ada.User, member())
		messages := make([]Message, MaxPins+5)
		for i := range messages {
			messages[i] = e.send(t, ada, ch, fmt.Sprint(i))
		}
		pin := func(m Message) error { _, err := e.Pin(ada.ctx, e.at(m)); return err }
		for _, m := range messages[:MaxPins-5] {
			wantCode(t, pin(m), "")
		}
		answers := make([]error, 10) // at once, and five too many
		var all sync.WaitGroup
		for i, m := range messages[MaxPins-5:] {
			all.Go(func() { answers[i] = pin(m) })
		}
		all.Wait()
		refused := 0
		for _, err := range answers {
			if err != nil {
				wantCode(t, err, "too_many_pins")
				refused++
			}
		}
		pins, err := e.Pins(ada.ctx, ChannelRequest{WorkspaceID: e.ws, ChannelID: ch})
		if err != nil || len(pins) != MaxPins || refused != 5 {
			t.Errorf("%d pins, %d were refused, %v", len(pins), refused, err)
		}
		wantCode(t, pin(messages[0]), "") // it is there
		wantCode(t, pin(e.send(t, ada, other, "elsewhere")), "")
		late := e.send(t, ada, ch, "late")
		wantCode(t, pin(late), "too_many_pins")
		if _, err := e.Delete(ada.ctx, e.at(messages[0])); err != nil {
			t.Error(err)
		}
		wantCode(t, pin(late), "")
	})
}

// How long authors may edit: 0 as long as they like, some minutes, to the last moment of them, or -1 not at all.
func TestEdit_Window(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		for minutes, c := range map[int]struct {
			after time.Duration
			code  string
		}{
			0: {10 * 365 * 24 * time.Hour, ""}, 5: {5 * time.Minute, ""}, 7: {7*time.Minute + time.Microsecond, "edit_window_over"},
			-1: {0, "edit_window_over"},
		} {
			ch := id.New[id.Channel]()
			ada := e.join(t, ch)
			may := member()
			may.EditWindowMinutes = minutes
			e.allow(ch, ada.User, may)
			m := e.send(t, ada, ch, "first")
			e.clock.Advance(c.after)
			_, err := e.edit(ada, m, "second")
			wantCode(t, err, c.code)
			// What may not be edited may be deleted.
			_, err = e.Delete(ada.ctx, e.at(m))
			wantCode(t, err, "")
		}
	})
}

// A receipt goes forward and back from several devices at once. The announcements reach other devices in any order:
// whoever keeps the one with the greatest revision has what the server has.
func TestMarkUnread_TheGreatestRevisionIsRight(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		ada, ben := e.join(t, ch), e.join(t, ch)
		var messages []Message
		for i := range 10 {
			messages = append(messages, e.send(t, ada, ch, strings.Repeat("word ", i+1)))
		}
		if _, err := e.MarkRead(ben.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: 10}); err != nil {
			t.Fatal(err)
		}
		var devices sync.WaitGroup
		for device := range 4 {
			devices.Go(func() {
				for i := range 8 {
					m := messages[(device+3*i)%len(messages)]
					_, err := e.MarkUnread(ben.ctx, e.at(m))
					wantCode(t, err, "")
					_, err = e.MarkRead(ben.ctx, MarkReadRequest{WorkspaceID: e.ws, ChannelID: ch, MessageNo: m.MessageNo})
					wantCode(t, err, "")
				}
			})
		}
		devices.Wait()
		now, err := e.Receipt(ben.ctx, ChannelRequest{WorkspaceID: e.ws, ChannelID: ch})
		if err != nil {
			t.Fatal(err)
		}
		events := e.announced(EventReceiptAdvanced)
		rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		revisions := map[int64]int64{}
		var kept Receipt
		for _, ev := range events {
			var r Receipt
			if err := json.Unmarshal(ev.Data, &r); err != nil {
				t.Fatal(err)
			}
			if r.UserID != ben.User {
				continue
			}
			// A move that another has overtaken announces what that made.
			if no, twice := revisions[r.Revision]; twice && no != r.LastReadMessageNo {
				t.Errorf("revision %d is announced as %d and as %d", r.Revision, no, r.LastReadMessageNo)
			}
			if revisions[r.Revision] = r.LastReadMessageNo; r.Revision > kept.Revision {
				kept = r
			}
		}
		if kept.Revision != now.Revision || kept.LastReadMessageNo != now.LastReadMessageNo || kept.Revision < 10 {
			t.Errorf("devices keep %+v, the server has %+v", kept, now)
		}
	})
}
