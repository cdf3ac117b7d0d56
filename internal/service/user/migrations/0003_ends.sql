-- +goose Up
-- What ends by itself is found by these (ends.go).
CREATE INDEX users_status_until ON users (status_until) WHERE status_until IS NOT NULL;
CREATE INDEX users_presence_until ON users (presence_until) WHERE presence_until IS NOT NULL;
