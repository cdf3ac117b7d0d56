-- +goose Up
-- Deleted messages whose words are still to be taken out of the event log. sent_at says where in it to begin.
CREATE TABLE redactions (
	message_id TEXT   PRIMARY KEY,
	channel_id TEXT   NOT NULL,
	sent_at    BIGINT NOT NULL
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX redactions_channel ON redactions (channel_id);
INSERT INTO redactions (message_id, channel_id, sent_at) SELECT id, channel_id, created_at FROM messages WHERE deleted_at IS NOT NULL;

-- What somebody keeps is listed by when they saved it.
CREATE INDEX saved_messages_own ON saved_messages (user_id, saved_at, message_id);

-- Unread counts ask who wrote what does not count; with that in the index they read nothing else.
DROP INDEX messages_uncounted;
CREATE INDEX messages_uncounted ON messages (channel_id, message_no, author_id) WHERE counts = 0;

-- Likewise the list of mentions, of those that mean everybody in channels that somebody is not in.
DROP INDEX mentions_target;
CREATE INDEX mentions_target ON mentions (workspace_id, target, message_id, channel_id, author_id);
