-- +goose Up

-- What was sent, or was to be sent, to whom, and why it was or was not. A row that waits is also the queue.
CREATE TABLE notifications (
    id           TEXT PRIMARY KEY,
    effect_key   TEXT NOT NULL UNIQUE, -- the event and the kind: an event that comes again adds nothing
    kind         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    user_id      TEXT,          -- none for invites, whose receiver need not have an account
    workspace_id TEXT,          -- of invites
    about        TEXT NOT NULL, -- the user or the invite: of two links of a kind about one, the newer counts
    address      TEXT NOT NULL, -- empty once the account is deleted
    state        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    attempts     BIGINT NOT NULL,
    message_id   TEXT NOT NULL,
    letter       TEXT NOT NULL, -- JSON of what the mail says, its token sealed; empty once it is not needed any more
    is_kept      BOOLEAN NOT NULL, -- shown in the developer's mailbox
    occurred_at  BIGINT NOT NULL,  -- the event
    created_at   BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,  -- when to send it next; while it is being sent, when another may try
    expires_at   BIGINT NOT NULL,  -- from then on it is of no use to anyone
    sent_at      BIGINT
);
CREATE INDEX notifications_due ON notifications (due_at) WHERE state = 'waiting';
CREATE INDEX notifications_about ON notifications (about, kind);
CREATE INDEX notifications_of_user ON notifications (user_id, id);
CREATE INDEX notifications_to ON notifications (address, id);
CREATE INDEX notifications_of_workspace ON notifications (workspace_id);
CREATE INDEX notifications_by_time ON notifications (created_at);

-- Users, workspaces and invites that are gone: mail about them that was asked for before is not sent, in
-- whatever order the events come.
CREATE TABLE gone (
    id     TEXT PRIMARY KEY,
    at     BIGINT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX gone_by_time ON gone (at);
