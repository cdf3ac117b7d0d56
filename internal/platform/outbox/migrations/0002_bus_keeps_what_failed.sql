-- +goose Up
-- The bus has the waiting room and the parking lot now, for each consumer. What was parked here goes
-- there: it is published once more.
UPDATE outbox SET parked_at = NULL, attempts = 0, due_at = 0 WHERE parked_at IS NOT NULL AND published_at IS NULL;
