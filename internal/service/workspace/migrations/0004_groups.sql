-- +goose Up

-- Groups of members that are called by one handle. Who leaves the workspace leaves its groups.
CREATE TABLE user_groups (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    handle       TEXT NOT NULL,
    display_name TEXT NOT NULL,
    description  TEXT NOT NULL,
    created_by   TEXT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (workspace_id, handle)
);

CREATE TABLE user_group_members (
    group_id     TEXT NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
    user_id      TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    PRIMARY KEY (group_id, user_id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace_members (workspace_id, user_id) ON DELETE CASCADE
);
CREATE INDEX user_group_members_of_user ON user_group_members (workspace_id, user_id);

-- Names in messages are looked up by this.
CREATE INDEX people_username ON people (username);
