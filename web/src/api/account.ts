import { request } from "./client";
import { send } from "./transport";
import type { OwnUser, Preferences, Presence, ResetCheck, Status, User } from "./types";
import { upload } from "./upload";

/* The calls about one's own account and other people. Errors are ApiError. */

/** What links in mails lead to: nobody need be signed in. */
export const mailLinks = {
  forgotPassword: (email: string) => send<void>({ method: "POST", path: "/api/auth/forgot-password", body: { email } }),
  checkReset: (token: string) =>
    send<ResetCheck>({ method: "POST", path: "/api/auth/validate-reset-token", body: { token } }),
  resetPassword: (token: string, password: string) =>
    send<void>({ method: "POST", path: "/api/auth/reset-password", body: { token, password } }),
  verifyEmail: (token: string) =>
    send<{ email: string }>({ method: "POST", path: "/api/auth/verify-email", body: { token } }),
};

export type ProfileChange = Partial<
  Pick<OwnUser, "displayName" | "title" | "bio" | "timeZone" | "locale"> & { status: Status | null }
>;

export const account = {
  change: (change: ProfileChange) => request<OwnUser>("PATCH", "/api/users/me", { body: change }),
  setAvatar: (image: Blob, onProgress: (part: number) => void) =>
    upload<OwnUser>("POST", "/api/users/me/avatar", image, onProgress),
  removeAvatar: () => request<OwnUser>("DELETE", "/api/users/me/avatar"),
  setPreferences: (preferences: Preferences) =>
    request<Preferences>("PUT", "/api/users/me/preferences", { body: preferences }),
  setPresence: (presence: Presence, until?: string) =>
    request<OwnUser>("PUT", "/api/users/me/presence", { body: { presence, ...(until && { until }) } }),
  changePassword: (currentPassword: string, newPassword: string) =>
    request<void>("POST", "/api/users/me/password", { body: { currentPassword, newPassword } }),
  changeEmail: (email: string, password: string) =>
    request<void>("POST", "/api/users/me/email", { body: { email, password } }),
  resendMail: () => request<void>("POST", "/api/users/me/email/resend"),
  remove: (password: string) => request<void>("DELETE", "/api/users/me", { body: { password } }),
};

export const people = {
  get: (id: string) => request<User>("GET", `/api/users/${id}`),
};
