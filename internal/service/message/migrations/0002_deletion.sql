-- +goose Up
-- A deleted channel keeps its row for a while, without numbers: as the lock that senders take, it turns
-- away who was on the way into the channel, and it lists what is still to be erased.
ALTER TABLE channel_heads ADD COLUMN deleted_at BIGINT;
ALTER TABLE channel_heads ADD COLUMN erased_at BIGINT;
CREATE INDEX channel_heads_deleted ON channel_heads (deleted_at) WHERE deleted_at IS NOT NULL;
