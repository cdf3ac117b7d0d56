-- +goose Up
-- Who did what: rows are added, never changed and never removed. hash is the SHA-256 of the row and of the
-- hash before it in the same scope, so a row that was changed or removed shows (audit.Verify).
CREATE TABLE audit (
	scope       TEXT   NOT NULL,
	seq         BIGINT NOT NULL, -- 1, 2, 3… in each scope
	id          TEXT   NOT NULL,
	at          BIGINT NOT NULL,
	actor       TEXT,            -- the user's id; null: nobody who is signed in
	action      TEXT   NOT NULL,
	target_type TEXT   NOT NULL,
	target_id   TEXT   NOT NULL,
	target_name TEXT   NOT NULL,
	address     TEXT   NOT NULL,
	details     TEXT   NOT NULL, -- a JSON object
	hash        TEXT   NOT NULL,
	PRIMARY KEY (scope, seq)
);

-- The last row of each scope; who adds one holds its head.
CREATE TABLE audit_heads (
	scope TEXT PRIMARY KEY,
	seq   BIGINT NOT NULL,
	hash  TEXT   NOT NULL
);
