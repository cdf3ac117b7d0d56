package gateway

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

// profileRoutes are about what the caller shows of themselves.
func (g *Gateway) profileRoutes() {
	const tag, base = "Users", "/api/users/me"
	add(g, route{method: "PATCH", path: base, summary: "Change one's profile", tag: tag, codes: []string{"validation_failed"}}, g.updateMe)
	add(g, route{
		method: "PUT", path: base + "/presence", summary: "Say whether one wants to be reached", tag: tag, codes: []string{"validation_failed"},
	},
		func(ctx context.Context, in *struct {
			Body struct {
				Presence user.Presence `json:"presence" enum:"active,away,dnd"`
				Until    *time.Time    `json:"until,omitempty" doc:"When it goes back to active by itself."`
			}
		},
		) (*body[user.OwnUser], error) {
			return ok(g.users.SetPresence(ctx, user.SetPresenceRequest{Presence: in.Body.Presence, Until: in.Body.Until}))
		})
	add(g, route{method: "GET", path: base + "/preferences", summary: "How one wants Echo to be", tag: tag},
		func(ctx context.Context, _ *struct{}) (*body[user.Preferences], error) {
			return ok(g.users.Preferences(ctx, rpc.None{}))
		})
	add(g, route{
		method: "PUT", path: base + "/preferences", summary: "Say how one wants Echo to be; replaces all of it", tag: tag,
		codes: []string{"validation_failed"},
	},
		func(ctx context.Context, in *struct{ Body user.Preferences }) (*body[user.Preferences], error) {
			return ok(g.users.SetPreferences(ctx, in.Body))
		})
	add(g, route{
		method: "POST", path: base + "/avatar", summary: "Set one's picture", tag: tag,
		codes: []string{"image_invalid", "image_too_large", "body_too_large", "unsupported_media_type", "too_many_requests"},
		about: "The body is the image itself, of at most 5 MB and 50 megapixels. It is turned upright, cut to a square of 256 pixels, and " +
			"what else the file said is dropped.",
		takes: []string{"image/png", "image/jpeg", "image/gif", "image/webp"}, maxBody: user.MaxAvatar,
	},
		func(ctx context.Context, in *struct{ RawBody []byte }) (*body[user.OwnUser], error) {
			return ok(g.users.SetAvatar(ctx, user.SetAvatarRequest{Image: in.RawBody}))
		})
	add(g, route{method: "DELETE", path: base + "/avatar", summary: "Take one's picture away", tag: tag},
		func(ctx context.Context, _ *struct{}) (*body[user.OwnUser], error) {
			return ok(g.users.RemoveAvatar(ctx, rpc.None{}))
		})
}

type updateMeInput struct {
	Body struct {
		DisplayName *string      `json:"displayName,omitempty" doc:"1 to 80 characters."`
		Title       *string      `json:"title,omitempty" doc:"At most 80 characters."`
		Bio         *string      `json:"bio,omitempty" doc:"At most 500 characters."`
		TimeZone    *string      `json:"timeZone,omitempty" doc:"IANA name, like Europe/Stockholm."`
		Locale      *string      `json:"locale,omitempty" doc:"BCP 47 tag, like sv-SE."`
		Status      statusChange `json:"status,omitzero" doc:"null takes it away."`
	}
}

// statusChange tells a status that is null from one that is not there.
type statusChange struct{ to *user.Status }

// UnmarshalJSON reads a status or null.
func (c *statusChange) UnmarshalJSON(text []byte) error {
	c.to = &user.Status{}
	return json.Unmarshal(text, c.to) // null changes nothing: the empty status takes it away
}

// Schema is for huma.
func (statusChange) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[user.Status](), true, "")
}

func (g *Gateway) updateMe(ctx context.Context, in *updateMeInput) (*body[user.OwnUser], error) {
	return ok(g.users.UpdateMe(ctx, user.UpdateMeRequest{
		DisplayName: in.Body.DisplayName, Title: in.Body.Title, Bio: in.Body.Bio,
		TimeZone: in.Body.TimeZone, Locale: in.Body.Locale, Status: in.Body.Status.to,
	}))
}

// avatar serves a picture to whoever knows its name, which nobody guesses. What is behind a name never
// changes.
func (g *Gateway) avatar(w http.ResponseWriter, r *http.Request) {
	f, err := g.users.Avatar(r.Context(), user.AvatarRequest{File: r.PathValue("file")})
	g.uploaded(w, r, "get-avatar", f.ContentType, f.Content, err)
}

// uploaded answers with a picture that people uploaded, or says why not.
func (g *Gateway) uploaded(w http.ResponseWriter, r *http.Request, operation, contentType string, content []byte, err error) {
	if err != nil {
		p := g.problem(r.Context(), operation, err)
		w.Header().Set("Cache-Control", "no-store")
		writeAs(w, p)
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Security-Policy", uploadedPolicy)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(content)
}
