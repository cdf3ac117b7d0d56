import { Suspense } from "react";
import { useStore } from "zustand";
import {
  ArchiveDialog,
  BrowseChannelsDialog,
  ChannelDialog,
  CreateChannelDialog,
  DeleteDialog,
  LeaveDialog,
  NewDirectDialog,
  SectionDialog,
  TopicDialog,
} from "@/features/channels";
import { GroupCard } from "@/features/groups";
import { InvitePeopleDialog } from "@/features/invites";
import { AddEmojiDialog } from "@/features/own-emoji";
import { Palette, ShortcutsDialog } from "@/features/palette";
import { DebugPanel } from "@/features/step";
import {
  ArchiveWorkspaceDialog,
  DeleteWorkspaceDialog,
  LeaveWorkspaceDialog,
  TransferDialog,
} from "@/features/workspaces";
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
    case "shortcuts":
      return <ShortcutsDialog {...common} />;
    case "debug":
      return <DebugPanel {...common} />;
    case "add-emoji":
      return <AddEmojiDialog {...common} name={request.name} />;
    case "group-card":
      return <GroupCard {...common} groupId={request.groupId} anchor={request.anchor} />;
    case "palette":
      return <Palette {...common} />;
    case "channel-details":
      return <ChannelDialog {...common} channelId={request.channelId} tab={request.tab} />;
    case "channel-section":
      return <SectionDialog {...common} channelId={request.channelId} />;
    case "archive-channel":
      return <ArchiveDialog {...common} channelId={request.channelId} />;
    case "delete-channel":
      return <DeleteDialog {...common} channelId={request.channelId} />;
    case "channel-topic":
      return <TopicDialog {...common} channelId={request.channelId} />;
    case "archive-workspace":
      return <ArchiveWorkspaceDialog {...common} />;
    case "delete-workspace":
      return <DeleteWorkspaceDialog {...common} />;
    case "leave-workspace":
      return <LeaveWorkspaceDialog {...common} />;
    case "transfer-workspace":
      return <TransferDialog {...common} />;
    case "leave-channel":
      return <LeaveDialog {...common} channelId={request.channelId} />;
  }
}
