-- +goose Up

ALTER TABLE workspaces ADD COLUMN who_can_invite TEXT NOT NULL DEFAULT 'members';
ALTER TABLE workspaces ADD COLUMN who_can_create_channels TEXT NOT NULL DEFAULT 'members';
ALTER TABLE workspaces ADD COLUMN show_emails BOOLEAN NOT NULL DEFAULT FALSE;

-- Who has deleted their account is kept anonymised, so that what comes late about them lets nobody in.
ALTER TABLE people ADD COLUMN deleted_at BIGINT;

-- How a member has a channel in their own list.
ALTER TABLE channel_members ADD COLUMN is_muted BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE channel_members ADD COLUMN is_starred BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE channel_members ADD COLUMN section TEXT NOT NULL DEFAULT '';
ALTER TABLE channel_members ADD COLUMN notification_level TEXT NOT NULL DEFAULT 'default';

-- Invites by email: the address as the user service compares it, null for a link.
ALTER TABLE invites ADD COLUMN email TEXT;
ALTER TABLE invites ADD COLUMN message TEXT NOT NULL DEFAULT '';
ALTER TABLE invites ADD COLUMN days BIGINT NOT NULL DEFAULT 7; -- how long it holds, from each time it is sent
CREATE INDEX invites_by_email ON invites (workspace_id, email) WHERE email IS NOT NULL;
CREATE INDEX invites_of_inviter ON invites (invited_by);
