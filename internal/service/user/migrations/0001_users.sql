-- +goose Up
CREATE TABLE users (
    id             TEXT PRIMARY KEY,
    email          TEXT NOT NULL UNIQUE, -- in small letters
    email_verified BOOLEAN NOT NULL,
    username       TEXT NOT NULL UNIQUE, -- in small letters
    display_name   TEXT NOT NULL,
    avatar_url     TEXT,
    title          TEXT NOT NULL,
    bio            TEXT NOT NULL,
    time_zone      TEXT NOT NULL,
    locale         TEXT NOT NULL,
    is_bot         BOOLEAN NOT NULL,
    password_hash  TEXT NOT NULL, -- PHC string; empty: cannot sign in with a password
    created_at     BIGINT NOT NULL,
    last_seen_at   BIGINT NOT NULL
);

CREATE TABLE sessions (
    id            TEXT PRIMARY KEY,
    user_id       TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash    TEXT NOT NULL, -- SHA-256 of the refresh token that is current
    seed          TEXT NOT NULL, -- half of what the tokens of this session are made of (refresh_token.go)
    generation    BIGINT NOT NULL, -- how often the token has been exchanged
    rotated_at    BIGINT NOT NULL,
    device        TEXT NOT NULL,
    address       TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT NOT NULL,
    revoked_at    BIGINT,
    revoke_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_revoked ON sessions (revoked_at);
