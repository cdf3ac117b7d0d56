import { readJson, writeJson } from "./storage";

/** Where the person was last, so that the app opens there again. */
type Places = { workspaceId?: string; channels: Record<string, string> };

const key = "echo:last-place";
const read = () => readJson<Places>(key) ?? { channels: {} };

export const lastWorkspace = () => read().workspaceId;
export const lastChannel = (workspaceId: string) => read().channels[workspaceId];

export function rememberPlace(workspaceId: string, channelId: string) {
  writeJson(key, { workspaceId, channels: { ...read().channels, [workspaceId]: channelId } } satisfies Places);
}
