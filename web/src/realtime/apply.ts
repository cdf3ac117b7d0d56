import type { Channel } from "@/api/types";
import { forgetChannel, forgetWorkspace, memberJoined, memberLeft, memberUpdated } from "./apply-members";
import { channelUpdated, findChannel, readReceipt, workspaceUpdated } from "./apply-memberships";
import { actorOf, changeHeld, messageTold, withSaved } from "./apply-messages";
import type { RealtimeEvent } from "./events";
import { applyPresence } from "./people";
import { type Applied, type Effect, only, type State } from "./state";
import { applyThreadState } from "./threads";

/** Takes in one event of the server. Pure; what changed nothing comes back as the same object. */
export function apply(state: State, event: RealtimeEvent): Applied {
  switch (event.type) {
    case "message:created":
    case "message:updated":
      return messageTold(state, event.payload, { kind: "event", me: state.me });
    case "message:deleted":
    case "pin:added":
    case "pin:removed":
    case "thread:updated":
      return messageTold(state, event.payload.message, { kind: "event", me: state.me });
    case "reaction:added":
    case "reaction:removed":
      return messageTold(state, event.payload.message, { kind: "event", me: state.me, actor: actorOf(event) });
    case "thread:state":
      return only(applyThreadState(state, event.payload));
    case "saved:updated":
      return only(changeHeld(state, event.payload.messageId, (m) => withSaved(m, event.payload.saved !== null)));
    case "read-receipt:updated":
      return only(readReceipt(state, event.payload));
    case "channel:created":
    case "channel:updated":
      return only(channelUpdated(state, event.payload));
    case "channel:deleted":
      return forgetChannel(state, event.payload, "deleted");
    case "workspace:deleted":
      return forgetWorkspace(state, event.payload.workspaceId, "deleted");
    case "workspace:updated":
      return only(workspaceUpdated(state, event.payload));
    case "member:joined":
      return memberJoined(state, event.payload);
    case "member:left":
      return memberLeft(state, event.payload);
    case "member:updated":
      return memberUpdated(state, event.payload);
    case "resync":
      return { state, effects: [catchUp(findChannel(state.memberships, event.payload.channelId ?? ""))] };
    case "presence:changed":
      return only(applyPresence(state, event.payload));
    default:
      return only(state);
  }
}

const catchUp = (channel?: Channel): Effect =>
  channel
    ? { kind: "fetch-channel", workspaceId: channel.workspaceId, channelId: channel.id }
    : { kind: "fetch-memberships", gather: true };
