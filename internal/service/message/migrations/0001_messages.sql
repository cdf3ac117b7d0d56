-- +goose Up
-- The newest number of each channel. Its row is the lock that makes numbers dense: whoever sends holds
-- it from before the number is taken until message, event and number are committed together.
CREATE TABLE channel_heads (
	channel_id       TEXT   PRIMARY KEY,
	workspace_id     TEXT   NOT NULL,
	last_message_no  BIGINT NOT NULL,
	last_activity_at BIGINT NOT NULL
){{if .SQLite}} WITHOUT ROWID{{end}};

-- Keyed by place, so that a page of history is one run of rows.
CREATE TABLE messages (
	channel_id     TEXT   NOT NULL,
	message_no     BIGINT NOT NULL,
	id             TEXT   NOT NULL,
	workspace_id   TEXT   NOT NULL,
	author_id      TEXT   NOT NULL,
	correlation_id TEXT   NOT NULL,
	content        TEXT   NOT NULL,
	created_at     BIGINT NOT NULL,
	edited_at      BIGINT,
	deleted_at     BIGINT,
	PRIMARY KEY (channel_id, message_no)
){{if .SQLite}} WITHOUT ROWID{{end}};

CREATE UNIQUE INDEX messages_id ON messages (id);
-- A repeated send finds its first message here.
CREATE UNIQUE INDEX messages_correlation ON messages (correlation_id, channel_id, author_id);
-- What unread counts subtract: one's own messages, and deleted ones.
CREATE INDEX messages_author ON messages (channel_id, author_id, message_no);
CREATE INDEX messages_deleted ON messages (channel_id, message_no) WHERE deleted_at IS NOT NULL;

CREATE TABLE read_receipts (
	channel_id   TEXT   NOT NULL,
	user_id      TEXT   NOT NULL,
	last_read_no BIGINT NOT NULL,
	last_read_at BIGINT NOT NULL,
	PRIMARY KEY (channel_id, user_id)
){{if .SQLite}} WITHOUT ROWID{{end}};
