package workspace

import "github.com/echo-chat/echo/internal/kernel/errs"

// The refusals that several use cases share.

func errWorkspace() error {
	return errs.NotFound("workspace_not_found", "This workspace does not exist, or you are not in it.")
}

func errChannel() error {
	return errs.NotFound("channel_not_found", "This channel does not exist, or you are not in it.")
}

func errUser() error {
	return errs.NotFound("user_not_found", "This person is not here.")
}

func errGroup() error {
	return errs.NotFound("group_not_found", "This group does not exist.")
}

func errForbidden(message string) error { return errs.Forbidden("forbidden", message) }

func errArchived() error {
	return errs.Conflict("channel_archived", "This channel is archived: it can be read, not changed.")
}

func errWorkspaceArchived() error {
	return errs.Conflict("workspace_archived", "This workspace is archived: it can be read, not changed.")
}

func errGeneral() error {
	return errs.Conflict("cannot_leave_general", "Everyone in the workspace is in this channel.")
}

func errLastOwner() error {
	return errs.Conflict("last_owner", "The last owner stays: make someone else an owner first.")
}

func errNameTaken() error {
	return errs.Conflict("name_taken", "This name is taken. Try another.")
}

func errHandleTaken() error {
	return errs.Conflict("handle_taken", "Somebody, or another group, is called so. Try another.")
}
