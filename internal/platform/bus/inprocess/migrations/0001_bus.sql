-- +goose Up
-- What a group did not handle and gets again when it is due. A row is there exactly until the group has
-- handled the event, or it is parked.
CREATE TABLE waiting_events (
	consumer TEXT   NOT NULL,
	event_id TEXT   NOT NULL,
	event    TEXT   NOT NULL,
	retries  BIGINT NOT NULL, -- this one included
	due_at   BIGINT NOT NULL,
	PRIMARY KEY (consumer, event_id)
);
CREATE INDEX waiting_events_due ON waiting_events (due_at, event_id);

-- The parking lot; entry is a bus.Parked.
CREATE TABLE parked_events (
	consumer  TEXT   NOT NULL,
	event_id  TEXT   NOT NULL,
	entry     TEXT   NOT NULL,
	parked_at BIGINT NOT NULL,
	PRIMARY KEY (consumer, event_id)
);
