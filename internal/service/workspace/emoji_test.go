package workspace_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func pngOf(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		m.Set(x, h/2, color.NRGBA{200, uint8(x), 0, 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gifOf(t *testing.T, side, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.Black, color.White})
		m.SetColorIndex(i%side, 0, 1)
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 7)
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (e *env) addEmoji(h house, by person, name string, file []byte) (workspace.Emoji, error) {
	return e.AddEmoji(by.ctx, workspace.AddEmojiRequest{WorkspaceID: h.id, Name: name, Image: file})
}

func (e *env) emojiNames(t *testing.T, h house, by person) []string {
	t.Helper()
	var names []string
	for _, one := range must(e.Emoji(by.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t).Items {
		names = append(names, one.Name)
	}
	return names
}

func TestEmoji_AddListShowRemove(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "harbour")
		if names := e.emojiNames(t, h, h.guest); len(names) != 0 {
			t.Errorf("a new workspace has %v", names)
		}
		crane := must(e.addEmoji(h, h.member, " :Crane: ", pngOf(t, 300, 150)))(t)
		if crane.Name != "crane" || crane.CreatedBy.Username != "harbour-member" || !crane.CreatedAt.Equal(e.clock.Now()) {
			t.Errorf("made %+v", crane)
		}
		must(e.addEmoji(h, h.admin, "anchor-2_x", pngOf(t, 300, 150)))(t) // the same picture
		equal(t, "listed to a guest", e.emojiNames(t, h, h.guest), []string{"anchor-2_x", "crane"})
		equal(t, "announced", e.types(), []string{workspace.EventEmojiUpdated, workspace.EventEmojiUpdated})
		if told := announced[workspace.EmojiUpdated](t, e, workspace.EventEmojiUpdated); told[0].WorkspaceID != h.id {
			t.Errorf("told %+v", told)
		}
		for name, want := range map[string]bool{"crane": true, "winch": false, ":crane:": false, "": false} {
			if has := must(e.HasEmoji(t.Context(), workspace.EmojiRequest{WorkspaceID: h.id, Name: name}))(t); has != want {
				t.Errorf("has %q: %v", name, has)
			}
		}
		file := workspace.EmojiFileRequest{File: path.Base(crane.URL)}
		shown := must(e.EmojiFile(t.Context(), file))(t)
		m, format, err := image.Decode(bytes.NewReader(shown.Content))
		if err != nil || format != "png" || shown.ContentType != "image/png" || m.Bounds() != image.Rect(0, 0, 128, 64) {
			t.Errorf("%s, %s, %v: %v", shown.ContentType, format, m.Bounds(), err)
		}

		remove := workspace.EmojiRequest{WorkspaceID: h.id, Name: "crane"}
		must(e.RemoveEmoji(h.member.ctx, remove))(t)
		_, err = e.RemoveEmoji(h.member.ctx, remove)
		wantCode(t, err, "emoji_not_found")
		_, err = e.EmojiFile(t.Context(), file)
		wantCode(t, err, "emoji_not_found")
		equal(t, "left", e.emojiNames(t, h, h.owner), []string{"anchor-2_x"})
		var actions []string
		for _, entry := range must(e.Audit(h.owner.ctx, workspace.AuditRequest{WorkspaceID: h.id, Limit: 3}))(t).Items {
			actions = append(actions, entry.Action+" "+entry.Target.Type+" "+entry.Target.Name)
		}
		equal(t, "noted", actions, []string{"emoji.removed emoji crane", "emoji.added emoji anchor-2_x", "emoji.added emoji crane"})
	})
}

