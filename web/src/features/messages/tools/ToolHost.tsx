import "@/lib/i18n/en/later/message-tools";
import { useNavigate } from "@tanstack/react-router";
import { Fragment, lazy, Suspense } from "react";
import { useStore } from "zustand";
import { MenuItem, MenuSeparator } from "@/design/ui";
import { PointMenu } from "@/design/ui/Menu";
import { DeleteDialog } from "./DeleteDialog";
import { itemsOf } from "./items";
import { closeTool, requests, type ToolRequest } from "./requests";
import { run, type ToolAction } from "./run";
import { Sheet } from "./Sheet";

const ForwardDialog = lazy(() => import("./ForwardDialog"));
const EditsDialog = lazy(() => import("./EditsDialog"));
const RemindDialog = lazy(() => import("./RemindDialog"));

/** Draws what was opened for a message. */
export default function ToolHost() {
  const request = useStore(requests, (state) => state.request);
  const navigate = useNavigate();
  if (!request) return null;
  const { message, place, article } = request;

  const choose = (action: ToolAction) => {
    closeTool();
    // What opens next takes the focus after the menu has given it back.
    requestAnimationFrame(() => run(action, { message, place, article, navigate }));
  };
  return <Suspense>{partOf(request, choose)}</Suspense>;
}

function partOf(request: ToolRequest, choose: (action: ToolAction) => void) {
  const { message } = request;
  const close = () => {
    closeTool();
    if (request.article.isConnected) request.article.focus({ preventScroll: true });
  };
  switch (request.kind) {
    case "menu":
      return <ToolMenu request={request} onChoose={choose} />;
    case "sheet":
      return <Sheet request={request} onChoose={choose} onClose={close} />;
    case "delete":
      return <DeleteDialog message={message} onClose={close} />;
    case "forward":
      return <ForwardDialog message={message} onClose={close} />;
    case "edits":
      return <EditsDialog message={message} onClose={close} />;
    case "remind":
      return <RemindDialog message={message} onClose={close} />;
  }
}

type MenuProps = { request: ToolRequest & { kind: "menu" }; onChoose: (action: ToolAction) => void };

const ToolMenu = ({ request, onChoose }: MenuProps) => (
  <PointMenu at={request.at} onClose={closeTool}>
    {itemsOf(request).map((group, at) => (
      <Fragment key={group[0]?.action}>
        {at > 0 && <MenuSeparator />}
        {group.map(({ action, label, icon, danger = false }) => (
          <MenuItem key={action} icon={icon} danger={danger} onSelect={() => onChoose(action)}>
            {label}
          </MenuItem>
        ))}
      </Fragment>
    ))}
  </PointMenu>
);
