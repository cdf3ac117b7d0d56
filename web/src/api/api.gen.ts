// Generated from api/openapi.yaml by `npm run gen`. Do not edit.
export interface paths {
    "/api/admin/consumers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much lies with each consumer of events, and in the services' outboxes
         * @description Error codes: route_not_found.
         */
        get: operations["get-admin-consumers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The logs of all services, the newest event first, without what the events say
         * @description A page may be short, or empty, and not the last: each looks at a bounded part of the logs. Error codes: route_not_found, bad_cursor.
         */
        get: operations["get-admin-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have one consumer handle events of the log again
         * @description Either the events that are named, or those of a time: 10000 at most. Consumers do what they have done already once, so this mends what one has lost and changes nothing else. It is noted in the audit log. Error codes: route_not_found, validation_failed, consumer_not_found, event_not_found, too_many_events.
         */
        post: operations["post-admin-events-replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All there is about one event, in its log and in parking lots
         * @description It shows what people wrote; that somebody looked is noted in the audit log. Error codes: route_not_found, event_not_found.
         */
        get: operations["get-admin-events-eventId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/parked-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The events that need a human, the last parked first
         * @description At most 500; total says how many there are. Error codes: route_not_found, consumer_not_found.
         */
        get: operations["get-admin-parked-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/parked-events/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget parked events, for good
         * @description It is noted in the audit log. Error codes: route_not_found, validation_failed, consumer_not_found.
         */
        post: operations["post-admin-parked-events-drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/parked-events/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give parked events to their consumers again
         * @description What is no event stays. It is noted in the audit log. Error codes: route_not_found, validation_failed, consumer_not_found.
         */
        post: operations["post-admin-parked-events-replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link mailed that resets the password
         * @description The answer is the same, and takes as long, whether or not somebody has this address. Error codes: too_many_requests.
         */
        post: operations["post-auth-forgot-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Error codes: wrong_credentials, account_deactivated, too_many_attempts, too_many_requests.
         */
        post: operations["post-auth-login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["post-auth-logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description Error codes: session_ended.
         */
        post: operations["post-auth-refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an account and sign in
         * @description Error codes: validation_failed, email_taken, username_taken.
         */
        post: operations["post-auth-register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by a mailed link
         * @description Works once, and ends every session of the account. Error codes: reset_token_invalid, validation_failed, too_many_requests.
         */
        post: operations["post-auth-reset-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own sessions */
        get: operations["get-auth-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of one's own sessions
         * @description Error codes: session_not_found.
         */
        delete: operations["delete-auth-sessions-sessionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/validate-reset-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Is this link still good?
         * @description Error codes: too_many_requests.
         */
        post: operations["post-auth-validate-reset-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an address by a mailed link
         * @description The address of a new account, or the one that an account is to have from now on. Error codes: verification_token_invalid, email_taken, too_many_requests.
         */
        post: operations["post-auth-verify-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one has begun to write
         * @description All drafts in the workspace, the last changed first. Error codes: workspace_not_found.
         */
        get: operations["get-drafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drafts/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep what one has begun to write
         * @description Empty content ends the draft. With draft_conflict comes the draft as it is, in current. Error codes: channel_not_found, message_not_found, draft_conflict, too_many_drafts, validation_failed.
         */
        put: operations["put-drafts-channelId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages that mean the caller
         * @description By name, by a group, or as everybody; the newest first. Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-mentions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one keeps, the newest first
         * @description Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-saved"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one will send later
         * @description The next one first; also what could not be sent, with why. Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-scheduled"];
        put?: never;
        /**
         * Send a message later
         * @description Between now and twelve months from now. It is sent with the rights that its author has then. Error codes: validation_failed, channel_not_found, message_not_found, channel_read_only, channel_archived, forbidden, too_many_scheduled.
         */
        post: operations["post-scheduled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scheduled/{scheduledId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Do not send it
         * @description Error codes: scheduled_not_found, being_sent.
         */
        delete: operations["delete-scheduled-scheduledId"];
        options?: never;
        head?: never;
        /**
         * Change what one will send later, or when
         * @description What could not be sent waits again. Error codes: scheduled_not_found, being_sent, validation_failed.
         */
        patch: operations["patch-scheduled-scheduledId"];
        trace?: never;
    };
    "/api/scheduled/{scheduledId}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it now
         * @description Error codes: scheduled_not_found, being_sent, channel_not_found, message_not_found, channel_read_only, channel_archived, forbidden.
         */
        post: operations["post-scheduled-scheduledId-send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The threads one follows
         * @description Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-threads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark all threads read
         * @description Error codes: workspace_not_found.
         */
        post: operations["post-threads-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * In how many threads something is unread
         * @description Error codes: workspace_not_found.
         */
        get: operations["get-threads-unread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I? */
        get: operations["get-users-me"];
        put?: never;
        post?: never;
        /**
         * Delete one's account, for good
         * @description What one wrote stays, as of “Deleted user”. Workspaces that nobody else is in go too; where one is the only owner and others remain, somebody else must own it first. Error codes: wrong_password, last_owner, too_many_attempts, too_many_requests.
         */
        delete: operations["delete-users-me"];
        options?: never;
        head?: never;
        /**
         * Change one's profile
         * @description Error codes: validation_failed.
         */
        patch: operations["patch-users-me"];
        trace?: never;
    };
    "/api/users/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set one's picture
         * @description The body is the image itself, of at most 5 MB and 50 megapixels. It is turned upright, cut to a square of 256 pixels, and what else the file said is dropped. Error codes: image_invalid, image_too_large, body_too_large, unsupported_media_type, too_many_requests.
         */
        post: operations["post-users-me-avatar"];
        /** Take one's picture away */
        delete: operations["delete-users-me-avatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another address
         * @description A link goes to that address; until it is followed, the old one stays. The answer does not tell whether somebody has it. Error codes: wrong_password, validation_failed, too_many_attempts, too_many_requests.
         */
        post: operations["post-users-me-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the link mailed again that confirms one's address */
        post: operations["post-users-me-email-resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's password
         * @description Ends one's other sessions. Error codes: wrong_password, validation_failed, too_many_attempts, too_many_requests.
         */
        post: operations["post-users-me-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one wants Echo to be */
        get: operations["get-users-me-preferences"];
        /**
         * Say how one wants Echo to be; replaces all of it
         * @description Error codes: validation_failed.
         */
        put: operations["put-users-me-preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether one wants to be reached
         * @description Error codes: validation_failed.
         */
        put: operations["put-users-me-presence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Someone one shares a workspace with
         * @description Error codes: user_not_found.
         */
        get: operations["get-users-userId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is running */
        get: operations["get-version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a workspace
         * @description Error codes: validation_failed, name_taken.
         */
        post: operations["post-workspaces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/check-name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is this name free? */
        get: operations["get-workspaces-check-name-name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/invites/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invite
         * @description Error codes: invite_not_found, invite_expired, invite_revoked, invite_used_up, invite_other_address, workspace_archived.
         */
        post: operations["post-workspaces-invites-accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/invites/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where does an invite lead?
         * @description Error codes: invite_not_found, invite_expired, invite_revoked, invite_used_up.
         */
        post: operations["post-workspaces-invites-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/me/memberships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's workspaces, with channels and unread state: what an app starts with */
        get: operations["get-workspaces-me-memberships"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One workspace
         * @description Error codes: workspace_not_found.
         */
        get: operations["get-workspaces-workspaceId"];
        put?: never;
        post?: never;
        /**
         * Delete a workspace and everything in it, for good (owners)
         * @description Error codes: workspace_not_found, forbidden.
         */
        delete: operations["delete-workspaces-workspaceId"];
        options?: never;
        head?: never;
        /**
         * Change how a workspace is described and what its settings are (owners, admins)
         * @description Error codes: workspace_not_found, validation_failed, forbidden, workspace_archived.
         */
        patch: operations["patch-workspaces-workspaceId"];
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make everything in a workspace read-only (owners)
         * @description Error codes: workspace_not_found, forbidden.
         */
        post: operations["post-workspaces-workspaceId-archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what in a workspace, the newest first (owners)
         * @description Error codes: workspace_not_found, forbidden, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Browse public channels
         * @description Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-channels"];
        put?: never;
        /**
         * Make a channel, or open a direct or group one
         * @description Error codes: validation_failed, forbidden, name_taken, user_not_found, workspace_not_found.
         */
        post: operations["post-workspaces-workspaceId-channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/check-name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is this name free?
         * @description Error codes: workspace_not_found.
         */
        get: operations["get-workspaces-workspaceId-channels-check-name-name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One channel
         * @description Error codes: channel_not_found.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId"];
        put?: never;
        post?: never;
        /**
         * Delete a channel and everything in it, for good
         * @description Error codes: channel_not_found, forbidden, cannot_delete_general, workspace_archived.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId"];
        options?: never;
        head?: never;
        /**
         * Change how a channel is called and described
         * @description Error codes: channel_not_found, validation_failed, forbidden, channel_archived, name_taken, cannot_rename_general, workspace_archived.
         */
        patch: operations["patch-workspaces-workspaceId-channels-channelId"];
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a channel read-only
         * @description Error codes: channel_not_found, forbidden, cannot_archive_general, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a public channel
         * @description Error codes: channel_not_found, channel_archived.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a channel
         * @description Error codes: channel_not_found, cannot_leave_general, forbidden.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a channel's members
         * @description Error codes: channel_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-members"];
        put?: never;
        /**
         * Add someone to a channel
         * @description Error codes: channel_not_found, user_not_found, forbidden, already_member, channel_archived.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove someone from a channel
         * @description Error codes: channel_not_found, user_not_found, forbidden, cannot_leave_general.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-members-userId"];
        options?: never;
        head?: never;
        /**
         * Change someone's role in a channel
         * @description Error codes: channel_not_found, user_not_found, validation_failed, forbidden, last_owner, channel_archived, workspace_archived.
         */
        patch: operations["patch-workspaces-workspaceId-channels-channelId-members-userId"];
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a page of messages
         * @description Error codes: channel_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-messages"];
        put?: never;
        /**
         * Send a message
         * @description Error codes: validation_failed, channel_not_found, message_not_found, channel_read_only, channel_archived, forbidden.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages that changed
         * @description Each as it is now, by the number of its last change: what a client that was away fetches for the messages it holds. Error codes: channel_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-messages-changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message
         * @description Error codes: channel_not_found, message_not_found.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-messages-messageId"];
        put?: never;
        post?: never;
        /**
         * Delete a message (its author, those who run the channel or workspace)
         * @description A tombstone stays in its place, and its thread. Repeating is fine. Error codes: channel_not_found, message_not_found, message_deleted, forbidden, channel_archived, workspace_archived.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-messages-messageId"];
        options?: never;
        head?: never;
        /**
         * Edit a message (its author)
         * @description Error codes: channel_not_found, message_not_found, message_deleted, forbidden, channel_archived, workspace_archived, validation_failed, edit_window_over, channel_read_only.
         */
        patch: operations["patch-workspaces-workspaceId-channels-channelId-messages-messageId"];
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a message said before (its author, those who run the channel or workspace)
         * @description Error codes: channel_not_found, message_not_found, forbidden.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-messages-messageId-edits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a thread
         * @description Error codes: channel_not_found, message_not_found, forbidden.
         */
        put: operations["put-workspaces-workspaceId-channels-channelId-messages-messageId-follow"];
        post?: never;
        /**
         * Stop following a thread
         * @description Error codes: channel_not_found, message_not_found, forbidden.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-messages-messageId-follow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/mark-unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a channel unread from a message on
         * @description Error codes: channel_not_found, message_not_found.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-messages-messageId-mark-unread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Pin a message
         * @description Error codes: channel_not_found, message_not_found, message_deleted, forbidden, channel_archived, workspace_archived, channel_read_only, too_many_pins.
         */
        put: operations["put-workspaces-workspaceId-channels-channelId-messages-messageId-pin"];
        post?: never;
        /**
         * Unpin a message
         * @description Error codes: channel_not_found, message_not_found, message_deleted, forbidden, channel_archived, workspace_archived, channel_read_only.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-messages-messageId-pin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the link previews off a message
         * @description For its author, and for who runs the channel or the workspace. They do not come back. Error codes: channel_not_found, message_not_found, forbidden, channel_archived.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-messages-messageId-previews"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * React to a message
         * @description With the emoji itself, or :name: for one of the workspace. Error codes: channel_not_found, message_not_found, message_deleted, forbidden, channel_archived, workspace_archived, unknown_emoji, too_many_reactions.
         */
        put: operations["put-workspaces-workspaceId-channels-channelId-messages-messageId-reactions-emoji"];
        post?: never;
        /**
         * Take one's reaction back
         * @description Error codes: channel_not_found, message_not_found, message_deleted, forbidden, channel_archived, workspace_archived, unknown_emoji.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-messages-messageId-reactions-emoji"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a thread
         * @description Without a place, the page around the caller's first unread reply, or the newest. Error codes: channel_not_found, message_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-messages-messageId-replies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/replies/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how far one has read in a thread
         * @description Error codes: channel_not_found, message_not_found, validation_failed.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-messages-messageId-replies-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/saved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep a message, be reminded of it, tick it off
         * @description What is left out stays as it is. Error codes: channel_not_found, message_not_found, message_deleted.
         */
        put: operations["put-workspaces-workspaceId-channels-channelId-messages-messageId-saved"];
        post?: never;
        /**
         * Keep a message no more
         * @description Error codes: channel_not_found, message_not_found.
         */
        delete: operations["delete-workspaces-workspaceId-channels-channelId-messages-messageId-saved"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/messages/{messageId}/seen-by": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has read a message
         * @description Without its author, and without those who keep their receipts to themselves. Error codes: channel_not_found, message_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-messages-messageId-seen-by"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/pins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A channel's pins, the newest first
         * @description Error codes: channel_not_found.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-pins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say how one has a channel in one's own list
         * @description Error codes: channel_not_found, validation_failed, not_channel_member, workspace_archived.
         */
        put: operations["put-workspaces-workspaceId-channels-channelId-preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/read-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far one has read
         * @description Error codes: channel_not_found.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-read-receipt"];
        put?: never;
        /**
         * Say how far one has read
         * @description Error codes: channel_not_found, validation_failed.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-read-receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived channel back
         * @description Error codes: channel_not_found, forbidden, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-channels-channelId-unarchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/channels/{channelId}/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is unread in a channel
         * @description Error codes: channel_not_found.
         */
        get: operations["get-workspaces-workspaceId-channels-channelId-unread-count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/emoji": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a workspace's own emoji
         * @description Error codes: workspace_not_found.
         */
        get: operations["get-workspaces-workspaceId-emoji"];
        put?: never;
        /**
         * Add an emoji (not guests)
         * @description The body is the image itself, of at most 256 kB. It is drawn anew in at most 128 by 128 pixels; a GIF of that size keeps moving. Error codes: workspace_not_found, validation_failed, forbidden, name_taken, too_many_emoji, image_invalid, image_too_large, body_too_large, unsupported_media_type, too_many_requests, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-emoji"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/emoji/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an emoji (who added it, owners, admins)
         * @description Error codes: workspace_not_found, forbidden, emoji_not_found, workspace_archived.
         */
        delete: operations["delete-workspaces-workspaceId-emoji-name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups of a workspace, by handle
         * @description Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-groups"];
        put?: never;
        /**
         * Make a group of members that one mentions together (owners, admins)
         * @description Error codes: workspace_not_found, validation_failed, forbidden, handle_taken, too_many_groups, user_not_found, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-groups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/groups/{groupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a group (owners, admins)
         * @description Error codes: workspace_not_found, group_not_found, forbidden, workspace_archived.
         */
        delete: operations["delete-workspaces-workspaceId-groups-groupId"];
        options?: never;
        head?: never;
        /**
         * Change what a group is called (owners, admins)
         * @description Error codes: workspace_not_found, group_not_found, validation_failed, forbidden, handle_taken, workspace_archived.
         */
        patch: operations["patch-workspaces-workspaceId-groups-groupId"];
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/groups/{groupId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say who is in a group (owners, admins)
         * @description Error codes: workspace_not_found, group_not_found, validation_failed, forbidden, user_not_found, workspace_archived.
         */
        put: operations["put-workspaces-workspaceId-groups-groupId-members"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invites
         * @description Error codes: forbidden, workspace_not_found.
         */
        get: operations["get-workspaces-workspaceId-invites"];
        put?: never;
        /**
         * Invite by a link, or one person by mail
         * @description The link is told this once. By mail, only the person with that address can use it, and an open invite to it is replaced. Error codes: validation_failed, forbidden, workspace_not_found, already_member, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-invites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/invites/{inviteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an invite
         * @description Error codes: invite_not_found, forbidden.
         */
        delete: operations["delete-workspaces-workspaceId-invites-inviteId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/invites/{inviteId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail an invite again, with a new link
         * @description The old link is void. Only invites by mail can be sent again. Error codes: invite_not_found, forbidden, validation_failed, invite_revoked, invite_used_up, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-invites-inviteId-resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description Error codes: workspace_not_found, bad_cursor.
         */
        get: operations["get-workspaces-workspaceId-members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/members/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave a workspace
         * @description Error codes: workspace_not_found, last_owner.
         */
        delete: operations["delete-workspaces-workspaceId-members-me"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Error codes: workspace_not_found, user_not_found, forbidden, last_owner.
         */
        delete: operations["delete-workspaces-workspaceId-members-userId"];
        options?: never;
        head?: never;
        /**
         * Change a member's role (owners, admins)
         * @description Error codes: workspace_not_found, user_not_found, validation_failed, forbidden, last_owner, workspace_archived.
         */
        patch: operations["patch-workspaces-workspaceId-members-userId"];
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pass a workspace on to another member, and become an admin (owners)
         * @description Error codes: workspace_not_found, validation_failed, forbidden, user_not_found, workspace_archived.
         */
        post: operations["post-workspaces-workspaceId-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived workspace back (owners)
         * @description Error codes: workspace_not_found, forbidden.
         */
        post: operations["post-workspaces-workspaceId-unarchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/unread-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Unread counts of the caller's channels, exact
         * @description Error codes: workspace_not_found.
         */
        get: operations["get-workspaces-workspaceId-unread-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditActor: {
            avatarUrl: string | null;
            displayName: string;
            id: string;
            username: string;
        } | null;
        AuditEntry: {
            /** @description What was done, like member.role_changed. */
            action: string;
            /** @description Who did it; null when nobody did, as at the end of an account. */
            actor: components["schemas"]["AuditActor"];
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            };
            id: string;
            target: components["schemas"]["AuditTarget"];
        };
        AuditTarget: {
            id: string;
            /** @description As it was called then, or for people, is now; empty for private channels and invites. */
            name: string;
            /** @enum {string} */
            type: "workspace" | "user" | "channel" | "invite" | "group" | "emoji";
        };
        Author: {
            avatarUrl: string | null;
            displayName: string;
            id: string;
            username: string;
        };
        Build: {
            commit: string;
            goVersion: string;
            version: string;
        };
        ChangeEmailInputBody: {
            email: string;
            password: string;
        };
        ChangePasswordInputBody: {
            currentPassword: string;
            /** @description 8 to 128 characters, and not one that people try first. */
            newPassword: string;
        };
        Changes: {
            items: components["schemas"]["Message"][] | null;
            /**
             * Format: int64
             * @description The channel's newest change; 0 when nothing ever changed.
             */
            lastChangeNo: number;
            /** @description Pass as after= for more; null at the newest. */
            nextCursor: string | null;
        };
        ChannelPreferences: {
            isMuted: boolean;
            isStarred: boolean;
            /** @enum {string} */
            notificationLevel: "all" | "mentions" | "none" | "default";
            /** @description The part of the list it stands in, at most 50 characters; empty for none. */
            section: string;
        };
        ChannelView: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            description: string;
            displayName: string;
            id: string;
            isArchived: boolean;
            isMuted: boolean;
            isStarred: boolean;
            /** Format: date-time */
            lastActivityAt: string | null;
            /** Format: int64 */
            lastChangeNo: number;
            /** Format: int64 */
            lastMessageNo: number;
            /** Format: int64 */
            lastReadMessageNo: number;
            /** Format: int64 */
            memberCount: number;
            /** @description The people of a direct or group channel; absent for others. */
            members?: components["schemas"]["Author"][] | null;
            /** Format: int64 */
            mentionCount: number;
            /** @description 2 to 50 of a-z 0-9 . _ -; empty for direct and group channels. */
            name: string;
            /** @enum {string} */
            notificationLevel: "all" | "mentions" | "none" | "default";
            /** Format: int64 */
            readRevision: number;
            /**
             * @description The caller's role; empty when not a member.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer" | "";
            /** @description The part of the list it stands in, at most 50 characters; empty for none. */
            section: string;
            topic: string;
            /** @enum {string} */
            type: "public" | "private" | "direct" | "group";
            /** Format: int64 */
            unreadCount: number;
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string;
        };
        ConsumerList: {
            /** @description What keeps it from delivering now; empty when nothing does. */
            bus: string;
            consumers: components["schemas"]["Depth"][] | null;
            outboxes: components["schemas"]["OutboxState"][] | null;
        };
        Cookie: {
            Domain: string;
            /** Format: date-time */
            Expires: string;
            HttpOnly: boolean;
            /** Format: int64 */
            MaxAge: number;
            Name: string;
            Partitioned: boolean;
            Path: string;
            Quoted: boolean;
            Raw: string;
            RawExpires: string;
            /** Format: int64 */
            SameSite: number;
            Secure: boolean;
            Unparsed: string[] | null;
            Value: string;
        };
        CreateChannelInputBody: {
            description?: string;
            displayName?: string;
            /** @description Direct channels: the other person. Group channels: 2 to 8 others. */
            memberIds?: string[] | null;
            /** @description 2 to 50 of a-z 0-9 . _ -; not for direct and group channels. */
            name?: string;
            topic?: string;
            /** @enum {string} */
            type: "public" | "private" | "direct" | "group";
        };
        CreateGroupInputBody: {
            /** @description At most 1000 characters. */
            description?: string;
            /** @description At most 80 characters; the handle when empty. */
            displayName?: string;
            /** @description 2 to 50 of a-z 0-9 . _ -; free of other groups and of members, and not channel, here, everyone or all. */
            handle: string;
            /** @description At most 1000 members of the workspace. */
            userIds?: string[] | null;
        };
        CreateInviteInputBody: {
            /** @description Whom to mail it to; a link that anyone may use when not given. */
            email?: string;
            /**
             * Format: int64
             * @description 1 to 30; 7 when not given.
             */
            expiresInDays?: number;
            /**
             * Format: int64
             * @description 0: no limit; by mail always 1.
             */
            maxUses?: number;
            /** @description For those invited; at most 500 characters. */
            message?: string;
            /**
             * @description member when not given; at most one's own.
             * @enum {string}
             */
            role?: "admin" | "member" | "guest";
        };
        CreateWorkspaceInputBody: {
            description?: string;
            displayName?: string;
            /** @description 2 to 50 of a-z 0-9 . _ - */
            name: string;
        };
        DeleteMeInputBody: {
            password: string;
        };
        Depth: {
            consumer: string;
            /** Format: int64 */
            parked: number;
            /** Format: int64 */
            ready: number;
            /** Format: int64 */
            waiting: number;
        };
        Draft: {
            channelId: string;
            /** @description Empty when the draft is gone. */
            content: string;
            /**
             * Format: int64
             * @description Counts the changes of the draft; pass it with the next one.
             */
            revision: number;
            /** @description The thread it is for; null for the channel. */
            threadRootId: string | null;
            /** Format: date-time */
            updatedAt: string;
            workspaceId: string;
        };
        Edit: {
            content: string;
            /**
             * Format: date-time
             * @description When it was written so.
             */
            editedAt: string;
        };
        EditInputBody: {
            /** @description Markdown, 1 to 12,000 characters. */
            content: string;
        };
        Emoji: {
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["Author"];
            /** @description 2 to 32 of a-z 0-9 _ - */
            name: string;
            /** @description A path on this server. What is behind it never changes. */
            url: string;
        };
        Envelope: {
            /** @description Why the bus refused it at the last try; empty if it did not. */
            failure: string;
            id: string;
            /** Format: date-time */
            publishedAt: string | null;
            /** @description Whose log it is in. */
            service: string;
            /**
             * @description waiting: the bus does not have it yet.
             * @enum {string}
             */
            state: "waiting" | "published";
            subject: string;
            /** Format: date-time */
            time: string;
            type: string;
            /** Format: int64 */
            version: number;
        };
        EventDetail: {
            /** @description What it says; null when no log has it. */
            data: unknown;
            /** @description null when no log has it any more, and only a parking lot does. */
            event: components["schemas"]["Envelope"];
            /** @description The consumers that gave up on it. */
            parked: components["schemas"]["ParkedEvent"][] | null;
            /** @description What is parked, where no log has it: an event as JSON, or what was none. */
            parkedRaw: string;
            traceparent: string;
        };
        EventList: {
            items: components["schemas"]["Envelope"][] | null;
            /** @description Services whose log cannot be read now. */
            missing: string[] | null;
            nextCursor: string | null;
            /** @description All that have logs. */
            services: string[] | null;
        };
        Field: {
            field: string;
            message: string;
        };
        InvitePreview: {
            /** @description Whom it is for, masked; null for a link that anyone may use. */
            email: string | null;
            /** Format: date-time */
            expiresAt: string;
            invitedBy: components["schemas"]["Author"];
            /** @enum {string} */
            role: "admin" | "member" | "guest";
            workspace: components["schemas"]["InvitedTo"];
        };
        InviteTokenInputBody: {
            /** @description The last part of the link. */
            token: string;
        };
        InviteView: {
            /** Format: date-time */
            createdAt: string;
            /** @description Whom it is for; null for a link that anyone may use. */
            email: string | null;
            /** Format: date-time */
            expiresAt: string;
            id: string;
            invitedBy: string;
            /**
             * Format: int64
             * @description 0: no limit.
             */
            maxUses: number;
            message: string;
            /** Format: date-time */
            revokedAt: string | null;
            /** @enum {string} */
            role: "admin" | "member" | "guest";
            /** @description Only in the answer that makes the invite or sends it again. */
            url: string | null;
            /** Format: int64 */
            uses: number;
            workspaceId: string;
        };
        InvitedTo: {
            displayName: string;
            id: string;
            /** Format: int64 */
            memberCount: number;
            name: string;
        };
        ListAuditEntry: {
            items: components["schemas"]["AuditEntry"][] | null;
            nextCursor: string | null;
        };
        ListChannelView: {
            items: components["schemas"]["ChannelView"][] | null;
            nextCursor: string | null;
        };
        ListDraft: {
            items: components["schemas"]["Draft"][] | null;
            nextCursor: string | null;
        };
        ListEdit: {
            items: components["schemas"]["Edit"][] | null;
            nextCursor: string | null;
        };
        ListEmoji: {
            items: components["schemas"]["Emoji"][] | null;
            nextCursor: string | null;
        };
        ListInviteView: {
            items: components["schemas"]["InviteView"][] | null;
            nextCursor: string | null;
        };
        ListMembershipView: {
            items: components["schemas"]["MembershipView"][] | null;
            nextCursor: string | null;
        };
        ListMessage: {
            items: components["schemas"]["Message"][] | null;
            nextCursor: string | null;
        };
        ListPersonChannelRole: {
            items: components["schemas"]["PersonChannelRole"][] | null;
            nextCursor: string | null;
        };
        ListPersonRole: {
            items: components["schemas"]["PersonRole"][] | null;
            nextCursor: string | null;
        };
        ListReader: {
            items: components["schemas"]["Reader"][] | null;
            nextCursor: string | null;
        };
        ListSaved: {
            items: components["schemas"]["Saved"][] | null;
            nextCursor: string | null;
        };
        ListScheduled: {
            items: components["schemas"]["Scheduled"][] | null;
            nextCursor: string | null;
        };
        ListSession: {
            items: components["schemas"]["Session"][] | null;
            nextCursor: string | null;
        };
        ListThreadEntry: {
            items: components["schemas"]["ThreadEntry"][] | null;
            nextCursor: string | null;
        };
        ListUnread: {
            items: components["schemas"]["Unread"][] | null;
            nextCursor: string | null;
        };
        ListUserGroup: {
            items: components["schemas"]["UserGroup"][] | null;
            nextCursor: string | null;
        };
        LoginInputBody: {
            /** @description Email address or username. */
            identifier: string;
            password: string;
        };
        MailedTokenInputBody: {
            /** @description The last part of the link. */
            token: string;
        };
        MarkThreadReadInputBody: {
            /**
             * Format: int64
             * @description Moves forward only, at most to the last reply.
             */
            messageNo: number;
        };
        MarkThreadsReadInputBody: {
            workspaceId: string;
        };
        MembershipView: {
            channels: components["schemas"]["ChannelView"][] | null;
            /** Format: date-time */
            createdAt: string;
            description: string;
            displayName: string;
            id: string;
            isArchived: boolean;
            /** Format: int64 */
            memberCount: number;
            /** @description Unique on this server: 2 to 50 of a-z 0-9 . _ - */
            name: string;
            ownerId: string;
            /**
             * @description The caller's role.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
            settings: components["schemas"]["Settings"];
            /** Format: date-time */
            updatedAt: string;
        };
        Mention: {
            /** @description Of the user, group or channel; null for everybody. */
            id: string | null;
            /** @enum {string} */
            kind: "user" | "group" | "channel" | "here" | "link";
            /** @description As it stands in the text after @ or #, in lower case. */
            name: string;
        };
        Message: {
            /** @description Whether a reply stands in the channel too; other replies are in their thread only. */
            alsoSentToChannel: boolean;
            author: components["schemas"]["Author"];
            /**
             * Format: int64
             * @description The channel's number of its last change; 0 for none. Of two versions the greater is right.
             */
            changeNo: number;
            channelId: string;
            clientMessageCorrelationId: string;
            /** @description Markdown. */
            content: string;
            /** @enum {string} */
            contentType: "text/markdown";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            editedAt: string | null;
            id: string;
            isDeleted: boolean;
            isEdited: boolean;
            isPinned: boolean;
            /** @description Whether the caller has saved it. */
            isSaved: boolean;
            /** Format: date-time */
            lastReplyAt: string | null;
            mentions: components["schemas"]["Mention"][] | null;
            /**
             * Format: int64
             * @description Place in the channel: 1, 2, 3 … without holes, in the order of commits.
             */
            messageNo: number;
            /** @description What it replies to; null when it is no reply. */
            parentMessageId: string | null;
            /** Format: date-time */
            pinnedAt: string | null;
            pinnedBy: string | null;
            previews: components["schemas"]["Preview"][] | null;
            /** @description In the order in which they were first used. */
            reactions: components["schemas"]["Reaction"][] | null;
            /** @description The last three who replied, the newest first. */
            replyAuthors: components["schemas"]["Author"][] | null;
            /** Format: int64 */
            replyCount: number;
            /** @description The message whose thread it is in; null when it is in none. */
            threadRootId: string | null;
            workspaceId: string;
        };
        MyWorkspace: {
            /** Format: date-time */
            createdAt: string;
            description: string;
            displayName: string;
            id: string;
            isArchived: boolean;
            /** Format: int64 */
            memberCount: number;
            /** @description Unique on this server: 2 to 50 of a-z 0-9 . _ - */
            name: string;
            ownerId: string;
            /**
             * @description The caller's role.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
            settings: components["schemas"]["Settings"];
            /** Format: date-time */
            updatedAt: string;
        };
        NameCheck: {
            available: boolean;
            name: string;
        };
        OutboxState: {
            /** @description false when the service does not answer. */
            isKnown: boolean;
            /**
             * Format: date-time
             * @description When the first of them happened.
             */
            oldest: string | null;
            /** Format: int64 */
            pending: number;
            service: string;
        };
        OwnUser: {
            avatarUrl: string | null;
            bio: string;
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            email: string;
            emailVerified: boolean;
            id: string;
            isBot: boolean;
            isDeactivated: boolean;
            /** @description Whether they may use what is below /api/admin. */
            isOperator: boolean;
            /** Format: date-time */
            lastSeenAt: string;
            /** @description BCP 47 tag; empty when not known. */
            locale: string;
            pendingEmail: string | null;
            preferences: components["schemas"]["Preferences"];
            /**
             * @description What they want others to see.
             * @enum {string}
             */
            presence: "active" | "away" | "dnd";
            /**
             * Format: date-time
             * @description When presence goes back to active by itself; null: never.
             */
            presenceUntil: string | null;
            status: components["schemas"]["Status"];
            /** @description IANA name; empty when not known. */
            timeZone: string;
            title: string;
            username: string;
        };
        Page: {
            /**
             * Format: int64
             * @description The caller's first unread message; null when all is read.
             */
            firstUnreadMessageNo: number | null;
            items: components["schemas"]["Message"][] | null;
            /**
             * Format: int64
             * @description The messages are as they were after this change, or newer.
             */
            lastChangeNo: number;
            /**
             * Format: int64
             * @description The newest message of the channel; 0 when there is none.
             */
            lastMessageNo: number;
            /** @description Pass as after= for newer messages; null at the newest. */
            nextCursor: string | null;
            /** @description Pass as before= for older messages; null at the first. */
            prevCursor: string | null;
        };
        ParkedEvent: {
            /** @description Whose queue it was in. */
            consumer: string;
            id: string;
            /** Format: date-time */
            parkedAt: string;
            /** @description Of the last failure. */
            reason: string;
            /** Format: int64 */
            retries: number;
            service: string;
            subject: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            time: string | null;
            /** @description Empty for what is no event and can only be dropped. */
            type: string;
            /** Format: int64 */
            version: number;
        };
        ParkedInputBody: {
            /** @description Must be said to touch all of a consumer, or of everybody. */
            all?: boolean;
            /** @description Only those of this consumer. */
            consumer?: string;
            /** @description These; else all. */
            eventIds?: string[] | null;
        };
        ParkedList: {
            items: components["schemas"]["ParkedEvent"][] | null;
            /** Format: int64 */
            total: number;
        };
        "Patch-scheduled-scheduledIdRequest": {
            /** @description Markdown, 1 to 12,000 characters. */
            content?: string;
            /** Format: date-time */
            sendAt?: string;
        };
        PersonChannelRole: {
            /** @description Only in the list of a workspace's members, where its settings show addresses. */
            email?: string;
            /** Format: date-time */
            joinedAt: string;
            role: string;
            user: components["schemas"]["Author"];
        };
        PersonRole: {
            /** @description Only in the list of a workspace's members, where its settings show addresses. */
            email?: string;
            /** Format: date-time */
            joinedAt: string;
            role: string;
            user: components["schemas"]["Author"];
        };
        "Post-auth-forgot-passwordRequest": {
            email: string;
        };
        "Post-workspaces-workspaceId-channels-channelId-membersRequest": {
            /**
             * @description member when not given.
             * @enum {string}
             */
            role?: "admin" | "member" | "viewer";
            userId: string;
        };
        "Post-workspaces-workspaceId-channels-channelId-read-receiptRequest": {
            /**
             * Format: int64
             * @description Moves forward only, at most to the last message.
             */
            messageNo: number;
        };
        Preferences: {
            /** @enum {string} */
            density: "comfortable" | "compact";
            /** @enum {string} */
            emailNotifications: "all" | "mentions" | "none";
            enterToSend: boolean;
            /** @description Whether others see what this person has read. */
            showReadReceipts: boolean;
            /** @enum {string} */
            theme: "system" | "light" | "dark";
            /** @enum {string} */
            timeFormat: "auto" | "12" | "24";
        };
        Preview: {
            description: string;
            /** Format: int64 */
            imageHeight: number;
            /** @description A path on this server; null for none. */
            imageUrl: string | null;
            /** Format: int64 */
            imageWidth: number;
            siteName: string;
            title: string;
            url: string;
        };
        Problem: {
            /**
             * @description Stable name of the error, for programs.
             * @example channel_not_found
             */
            code: string;
            /** @description Where the code says so: what is there instead. */
            current?: unknown;
            /** @description What happened, for people. */
            detail: string;
            /** @description Faults by field. */
            errors?: components["schemas"]["Field"][] | null;
            /** Format: int64 */
            status: number;
            /** @description The HTTP status in words. */
            title: string;
            /** @description To quote when asking for help. */
            traceId?: string;
            /** @description Always about:blank; code tells errors apart. */
            type: string;
        };
        "Put-users-me-presenceRequest": {
            /** @enum {string} */
            presence: "active" | "away" | "dnd";
            /**
             * Format: date-time
             * @description When it goes back to active by itself.
             */
            until?: string;
        };
        Reaction: {
            /** Format: int64 */
            count: number;
            /** @description The emoji itself, or :name: for one of the workspace. */
            emoji: string;
            /** @description Whether the caller used it. */
            reacted: boolean;
            /** @description The first fifty who used it, in that order. */
            userIds: string[] | null;
        };
        Reader: {
            /**
             * Format: date-time
             * @description When they last moved on in the channel; not earlier than they saw the message.
             */
            lastReadAt: string;
            user: components["schemas"]["Author"];
        };
        Receipt: {
            channelId: string;
            /** Format: date-time */
            lastReadAt: string | null;
            /** Format: int64 */
            lastReadMessageNo: number;
            /**
             * Format: int64
             * @description Grows with each move of the receipt: of two, the one with the greater number is right.
             */
            revision: number;
            userId: string;
        };
        RefreshInputBody: {
            /** @description For API clients; the web app's is in its cookie. */
            refreshToken?: string;
        };
        RegisterInputBody: {
            displayName?: string;
            email: string;
            /** @description 8 to 128 characters. */
            password: string;
            /** @description 3 to 30 of a-z 0-9 . _ - */
            username: string;
        };
        ReplayInputBody: {
            /** @description Who handles them again. */
            consumer: string;
            /** @description These events; else those that the rest says. */
            eventIds?: string[] | null;
            service?: string;
            /** Format: date-time */
            since?: string;
            subject?: string;
            /** @description A trailing .* takes all that begin so. */
            types?: string[] | null;
            /** Format: date-time */
            until?: string;
        };
        Replayed: {
            /**
             * Format: int64
             * @description How many of them the consumer wants, and gets again.
             */
            deliveries: number;
            /**
             * Format: int64
             * @description How many were chosen.
             */
            events: number;
        };
        ResetPasswordInputBody: {
            /** @description 8 to 128 characters, and not one that people try first. */
            password: string;
            /** @description The last part of the link. */
            token: string;
        };
        ResetToken: {
            /** @description The account's address, masked; empty when the token is not valid. */
            email: string;
            /** Format: date-time */
            expiresAt: string | null;
            valid: boolean;
        };
        SaveDraftInputBody: {
            /** @description Markdown, at most 12,000 characters. */
            content: string;
            /**
             * Format: int64
             * @description That of the draft it was made of; 0 for a new one.
             */
            revision: number;
            workspaceId: string;
        };
        SaveInputBody: {
            isDone?: boolean;
            /**
             * Format: date-time
             * @description When to be reminded; null takes the reminder away.
             */
            remindAt?: string | null;
        };
        Saved: {
            channelId: string;
            isDone: boolean;
            message: components["schemas"]["Message"];
            /** Format: date-time */
            remindAt: string | null;
            /**
             * Format: date-time
             * @description When the reminder came.
             */
            remindedAt: string | null;
            /** Format: date-time */
            savedAt: string;
            workspaceId: string;
        };
        ScheduleInputBody: {
            /** @description Show a reply in the channel too. */
            alsoSendToChannel?: boolean;
            channelId: string;
            /** @description Made by the client; a repeat returns the first, with 200. */
            clientMessageCorrelationId: string;
            /** @description Markdown, 1 to 12,000 characters. */
            content: string;
            /** @description What it replies to. */
            parentMessageId?: string;
            /** Format: date-time */
            sendAt: string;
            workspaceId: string;
        };
        Scheduled: {
            alsoSendToChannel: boolean;
            channelId: string;
            /** @description That of the message, too, when it is sent. */
            clientMessageCorrelationId: string;
            /** @description Markdown. */
            content: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The code of the error with which sending ended; null while it waits. */
            failure: string | null;
            id: string;
            /** @description What it will reply to; null when it will be no reply. */
            parentMessageId: string | null;
            /** Format: date-time */
            sendAt: string;
            /** @enum {string} */
            state: "waiting" | "failed";
            workspaceId: string;
        };
        SendInputBody: {
            /** @description Shows a reply in the channel too. */
            alsoSendToChannel?: boolean;
            /** @description Made by the client; a repeat returns the first message, with 200. */
            clientMessageCorrelationId: string;
            /** @description Markdown, 1 to 12,000 characters. */
            content: string;
            /** @description Makes it a reply in that message's thread. */
            parentMessageId?: string;
        };
        Session: {
            address: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The session of this request. */
            current: boolean;
            device: string;
            id: string;
            /** Format: date-time */
            lastSeenAt: string;
        };
        SetGroupMembersInputBody: {
            /** @description All who are in it from now on: at most 1000 members of the workspace. */
            userIds: string[] | null;
        };
        Settings: {
            /**
             * Format: int64
             * @description How long authors may edit what they wrote: 0 as long as they like, -1 not at all.
             */
            editWindowMinutes: number;
            /** @description Messages show what the pages are that they link to. */
            linkPreviews: boolean;
            /** @description Members see each other's addresses in the list of members. */
            showEmails: boolean;
            /** @enum {string} */
            whoCanCreateChannels: "members" | "admins";
            /** @enum {string} */
            whoCanInvite: "members" | "admins";
        };
        SettingsChange: {
            /**
             * Format: int64
             * @description At most 525,600, a year; 0 as long as they like, -1 not at all.
             */
            editWindowMinutes?: number;
            linkPreviews?: boolean;
            showEmails?: boolean;
            /** @enum {string} */
            whoCanCreateChannels?: "members" | "admins";
            /** @enum {string} */
            whoCanInvite?: "members" | "admins";
        };
        Settled: {
            /** Format: int64 */
            events: number;
        };
        SignedIn: {
            accessToken: string;
            /**
             * Format: int64
             * @description Seconds until the access token expires.
             */
            expiresIn: number;
            refreshToken?: string;
            user: components["schemas"]["OwnUser"];
        };
        Status: {
            /** @description An emoji or its shortcode; may be empty. */
            emoji: string;
            /**
             * Format: date-time
             * @description When it goes by itself; null: never.
             */
            expiresAt: string | null;
            text: string;
        } | null;
        Thread: {
            items: components["schemas"]["Message"][] | null;
            /** @description Pass as after= for newer replies; null at the newest. */
            nextCursor: string | null;
            /** @description Pass as before= for older replies; null at the first. */
            prevCursor: string | null;
            root: components["schemas"]["Message"];
            state: components["schemas"]["ThreadState"];
        };
        ThreadEntry: {
            /** @description The last two, ascending. */
            lastReplies: components["schemas"]["Message"][] | null;
            root: components["schemas"]["Message"];
            state: components["schemas"]["ThreadState"];
        };
        ThreadState: {
            channelId: string;
            isFollowing: boolean;
            /**
             * Format: int64
             * @description The number of the last reply they have read; the root's when none.
             */
            lastReadMessageNo: number;
            /**
             * Format: int64
             * @description Those of them that mean the person.
             */
            mentionCount: number;
            /**
             * Format: int64
             * @description Counts the changes by the person: of two, the one with the greater number is right.
             */
            revision: number;
            threadRootId: string;
            /**
             * Format: int64
             * @description Replies after it that others wrote and that are not deleted; 0 for who does not follow.
             */
            unreadCount: number;
            workspaceId: string;
        };
        TransferInputBody: {
            /** @description The member who becomes the owner. */
            userId: string;
        };
        Unread: {
            channelId: string;
            /** Format: date-time */
            lastActivityAt: string | null;
            /** Format: int64 */
            lastChangeNo: number;
            /** Format: int64 */
            lastMessageNo: number;
            /** Format: int64 */
            lastReadMessageNo: number;
            /**
             * Format: int64
             * @description Those of them that mean the caller: by name, by a group, or everybody.
             */
            mentionCount: number;
            /**
             * Format: int64
             * @description The revision of the receipt; 0 when there is none.
             */
            readRevision: number;
            /**
             * Format: int64
             * @description What others wrote after lastReadMessageNo, not deleted, and no replies hidden in threads.
             */
            unreadCount: number;
        };
        UnreadThreads: {
            /** Format: int64 */
            mentionCount: number;
            /** Format: int64 */
            unreadThreads: number;
        };
        UpdateChannelInputBody: {
            description?: string;
            displayName?: string;
            /** @description Who runs the channel renames it; nobody #general. */
            name?: string;
            topic?: string;
        };
        UpdateChannelMemberInputBody: {
            /**
             * @description Only owners make an owner, and change one.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "viewer";
        };
        UpdateGroupInputBody: {
            /** @description At most 1000 characters. */
            description?: string;
            /** @description At most 80 characters; the handle when empty. */
            displayName?: string;
            handle?: string;
        };
        UpdateMeInputBody: {
            /** @description At most 500 characters. */
            bio?: string;
            /** @description 1 to 80 characters. */
            displayName?: string;
            /** @description BCP 47 tag, like sv-SE. */
            locale?: string;
            /** @description null takes it away. */
            status?: components["schemas"]["Status"];
            /** @description IANA name, like Europe/Stockholm. */
            timeZone?: string;
            /** @description At most 80 characters. */
            title?: string;
        };
        UpdateMemberInputBody: {
            /**
             * @description Only owners make an owner, and change one.
             * @enum {string}
             */
            role: "owner" | "admin" | "member" | "guest";
        };
        UpdateWorkspaceInputBody: {
            /** @description At most 1000 characters. */
            description?: string;
            /** @description At most 80 characters; the name when empty. */
            displayName?: string;
            /** @description What is left out stays. */
            settings?: components["schemas"]["SettingsChange"];
        };
        User: {
            avatarUrl: string | null;
            bio: string;
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            id: string;
            isBot: boolean;
            isDeactivated: boolean;
            /** @description BCP 47 tag; empty when not known. */
            locale: string;
            /**
             * @description What they want others to see.
             * @enum {string}
             */
            presence: "active" | "away" | "dnd";
            status: components["schemas"]["Status"];
            /** @description IANA name; empty when not known. */
            timeZone: string;
            title: string;
            username: string;
        };
        UserGroup: {
            createdBy: string;
            description: string;
            displayName: string;
            /** @description Unique in the workspace: 2 to 50 of a-z 0-9 . _ - */
            handle: string;
            id: string;
            /** Format: int64 */
            memberCount: number;
            /** Format: date-time */
            updatedAt: string;
            /** @description Its members, at most 1000, in the order of their ids. */
            userIds: string[] | null;
            workspaceId: string;
        };
        VerifiedEmail: {
            email: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "get-admin-consumers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsumerList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-admin-events": {
        parameters: {
            query?: {
                /** @description Whose log: user, workspace, message; all when empty. */
                service?: string;
                /** @description Types, comma separated; a trailing .* takes all that begin so. */
                type?: string;
                /** @description What they are about. */
                subject?: string;
                since?: string;
                until?: string;
                state?: "waiting" | "published";
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-admin-events-replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-admin-events-eventId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                eventId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-admin-parked-events": {
        parameters: {
            query?: {
                /** @description Whose; all when empty. */
                consumer?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-admin-parked-events-drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkedInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-admin-parked-events-replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkedInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Post-auth-forgot-passwordRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-login": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-logout": {
        parameters: {
            query?: {
                /** @description Sign out everywhere. */
                all?: boolean;
            };
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-refresh": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-register": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-reset-password": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-auth-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-auth-sessions-sessionId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-validate-reset-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailedTokenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResetToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailedTokenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifiedEmail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-drafts": {
        parameters: {
            query: {
                workspaceId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDraft"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-drafts-channelId": {
        parameters: {
            query?: {
                /** @description For a reply in this thread. */
                threadRootId?: string;
            };
            header?: never;
            path: {
                channelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveDraftInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-mentions": {
        parameters: {
            query: {
                workspaceId: string;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-saved": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
                workspaceId?: string;
                /** @description Those that are ticked off, instead of the others. */
                done?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSaved"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-scheduled": {
        parameters: {
            query: {
                workspaceId: string;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListScheduled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleInputBody"];
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scheduled"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scheduled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-scheduled-scheduledId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduledId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-scheduled-scheduledId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduledId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patch-scheduled-scheduledIdRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scheduled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-scheduled-scheduledId-send": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scheduledId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-threads": {
        parameters: {
            query: {
                workspaceId: string;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
                /** @description Only threads with something unread. */
                unread?: boolean;
                /** @description The newest reply first; or first where something is unread. */
                order?: "newest" | "unread";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListThreadEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-threads-read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkThreadsReadInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-threads-unread": {
        parameters: {
            query: {
                workspaceId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadThreads"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-users-me": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteMeInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-users-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateMeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-me-avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "image/gif": string;
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-users-me-avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-me-email": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEmailInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-me-email-resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-me-password": {
        parameters: {
            query?: never;
            header?: {
                /** @description web: the refresh token is kept in a cookie instead of the body. */
                "X-Echo-Client"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-me-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-users-me-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-users-me-presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Put-users-me-presenceRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-userId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Build"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkspaceInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-check-name-name": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NameCheck"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-invites-accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteTokenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-invites-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteTokenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitePreview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-me-memberships": {
        parameters: {
            query?: {
                includeChannels?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMembershipView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-workspaces-workspaceId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWorkspaceInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-audit": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAuditEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
                /** @description Part of a name. */
                q?: string;
                /** @description The archived channels instead of those in use. */
                archived?: boolean;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChannelInputBody"];
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-check-name-name": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NameCheck"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-workspaces-workspaceId-channels-channelId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChannelInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-join": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-leave": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-members": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPersonChannelRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Post-workspaces-workspaceId-channels-channelId-membersRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChannelRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-members-userId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-workspaces-workspaceId-channels-channelId-members-userId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChannelMemberInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChannelRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-messages": {
        parameters: {
            query?: {
                /** @description Messages older than this number. */
                before?: string;
                /** @description Messages newer than this number. */
                after?: string;
                /** @description Messages on both sides of this number, and it. */
                around?: string;
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendInputBody"];
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-messages-changes": {
        parameters: {
            query?: {
                /** @description A change number; 0 or none for all changed messages. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-messages-messageId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-messages-messageId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-workspaces-workspaceId-channels-channelId-messages-messageId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-messages-messageId-edits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEdit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-workspaces-workspaceId-channels-channelId-messages-messageId-follow": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-messages-messageId-follow": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-messages-messageId-mark-unread": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-workspaces-workspaceId-channels-channelId-messages-messageId-pin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-messages-messageId-pin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-messages-messageId-previews": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-workspaces-workspaceId-channels-channelId-messages-messageId-reactions-emoji": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
                emoji: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-messages-messageId-reactions-emoji": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
                emoji: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-messages-messageId-replies": {
        parameters: {
            query?: {
                /** @description Messages older than this number. */
                before?: string;
                /** @description Messages newer than this number. */
                after?: string;
                /** @description Messages on both sides of this number, and it. */
                around?: string;
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thread"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-messages-messageId-replies-read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkThreadReadInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-workspaces-workspaceId-channels-channelId-messages-messageId-saved": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-channels-channelId-messages-messageId-saved": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-messages-messageId-seen-by": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListReader"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-pins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-workspaces-workspaceId-channels-channelId-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPreferences"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-read-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-read-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Post-workspaces-workspaceId-channels-channelId-read-receiptRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-channels-channelId-unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-channels-channelId-unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                channelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-emoji": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEmoji"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-emoji": {
        parameters: {
            query: {
                /** @description 2 to 32 of a-z 0-9 _ - */
                name: string;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "image/gif": string;
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emoji"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-emoji-name": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-groups": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListUserGroup"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-groups": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGroupInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroup"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-groups-groupId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-workspaces-workspaceId-groups-groupId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateGroupInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroup"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-workspaces-workspaceId-groups-groupId-members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetGroupMembersInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserGroup"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-invites": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListInviteView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-invites": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInviteInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-invites-inviteId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                inviteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-invites-inviteId-resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                inviteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-members": {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description 50 when not given. */
                limit?: number;
                /** @description Part of a name. */
                q?: string;
                /** @description People by their ids, with commas between them: those of them who are members, in one page. */
                ids?: string[] | null;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPersonRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-members-me": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-workspaces-workspaceId-members-userId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-workspaces-workspaceId-members-userId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateMemberInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-transfer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workspaces-workspaceId-unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWorkspace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workspaces-workspaceId-unread-counts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListUnread"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
