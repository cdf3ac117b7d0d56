-- +goose Up
ALTER TABLE workspaces ADD COLUMN link_previews BOOLEAN NOT NULL DEFAULT TRUE;
