package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/service/user"
)

// Every change of who may what in a workspace, and of what there is in it, is noted in the transaction that
// makes it: one chain a workspace (package audit), whose links its owners read. What people do to nobody
// but themselves in a channel is not. The chain holds ids where it speaks of people, and calls no private
// channel by name: its name is its members' secret.

// serverScope is the chain of what outlives a workspace: that it was deleted.
const serverScope = "server"

// AuditRequest asks for a page of who did what, the newest first.
type AuditRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"`
}

// AuditEntry is something that was done.
type AuditEntry struct {
	ID      id.AuditEntry  `json:"id"`
	At      time.Time      `json:"at"`
	Actor   *AuditActor    `json:"actor" doc:"Who did it; null when nobody did, as at the end of an account."`
	Action  string         `json:"action" doc:"What was done, like member.role_changed."`
	Target  AuditTarget    `json:"target"`
	Details map[string]any `json:"details"`
}

// AuditActor is who did something.
type AuditActor struct {
	user.Author

	_ struct{} `nullable:"true"` // the schema is that of an *AuditActor
}

// AuditTarget is what something was done to.
type AuditTarget struct {
	Type string `json:"type" enum:"workspace,user,channel,invite,group,emoji"`
	ID   string `json:"id"`
	Name string `json:"name" doc:"As it was called then, or for people, is now; empty for private channels and invites."`
}

// details say more of a deed.
type details map[string]any

func aboutUser(userID id.User) AuditTarget { return AuditTarget{Type: "user", ID: userID.String()} }

func aboutWorkspace(w Workspace) AuditTarget {
	return AuditTarget{Type: "workspace", ID: w.ID.String(), Name: w.Name}
}

func aboutInvite(invite id.Invite) AuditTarget {
	return AuditTarget{Type: "invite", ID: invite.String()}
}

func aboutGroup(g UserGroup) AuditTarget {
	return AuditTarget{Type: "group", ID: g.ID.String(), Name: g.Handle}
}

func aboutChannel(ch Channel) AuditTarget {
	t := AuditTarget{Type: "channel", ID: ch.ID.String()}
	if ch.Type == Public {
		t.Name = ch.Name
	}
	return t
}

// inChannel are the details of what was done to someone in a channel.
func inChannel(ch Channel, more details) details {
	t := aboutChannel(ch)
	d := details{"channelId": t.ID, "channelName": t.Name}
	maps.Copy(d, more)
	return d
}

// note adds to a workspace's chain what someone did; the actor is zero when nobody did.
func note(ctx context.Context, c *outbox.Change, ws id.Workspace, actor id.User, action string, on AuditTarget, more details) error {
	if more == nil {
		more = details{}
	}
	return audit.Append(ctx, c, audit.Entry{
		Scope: ws.String(), Actor: actor, Action: action, TargetType: on.Type, TargetID: on.ID, TargetName: on.Name, Details: more,
	})
}

// endAudit removes a workspace's chain, and notes who deleted it in the server's.
func endAudit(ctx context.Context, c *outbox.Change, w Workspace, actor id.User) error {
	for _, query := range []string{`DELETE FROM audit WHERE scope = $1`, `DELETE FROM audit_heads WHERE scope = $1`} {
		if _, err := c.Exec(ctx, query, w.ID); err != nil {
			return fmt.Errorf("end audit: %w", err)
		}
	}
	on := aboutWorkspace(w)
	return audit.Append(ctx, c, audit.Entry{
		Scope: serverScope, Actor: actor, Action: "workspace.deleted", TargetType: on.Type, TargetID: on.ID, TargetName: on.Name,
	})
}

// Audit tells the owners of a workspace who did what.
func (s *Local) Audit(ctx context.Context, req AuditRequest) (page.List[AuditEntry], error) {
	none := page.List[AuditEntry]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	if err := me.may(readAudit); err != nil {
		return none, err
	}
	records, err := audit.List(ctx, s.db, req.WorkspaceID.String(), req.Cursor, req.Limit)
	if err != nil {
		return none, err
	}
	names, err := s.namesIn(ctx, records.Items)
	if err != nil {
		return none, err
	}
	out := page.List[AuditEntry]{Items: make([]AuditEntry, len(records.Items)), NextCursor: records.NextCursor}
	for i, r := range records.Items {
		if out.Items[i], err = auditEntry(r, names); err != nil {
			return none, err
		}
	}
	return out, nil
}

func auditEntry(r audit.Record, names map[string]user.Author) (AuditEntry, error) {
	e := AuditEntry{
		ID: r.ID, At: r.At, Action: r.Action, Target: AuditTarget{Type: r.TargetType, ID: r.TargetID, Name: r.TargetName},
	}
	if raw, ok := r.Details.(json.RawMessage); ok {
		if err := json.Unmarshal(raw, &e.Details); err != nil {
			return AuditEntry{}, fmt.Errorf("read details of audit entry: %w", err)
		}
	}
	if !r.Actor.IsZero() {
		actor := names[r.Actor.String()]
		actor.ID = r.Actor
		e.Actor = &AuditActor{Author: actor}
	}
	if e.Target.Type == "user" {
		e.Target.Name = names[e.Target.ID].DisplayName
	}
	return e, nil
}

// namesIn returns the people in some records, by one query.
func (s *Local) namesIn(ctx context.Context, records []audit.Record) (map[string]user.Author, error) {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.Actor.String())
		if r.TargetType == "user" {
			ids = append(ids, r.TargetID)
		}
	}
	return peopleByID(ctx, s.db, s.db.Dialect(), ids)
}
