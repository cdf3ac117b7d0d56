import { Suspense } from "react";
import { useStore } from "zustand";
import {
  BrowseChannelsDialog,
  CreateChannelDialog,
  LeaveDialog,
  MembersDialog,
  NewDirectDialog,
  TopicDialog,
} from "@/features/channels";
import { InvitePeopleDialog } from "@/features/invites";
import { Palette } from "@/features/palette";
import { closeDialog, type DialogRequest, openDialogs } from "@/lib/dialogs";
import { DialogBoundary } from "./DialogBoundary";

/** Draws the dialog that was asked for. Each is loaded when it is first opened. */
export function DialogHost() {
  const request = useStore(openDialogs, (state) => state.request);
  return (
    <DialogBoundary>
      <Suspense>{request && <Requested request={request} />}</Suspense>
    </DialogBoundary>
  );
}

function Requested({ request }: { request: DialogRequest }) {
  const common = { workspaceId: request.workspaceId, onClose: closeDialog };
  switch (request.kind) {
    case "create-channel":
      return <CreateChannelDialog {...common} />;
    case "browse-channels":
      return <BrowseChannelsDialog {...common} />;
    case "new-direct":
      return <NewDirectDialog {...common} />;
    case "invite-people":
      return <InvitePeopleDialog {...common} />;
    case "palette":
      return <Palette {...common} />;
    case "channel-members":
      return <MembersDialog {...common} channelId={request.channelId} />;
    case "channel-topic":
      return <TopicDialog {...common} channelId={request.channelId} />;
    case "leave-channel":
      return <LeaveDialog {...common} channelId={request.channelId} />;
  }
}
