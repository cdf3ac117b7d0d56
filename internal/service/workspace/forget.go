package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// forget removes what a deleted workspace leaves behind: the events about it and its channels, which tell
// names and topics, and the copies of people who belong nowhere any more. It follows the deletion as an
// event, so that it happens after a crash too; it may be repeated.
func (s *Local) forget(ctx context.Context, gone Deleted) error {
	subjects := []string{gone.WorkspaceID.String()}
	for _, ch := range gone.ChannelIDs {
		subjects = append(subjects, ch.String())
	}
	if err := outbox.Erase(ctx, s.db, subjects, EventDeleted, EventChannelDeleted); err != nil {
		return err
	}
	return s.forgetPeople(ctx)
}

// forgetBatch is how many people one transaction forgets.
const forgetBatch = 250

// belongsNowhere is true of people whom no row here refers to; conversations and audits name more.
const belongsNowhere = `deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM workspace_members m WHERE m.user_id = people.id)
	AND NOT EXISTS (SELECT 1 FROM channel_members m WHERE m.user_id = people.id)
	AND NOT EXISTS (SELECT 1 FROM invites i WHERE i.invited_by = people.id)
	AND NOT EXISTS (SELECT 1 FROM emoji e WHERE e.created_by = people.id)`

// forgetPeople removes the copies of people who are in no workspace, and whom no conversation and no audit
// speaks of. Those who deleted their account stay: there is nothing of them left but that.
func (s *Local) forgetPeople(ctx context.Context) error {
	nowhere, err := sqldb.Collect(ctx, s.db, scanText, `SELECT id FROM people WHERE `+belongsNowhere)
	if err != nil || len(nowhere) == 0 {
		return err
	}
	keep, err := spokenOf(ctx, s.db)
	if err != nil {
		return err
	}
	nowhere = slices.DeleteFunc(nowhere, func(userID string) bool { return keep[userID] })
	for some := range slices.Chunk(nowhere, forgetBatch) {
		_, err := s.db.Exec(ctx, `
			DELETE FROM people WHERE id IN (SELECT value FROM `+s.db.Dialect().List("$1")+`) AND `+belongsNowhere, sqldb.JSON(some))
		if err != nil {
			return fmt.Errorf("forget people: %w", err)
		}
	}
	return nil
}

// spokenOf returns the ids of people whom a conversation or an audit names.
func spokenOf(ctx context.Context, db *sqldb.DB) (map[string]bool, error) {
	found, err := sqldb.Collect(ctx, db, scanText, `
		SELECT direct_key FROM channels WHERE direct_key IS NOT NULL
		UNION SELECT actor FROM audit WHERE actor IS NOT NULL AND scope <> $1
		UNION SELECT target_id FROM audit WHERE target_type = 'user'`, serverScope)
	if err != nil {
		return nil, fmt.Errorf("look for people spoken of: %w", err)
	}
	people := map[string]bool{}
	for _, ids := range found {
		for userID := range strings.FieldsSeq(ids) {
			people[userID] = true
		}
	}
	return people, nil
}

func scanText(rows *sqldb.Rows) (string, error) {
	var v string
	return v, rows.Scan(&v)
}
