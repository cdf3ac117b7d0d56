-- +goose Up
ALTER TABLE users ADD COLUMN pending_email TEXT; -- asked for, not confirmed yet
ALTER TABLE users ADD COLUMN status_emoji TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN status_text TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN status_until BIGINT;
ALTER TABLE users ADD COLUMN presence TEXT NOT NULL DEFAULT 'active';
ALTER TABLE users ADD COLUMN presence_until BIGINT;
ALTER TABLE users ADD COLUMN preferences TEXT NOT NULL DEFAULT '{}'; -- what differs from the defaults may be left out
ALTER TABLE users ADD COLUMN deactivated_at BIGINT;
ALTER TABLE users ADD COLUMN deleted_at BIGINT; -- then deactivated, too, for good

CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;

-- Tokens that were mailed, good for one purpose, once: using one removes it.
CREATE TABLE mailed_tokens (
    hash       TEXT PRIMARY KEY, -- SHA-256
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL,
    email      TEXT NOT NULL, -- where it was mailed
    expires_at BIGINT NOT NULL
);
CREATE INDEX mailed_tokens_of_user ON mailed_tokens (user_id);
CREATE INDEX mailed_tokens_expired ON mailed_tokens (expires_at);

-- Mails that were asked for, by a keyed hash of the address: no more than a few an hour.
CREATE TABLE mails_asked (
    address TEXT NOT NULL,
    at      BIGINT NOT NULL,
    id      TEXT NOT NULL,
    PRIMARY KEY (address, at, id)
);
CREATE INDEX mails_asked_age ON mails_asked (at);

-- Passwords that somebody says they forgot, until it is found out whether there is such an account.
CREATE TABLE forgotten_passwords (
    email    TEXT PRIMARY KEY,
    asked_at BIGINT NOT NULL
);

-- Failed attempts at passwords, by a keyed hash of whose and from where (attempts.go).
CREATE TABLE failed_attempts (
    key      TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);
CREATE INDEX failed_attempts_age ON failed_attempts (last_at);

CREATE TABLE avatars (
    file         TEXT PRIMARY KEY,
    user_id      TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    content_type TEXT NOT NULL,
    content      {{if .SQLite}}BLOB{{else}}BYTEA{{end}} NOT NULL
);

-- What was said of somebody who is deleted now is found by this.
CREATE INDEX outbox_subject ON outbox (subject);
