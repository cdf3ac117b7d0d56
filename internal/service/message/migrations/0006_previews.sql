-- +goose Up
-- Messages whose links are to be looked up. version counts the events about a message, so that one that
-- changed meanwhile is looked at again.
CREATE TABLE preview_jobs (
	message_id    TEXT   PRIMARY KEY,
	channel_id    TEXT   NOT NULL,
	version       BIGINT NOT NULL,
	due_at        BIGINT NOT NULL,
	claimed_until BIGINT NOT NULL,
	attempts      BIGINT NOT NULL
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX preview_jobs_due ON preview_jobs (due_at);

-- What pages said of themselves, by their address; title is '' for those that had nothing to say, or did not
-- answer. image_file is '' for none.
CREATE TABLE preview_pages (
	url         TEXT   PRIMARY KEY,
	title       TEXT   NOT NULL,
	description TEXT   NOT NULL,
	site_name   TEXT   NOT NULL,
	image_file  TEXT   NOT NULL,
	expires_at  BIGINT NOT NULL
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX preview_pages_expiry ON preview_pages (expires_at);

-- Their pictures, drawn anew, under names that nobody guesses.
CREATE TABLE preview_images (
	file         TEXT   PRIMARY KEY,
	content_type TEXT   NOT NULL,
	width        BIGINT NOT NULL,
	height       BIGINT NOT NULL,
	created_at   BIGINT NOT NULL,
	content      {{if .SQLite}}BLOB{{else}}BYTEA{{end}} NOT NULL
);
CREATE INDEX preview_images_age ON preview_images (created_at);

-- Which messages show a picture: when none does and no page has it, it goes.
CREATE TABLE preview_uses (
	message_id TEXT NOT NULL,
	file       TEXT NOT NULL,
	channel_id TEXT NOT NULL,
	PRIMARY KEY (message_id, file)
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX preview_uses_file ON preview_uses (file);
CREATE INDEX preview_uses_channel ON preview_uses (channel_id);

-- Messages that are to show no previews, because somebody took them away.
CREATE TABLE preview_removals (
	message_id TEXT PRIMARY KEY,
	channel_id TEXT NOT NULL
){{if .SQLite}} WITHOUT ROWID{{end}};
CREATE INDEX preview_removals_channel ON preview_removals (channel_id);
