-- +goose Up
-- What people have begun to write, a row a person and place; thread_root_id is '' for the channel itself.
-- A draft that was sent or thrown away keeps its row for a while, with no content, so that a device that was
-- away does not bring it back: its revision is the older one.
CREATE TABLE drafts (
	user_id        TEXT   NOT NULL,
	channel_id     TEXT   NOT NULL,
	thread_root_id TEXT   NOT NULL,
	workspace_id   TEXT   NOT NULL,
	content        TEXT   NOT NULL,
	revision       BIGINT NOT NULL,
	updated_at     BIGINT NOT NULL,
	PRIMARY KEY (user_id, channel_id, thread_root_id)
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX drafts_channel ON drafts (channel_id);
CREATE INDEX drafts_gone ON drafts (updated_at) WHERE content = '';

-- Messages that are to be sent later. Whoever sends one holds it until claimed_until; 0 when nobody does.
-- After a fault it is not tried before retry_at.
-- parent_id is '' for what is no reply; failure is why it could not be sent, '' while it waits.
CREATE TABLE scheduled_messages (
	id             TEXT   PRIMARY KEY,
	user_id        TEXT   NOT NULL,
	workspace_id   TEXT   NOT NULL,
	channel_id     TEXT   NOT NULL,
	parent_id      TEXT   NOT NULL,
	also_sent      BIGINT NOT NULL,
	correlation_id TEXT   NOT NULL,
	content        TEXT   NOT NULL,
	send_at        BIGINT NOT NULL,
	created_at     BIGINT NOT NULL,
	failure        TEXT   NOT NULL,
	claimed_until  BIGINT NOT NULL,
	retry_at       BIGINT NOT NULL,
	faults         BIGINT NOT NULL
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE UNIQUE INDEX scheduled_correlation ON scheduled_messages (user_id, channel_id, correlation_id);
CREATE INDEX scheduled_due ON scheduled_messages (send_at) WHERE failure = '';
CREATE INDEX scheduled_own ON scheduled_messages (user_id, workspace_id, send_at, id);
CREATE INDEX scheduled_channel ON scheduled_messages (channel_id);
