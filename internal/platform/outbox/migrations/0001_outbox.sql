-- +goose Up
-- Events, written in the transaction that changes the data; kept after delivery as the event log.
CREATE TABLE outbox (
	id           TEXT PRIMARY KEY,
	type         TEXT   NOT NULL,
	version      BIGINT NOT NULL,
	subject      TEXT   NOT NULL,
	data         TEXT   NOT NULL,
	traceparent  TEXT   NOT NULL,
	created_at   BIGINT NOT NULL,
	published_at BIGINT,
	attempts     BIGINT NOT NULL DEFAULT 0,
	due_at       BIGINT NOT NULL DEFAULT 0,
	failure      TEXT,
	parked_at    BIGINT
){{if .SQLite}} WITHOUT ROWID{{end}};

-- What the relay looks for: few rows, whatever the length of the log.
CREATE INDEX outbox_pending ON outbox (id) WHERE published_at IS NULL AND parked_at IS NULL;

-- What consumers of this service have handled, so that effects happen once.
CREATE TABLE handled_events (
	consumer   TEXT   NOT NULL,
	event_id   TEXT   NOT NULL,
	handled_at BIGINT NOT NULL,
	PRIMARY KEY (consumer, event_id)
);
CREATE INDEX handled_events_age ON handled_events (handled_at);
