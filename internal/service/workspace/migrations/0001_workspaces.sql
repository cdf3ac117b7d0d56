-- +goose Up

-- People who are or were members of anything here: the names that lists show and search, as the user
-- service last announced them (people.go).
CREATE TABLE people (
    id           TEXT PRIMARY KEY,
    username     TEXT NOT NULL,
    display_name TEXT NOT NULL,
    avatar_url   TEXT,
    search       TEXT NOT NULL, -- both names in small letters
    as_of        BIGINT NOT NULL -- the time of the event that last changed them; 0 before the first
);

CREATE TABLE workspaces (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    description  TEXT NOT NULL,
    owner_id     TEXT NOT NULL,
    member_count BIGINT NOT NULL,
    archived_at  BIGINT,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);

CREATE TABLE workspace_members (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id      TEXT NOT NULL REFERENCES people (id),
    role         TEXT NOT NULL,
    joined_at    BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX workspace_members_by_time ON workspace_members (workspace_id, joined_at, user_id);
CREATE INDEX workspace_members_of_user ON workspace_members (user_id, workspace_id);

CREATE TABLE channels (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    type         TEXT NOT NULL,
    name         TEXT NOT NULL, -- empty for direct ones
    display_name TEXT NOT NULL,
    search       TEXT NOT NULL, -- both names in small letters
    topic        TEXT NOT NULL,
    description  TEXT NOT NULL,
    created_by   TEXT NOT NULL,
    is_general   BOOLEAN NOT NULL,
    direct_key   TEXT, -- the ids of the two people, sorted; null for others
    member_count BIGINT NOT NULL,
    archived_at  BIGINT,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
-- A private channel's name is its members' secret, so it may be taken twice; but not by one person who
-- clicks twice.
CREATE UNIQUE INDEX channels_public_name ON channels (workspace_id, name) WHERE type = 'public';
CREATE UNIQUE INDEX channels_private_name ON channels (workspace_id, created_by, name) WHERE type = 'private';
CREATE UNIQUE INDEX channels_direct ON channels (workspace_id, direct_key) WHERE direct_key IS NOT NULL;

CREATE TABLE channel_members (
    channel_id   TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id      TEXT NOT NULL REFERENCES people (id),
    workspace_id TEXT NOT NULL,
    role         TEXT NOT NULL,
    joined_at    BIGINT NOT NULL,
    PRIMARY KEY (channel_id, user_id)
);
CREATE INDEX channel_members_by_time ON channel_members (channel_id, joined_at, user_id);
CREATE INDEX channel_members_of_user ON channel_members (user_id, workspace_id);

CREATE TABLE invites (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    token_hash   TEXT NOT NULL UNIQUE, -- SHA-256
    role         TEXT NOT NULL,
    max_uses     BIGINT NOT NULL, -- 0: no limit
    uses         BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    invited_by   TEXT NOT NULL REFERENCES people (id),
    created_at   BIGINT NOT NULL,
    revoked_at   BIGINT
);
CREATE INDEX invites_of_workspace ON invites (workspace_id, id);
