import { channels } from "@/api/endpoints";
import { putChannel } from "@/api/memberships";
import type { Channel, ChannelPreferences } from "@/api/types";
import { toastError } from "@/design/ui";
import { errorText } from "@/lib/error-text";

/** What the caller wishes of a channel; what a list kept from earlier does not say is as it is at first. */
export const preferencesOf = (channel: Channel): ChannelPreferences => ({
  isMuted: channel.isMuted ?? false,
  isStarred: channel.isStarred ?? false,
  notificationLevel: channel.notificationLevel ?? "default",
  section: channel.section ?? "",
});

/** Changes a wish: on the screen at once, and back again when the server refuses. */
export async function setPreferences(channel: Channel, change: Partial<ChannelPreferences>): Promise<void> {
  const before = preferencesOf(channel);
  const wanted = { ...before, ...change };
  putChannel({ ...channel, ...wanted });
  try {
    putChannel(await channels.setPreferences(channel.workspaceId, channel.id, wanted));
  } catch (error) {
    putChannel({ ...channel, ...before });
    void toastError(errorText(error));
  }
}

/** The sections that the caller has made, by name. */
export const sectionNames = (list: readonly Channel[]): string[] =>
  [...new Set(list.map(({ section }) => section ?? "").filter(Boolean))].sort((a, b) => a.localeCompare(b));