func TestEmoji_Rights(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "harbour")
		file := pngOf(t, 9, 9)
		must(e.addEmoji(h, h.owner, "crane", file))(t)
		must(e.addEmoji(h, h.member, "winch", file))(t)
		remove := func(by person, name string) error {
			_, err := e.RemoveEmoji(by.ctx, workspace.EmojiRequest{WorkspaceID: h.id, Name: name})
			return err
		}
		_, err := e.addEmoji(h, h.guest, "cat", file)
		wantCode(t, err, "forbidden")
		_, err = e.addEmoji(h, h.outside, "cat", file)
		wantCode(t, err, "workspace_not_found")
		_, err = e.Emoji(h.outside.ctx, workspace.GetRequest{WorkspaceID: h.id})
		wantCode(t, err, "workspace_not_found")
		wantCode(t, remove(h.member, "crane"), "forbidden")
		wantCode(t, remove(h.guest, "winch"), "forbidden")
		wantCode(t, remove(h.outside, "winch"), "workspace_not_found")
		wantCode(t, remove(h.admin, "winch"), "")
		_, err = e.addEmoji(h, h.member, "CRANE", file)
		wantCode(t, err, "name_taken")

		other := e.house(t, "other")
		must(e.addEmoji(other, other.owner, "crane", file))(t)
		must(e.Archive(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		_, err = e.addEmoji(h, h.member, "cat", file)
		wantCode(t, err, "workspace_archived")
		wantCode(t, remove(h.owner, "crane"), "workspace_archived")
		must(e.Delete(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		var left int
		if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM emoji`).Scan(&left); err != nil || left != 1 {
			t.Errorf("%d are left: %v", left, err)
		}
	})
}

func TestEmoji_Refused(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	h := e.house(t, "harbour")
	small := pngOf(t, 9, 9)
	for _, name := range []string{"", ":", "::", "a", "ü-boat", "two words", "dot.dot", "a/b", strings.Repeat("x", 33), "x\x00y", "\u202Ecrane"} {
		_, err := e.addEmoji(h, h.member, name, small)
		if !errs.Is(err, "validation_failed") {
			t.Errorf("%q: %v", name, err)
		}
	}
	for name, file := range map[string][]byte{
		"nothing": nil, "SVG": []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "HTML": []byte("<!doctype html><script>"),
		"cut short": small[:40], "17 megapixels": pngOf(t, 17_000, 1_000), "a large one that moves": gifOf(t, 129, 2),
		"one that moves long": gifOf(t, 4, 201), "one that is cut short": gifOf(t, 20, 3)[:60],
	} {
		_, err := e.addEmoji(h, h.member, "crane", file)
		if !errs.Is(err, "image_invalid") {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := e.addEmoji(h, h.member, "crane", make([]byte, workspace.MaxEmojiFile+1))
	wantCode(t, err, "image_too_large")
	if names := e.emojiNames(t, h, h.member); len(names) != 0 || len(e.types()) != 0 {
		t.Errorf("kept %v, announced %v", names, e.types())
	}
}

// What moves keeps moving, and what else the file said is gone.
func TestEmoji_Moves(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	h := e.house(t, "harbour")
	file := gifOf(t, 128, 3)
	comment := append([]byte{'!', 0xfe, 6}, "canary\x00"...)
	said := slices.Concat(file[:len(file)-1], comment, []byte(";"))
	made := must(e.addEmoji(h, h.member, "parrot", said))(t)
	shown := must(e.EmojiFile(t.Context(), workspace.EmojiFileRequest{File: path.Base(made.URL)}))(t)
	g, err := gif.DecodeAll(bytes.NewReader(shown.Content))
	if err != nil || shown.ContentType != "image/gif" || len(g.Image) != 3 || !slices.Equal(g.Delay, []int{7, 7, 7}) {
		t.Errorf("%s: %v", shown.ContentType, err)
	}
	if bytes.Contains(shown.Content, []byte("canary")) {
		t.Error("the comment was kept")
	}
	still := must(e.addEmoji(h, h.member, "egg", gifOf(t, 400, 1)))(t)
	if !strings.HasSuffix(still.URL, ".png") {
		t.Errorf("one frame became %s", still.URL)
	}
}

func TestEmoji_OnlySoMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "harbour")
		var names []string
		for i := range workspace.MaxEmoji - 1 {
			names = append(names, fmt.Sprintf("e%d", i))
		}
		_, err := e.db.Exec(t.Context(), `
			INSERT INTO emoji (workspace_id, name, file, content_type, content, created_by, created_at)
			SELECT $1, value, 'of ' || value, '', $2, $3, 1 FROM `+e.db.Dialect().List("$4"), h.id.String(), []byte{}, h.owner.ID.String(), sqldb.JSON(names))
		if err != nil {
			t.Fatal(err)
		}
		must(e.addEmoji(h, h.member, "last", pngOf(t, 2, 2)))(t)
		_, err = e.addEmoji(h, h.member, "more", pngOf(t, 2, 2))
		wantCode(t, err, "too_many_emoji")
	})
}

func TestUpdate_EditWindow(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "harbour")
		set := func(minutes int) error {
			_, err := e.Update(h.owner.ctx, workspace.UpdateRequest{WorkspaceID: h.id, Settings: &workspace.SettingsChange{EditWindowMinutes: &minutes}})
			return err
		}
		window := func(ch id.Channel) int {
			return must(e.Access(t.Context(), workspace.AccessRequest{UserID: h.guest.ID, WorkspaceID: h.id, ChannelID: ch}))(t).EditWindowMinutes
		}
		if window(id.Channel{}) != 0 {
			t.Error("a new workspace has a window")
		}
		for minutes, code := range map[int]string{15: "", workspace.NeverEdit: "", 525_600: "", 525_601: "validation_failed", -2: "validation_failed"} {
			wantCode(t, set(minutes), code)
			if got := window(id.Channel{}); code == "" && got != minutes {
				t.Errorf("%d minutes, want %d", got, minutes)
			}
		}
	})
}

func TestAccess_MayModerate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "harbour")
		open := e.channel(t, h, h.member, workspace.Public, "open").ID
		closed := e.channel(t, h, h.member, workspace.Private, "closed").ID
		direct := must(e.OpenDirect(h.owner.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.member.ID}}))(t).Channel.ID
		for _, c := range []struct {
			name string
			ch   id.Channel
			who  person
			want bool
		}{
			{"who made a channel", open, h.member, true},
			{"the workspace's owner", open, h.owner, true},
			{"an admin", open, h.admin, true},
			{"who made a private channel", closed, h.member, true},
			{"a member of #general", h.general, h.member, false},
			{"an owner in a conversation", direct, h.owner, false},
		} {
			a := must(e.Access(t.Context(), workspace.AccessRequest{UserID: c.who.ID, WorkspaceID: h.id, ChannelID: c.ch}))(t)
			if a.MayModerate != c.want {
				t.Errorf("%s: %v", c.name, a.MayModerate)
			}
		}
		_, err := e.Access(t.Context(), workspace.AccessRequest{UserID: h.owner.ID, WorkspaceID: h.id, ChannelID: closed})
		wantCode(t, err, "channel_not_found")
		e.archive(t, open)
		a := must(e.Access(t.Context(), workspace.AccessRequest{UserID: h.admin.ID, WorkspaceID: h.id, ChannelID: open}))(t)
		if !a.MayModerate {
			t.Error("not in an archived channel")
		}
		wantCode(t, a.CheckOpen(), "channel_archived")
	})
}
