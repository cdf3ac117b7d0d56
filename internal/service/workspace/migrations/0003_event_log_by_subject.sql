-- +goose Up
-- What is deleted takes the events about it along. This log is short beside the messages', and can afford it.
CREATE INDEX outbox_subject ON outbox (subject);
