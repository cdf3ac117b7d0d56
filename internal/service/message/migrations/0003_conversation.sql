-- +goose Up
-- A message changes after it was sent: it is edited, deleted, reacted to, pinned, replied to. Each change
-- takes the channel's next change number, under the lock of its head, so that of two versions of a message
-- the one with the greater number is the later one, and "what changed after N" is one run of an index.
ALTER TABLE channel_heads ADD COLUMN last_change_no BIGINT NOT NULL DEFAULT 0;
ALTER TABLE read_receipts ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;

ALTER TABLE messages ADD COLUMN change_no      BIGINT NOT NULL DEFAULT 0;
-- Replies: to which message, and in whose thread. 1 in also_sent: it stands in the channel too.
ALTER TABLE messages ADD COLUMN parent_id      TEXT   NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN root_id        TEXT   NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN also_sent      BIGINT NOT NULL DEFAULT 0;
-- Whether it counts as unread in its channel: not when it is deleted, nor a reply hidden in a thread.
ALTER TABLE messages ADD COLUMN counts         BIGINT NOT NULL DEFAULT 1;
-- What is read with the message, so that a page of history is one run of rows. JSON, '' for none; it is
-- written in the transaction that changes what it tells of.
ALTER TABLE messages ADD COLUMN mentions       TEXT   NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN reactions      TEXT   NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN previews       TEXT   NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN reply_count    BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN last_reply_no  BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN last_reply_at  BIGINT;
ALTER TABLE messages ADD COLUMN reply_authors  TEXT   NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN pinned_at      BIGINT;
ALTER TABLE messages ADD COLUMN pinned_by      TEXT   NOT NULL DEFAULT '';

UPDATE messages SET counts = 0 WHERE deleted_at IS NOT NULL;
DROP INDEX messages_deleted;
CREATE INDEX messages_uncounted ON messages (channel_id, message_no) WHERE counts = 0;
CREATE INDEX messages_changes   ON messages (channel_id, change_no) WHERE change_no > 0;
CREATE INDEX messages_replies   ON messages (root_id, message_no) WHERE root_id <> '';
CREATE INDEX messages_pinned    ON messages (channel_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- Whom a message means: a user's or a group's id, or 'channel' or 'here'. root_id is that of a reply, else
-- ''; counts is that of the message.
CREATE TABLE mentions (
	channel_id   TEXT   NOT NULL,
	target       TEXT   NOT NULL,
	message_no   BIGINT NOT NULL,
	message_id   TEXT   NOT NULL,
	workspace_id TEXT   NOT NULL,
	author_id    TEXT   NOT NULL,
	root_id      TEXT   NOT NULL,
	counts       BIGINT NOT NULL,
	PRIMARY KEY (channel_id, target, message_no)
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX mentions_target ON mentions (workspace_id, target, message_id);
CREATE INDEX mentions_thread ON mentions (root_id, target, message_no) WHERE root_id <> '';

-- Who follows a thread, how far they have read in it. is_following is 0 for who has turned it off.
CREATE TABLE thread_follows (
	user_id      TEXT   NOT NULL,
	root_id      TEXT   NOT NULL,
	channel_id   TEXT   NOT NULL,
	workspace_id TEXT   NOT NULL,
	is_following BIGINT NOT NULL,
	last_read_no BIGINT NOT NULL,
	revision     BIGINT NOT NULL,
	PRIMARY KEY (user_id, root_id)
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX thread_follows_root ON thread_follows (root_id);
CREATE INDEX thread_follows_channel ON thread_follows (channel_id);

CREATE TABLE message_edits (
	channel_id TEXT   NOT NULL,
	message_no BIGINT NOT NULL,
	edit_no    BIGINT NOT NULL,
	content    TEXT   NOT NULL,
	written_at BIGINT NOT NULL,
	PRIMARY KEY (channel_id, message_no, edit_no)
){{if .SQLite}} WITHOUT ROWID{{end}};

CREATE TABLE reactions (
	channel_id TEXT   NOT NULL,
	message_no BIGINT NOT NULL,
	emoji      TEXT   NOT NULL,
	user_id    TEXT   NOT NULL,
	reacted_at BIGINT NOT NULL,
	PRIMARY KEY (channel_id, message_no, emoji, user_id)
){{if .SQLite}} WITHOUT ROWID{{end}};

CREATE TABLE saved_messages (
	user_id      TEXT   NOT NULL,
	message_id   TEXT   NOT NULL,
	channel_id   TEXT   NOT NULL,
	workspace_id TEXT   NOT NULL,
	saved_at     BIGINT NOT NULL,
	remind_at    BIGINT,
	reminded_at  BIGINT,
	done_at      BIGINT,
	PRIMARY KEY (user_id, message_id)
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX saved_messages_channel ON saved_messages (channel_id);
CREATE INDEX saved_messages_due ON saved_messages (remind_at) WHERE remind_at IS NOT NULL AND reminded_at IS NULL;
