package workspace

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// SeedWorkspace is a workspace of the demo data. Its first member owns it; one of its channels should be
// called GeneralName.
type SeedWorkspace struct {
	Name        string
	DisplayName string
	Description string
	CreatedAt   time.Time
	Members     []SeedMember
	Channels    []SeedChannel
}

// SeedMember is a member of a SeedWorkspace.
type SeedMember struct {
	User     user.Author
	Role     Role
	JoinedAt time.Time
}

// SeedChannel is a channel of a SeedWorkspace, created by its first member. A direct one has two members
// and no name.
type SeedChannel struct {
	Type        ChannelType
	Name        string
	DisplayName string
	Topic       string
	Description string
	CreatedAt   time.Time
	Members     []SeedChannelMember
}

// SeedChannelMember is a member of a SeedChannel.
type SeedChannelMember struct {
	UserID   id.User
	Role     ChannelRole
	JoinedAt time.Time
}

// Seed puts a workspace into a migrated database, in one transaction and without announcing it: it is
// for data that is made before any service runs. It checks nothing. The channels come back in order.
func Seed(ctx context.Context, db *sqldb.DB, in SeedWorkspace) (Workspace, []Channel, error) {
	w := Workspace{
		ID: id.At[id.Workspace](in.CreatedAt), Name: in.Name, DisplayName: in.DisplayName, Description: in.Description,
		OwnerID: in.Members[0].User.ID, MemberCount: len(in.Members), Settings: defaultSettings,
		CreatedAt: in.CreatedAt, UpdatedAt: in.CreatedAt,
	}
	channels := make([]Channel, len(in.Channels))
	err := db.Tx(ctx, func(tx *sqldb.Tx) error {
		if err := seedMembers(ctx, tx, w, in.Members); err != nil {
			return err
		}
		for i, c := range in.Channels {
			ch, err := seedChannel(ctx, tx, w.ID, c)
			if err != nil {
				return err
			}
			channels[i] = ch
		}
		return nil
	})
	if err != nil {
		return Workspace{}, nil, fmt.Errorf("seed workspace: %w", err)
	}
	return w, channels, nil
}

func seedMembers(ctx context.Context, tx *sqldb.Tx, w Workspace, members []SeedMember) error {
	if err := insertWorkspace(ctx, tx, w); err != nil {
		return err
	}
	for _, m := range members {
		if err := remember(ctx, tx, m.User); err != nil {
			return err
		}
	}
	insert := sqldb.NewInsert("workspace_members", "", "workspace_id text", "user_id text", "role text", "joined_at bigint")
	err := tx.Insert(ctx, insert, len(members), func(i int) []any {
		return []any{w.ID, members[i].User.ID, string(members[i].Role), members[i].JoinedAt.UnixMicro()}
	})
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE workspaces SET member_count = $1 WHERE id = $2`, len(members), w.ID)
	return err
}

func seedChannel(ctx context.Context, tx *sqldb.Tx, ws id.Workspace, in SeedChannel) (Channel, error) {
	row := channelRow{isGeneral: in.Name == GeneralName, MyChannel: MyChannel{Channel: Channel{
		ID: id.At[id.Channel](in.CreatedAt), WorkspaceID: ws, Type: in.Type, Name: in.Name, DisplayName: in.DisplayName,
		Topic: in.Topic, Description: in.Description, CreatedBy: in.Members[0].UserID, MemberCount: len(in.Members),
		CreatedAt: in.CreatedAt, UpdatedAt: in.CreatedAt,
	}}}
	if in.Type == Direct {
		row.directKey = directKeyOf([]user.Author{{ID: in.Members[0].UserID}, {ID: in.Members[1].UserID}})
	}
	if err := insertChannel(ctx, tx, row); err != nil {
		return Channel{}, err
	}
	insert := sqldb.NewInsert("channel_members", "", "channel_id text", "user_id text", "workspace_id text", "role text", "joined_at bigint")
	err := tx.Insert(ctx, insert, len(in.Members), func(i int) []any {
		m := in.Members[i]
		return []any{row.ID, m.UserID, ws, string(m.Role), m.JoinedAt.UnixMicro()}
	})
	if err != nil {
		return Channel{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE channels SET member_count = $1 WHERE id = $2`, len(in.Members), row.ID)
	return row.Channel, err
}
