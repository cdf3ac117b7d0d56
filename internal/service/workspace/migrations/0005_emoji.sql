-- +goose Up

-- Pictures that a workspace has as emoji. Small, so they lie here.
CREATE TABLE emoji (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    file         TEXT NOT NULL UNIQUE,
    content_type TEXT NOT NULL,
    content      {{if .SQLite}}BLOB{{else}}BYTEA{{end}} NOT NULL,
    created_by   TEXT NOT NULL REFERENCES people (id),
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, name)
);
CREATE INDEX emoji_of_person ON emoji (created_by);

-- How long authors may change what they wrote, in minutes; 0 is as long as they like, -1 not at all.
ALTER TABLE workspaces ADD COLUMN edit_window_minutes BIGINT NOT NULL DEFAULT 0;
