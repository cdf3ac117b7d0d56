package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// everybody are the names that mean all in a channel.
var everybody = map[string]MentionKind{"@channel": MentionChannel, "@here": MentionHere}

// mentionsIn finds out whom a message means. Nobody is asked about a text without a name, nor about
// @channel and @here.
func (s *Local) mentionsIn(ctx context.Context, m Message) ([]Mention, error) {
	names := namesIn(m.Content)
	var asked []string
	for _, name := range names {
		if _, all := everybody[name]; !all {
			asked = append(asked, endings(name)...)
		}
	}
	out, named := []Mention{}, map[string]workspace.Named{}
	if len(asked) > 0 {
		var err error
		named, err = s.access.ResolveNames(ctx, workspace.ResolveNamesRequest{
			WorkspaceID: m.WorkspaceID, UserID: m.Author.ID, Names: asked[:min(len(asked), workspace.MaxNames)],
		})
		if err != nil {
			return nil, fmt.Errorf("find out who is meant: %w", err)
		}
	}
	meant := map[string]bool{}
	for _, name := range names {
		for _, ending := range endings(name) {
			mention, ok := mentionOf(ending, named)
			if !ok {
				continue
			}
			if !meant[ending] {
				meant[ending] = true
				out = append(out, mention)
			}
			break
		}
	}
	return out, nil
}

// mentionOf is what a name with its sign means, if anything.
func mentionOf(name string, named map[string]workspace.Named) (Mention, bool) {
	if kind, ok := everybody[name]; ok {
		return Mention{Kind: kind, Name: name[1:]}, true
	}
	is, ok := named[name]
	return Mention{Kind: MentionKind(is.Kind), ID: &is.ID, Name: name[1:]}, ok
}

// targetsOf is what a message of a workspace, or of any, that means a person may be found by.
func (s *Local) targetsOf(ctx context.Context, ws id.Workspace, who id.User) ([]string, error) {
	targets := []string{who.String(), string(MentionChannel), string(MentionHere)}
	groups, err := s.access.GroupsOf(ctx, workspace.GroupsOfRequest{UserID: who, WorkspaceID: ws})
	if err != nil {
		return nil, fmt.Errorf("find groups: %w", err)
	}
	for _, g := range groups {
		targets = append(targets, g.String())
	}
	return targets, nil
}

// usersMeant are the people that are meant by name.
func usersMeant(mentions []Mention) []id.User {
	var out []id.User
	for _, m := range mentions {
		if m.Kind != MentionUser || m.ID == nil {
			continue
		}
		if who, err := id.Parse[id.User](*m.ID); err == nil {
			out = append(out, who)
		}
	}
	return out
}

// target is what a mention is found by; "" when it calls nobody.
func (m Mention) target() string {
	switch m.Kind {
	case MentionUser, MentionGroup:
		if m.ID != nil {
			return *m.ID
		}
	case MentionChannel, MentionHere:
		return string(m.Kind)
	case MentionLink:
	}
	return ""
}

// mentionsText is how a message's row has them.
func mentionsText(mentions []Mention) string {
	if len(mentions) == 0 {
		return ""
	}
	return sqldb.JSON(mentions)
}

var insertMentionRows = sqldb.NewInsert("mentions", "ON CONFLICT (channel_id, target, message_no) DO NOTHING",
	"channel_id text", "target text", "message_no bigint", "message_id text", "workspace_id text", "author_id text",
	"root_id text", "counts bigint")

// insertMentions makes messages findable by those whom they mean.
func insertMentions(ctx context.Context, tx *sqldb.Tx, messages []Message) error {
	type row struct {
		m      Message
		target string
	}
	var rows []row
	for _, m := range messages {
		for _, mention := range m.Mentions {
			if target := mention.target(); target != "" {
				rows = append(rows, row{m, target})
			}
		}
	}
	err := tx.Insert(ctx, insertMentionRows, len(rows), func(i int) []any {
		m := rows[i].m
		return []any{
			m.ChannelID, rows[i].target, m.MessageNo, m.ID, m.WorkspaceID, m.Author.ID,
			textOf(m.ThreadRootID), bit(!m.isHidden()),
		}
	})
	if err != nil {
		return fmt.Errorf("insert mentions: %w", err)
	}
	return nil
}

// replaceMentions makes an edited message findable by those whom it means now.
func replaceMentions(ctx context.Context, tx *sqldb.Tx, m Message) error {
	if err := dropMentions(ctx, tx, m); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE messages SET mentions = $1 WHERE id = $2`, mentionsText(m.Mentions), m.ID)
	if err != nil {
		return fmt.Errorf("write mentions: %w", err)
	}
	return insertMentions(ctx, tx, []Message{m})
}

// dropMentions makes a message mean nobody.
func dropMentions(ctx context.Context, tx *sqldb.Tx, m Message) error {
	if _, err := tx.Exec(ctx, `DELETE FROM mentions WHERE channel_id = $1 AND message_no = $2`, m.ChannelID, m.MessageNo); err != nil {
		return fmt.Errorf("drop mentions: %w", err)
	}
	return nil
}
