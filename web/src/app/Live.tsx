import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { startWriting } from "@/features/composer";
import { EmojiPopover } from "@/features/emoji";
import { MessageTools } from "@/features/messages";
import { ProfileDialogs } from "@/features/profile";
import { RealtimeProvider } from "@/realtime";
import { WithTextActs } from "./WithTextActs";

const ToastHost = lazy(() => import("@/design/ui/ToastHost"));
const TooltipHost = lazy(() => import("@/design/ui/tooltip/TooltipHost"));

/** Around every page of somebody who is signed in: the line to the server, and what may appear above any page. */
export function Live() {
  useEffect(() => void startWriting(), []);
  return (
    <RealtimeProvider>
      <WithTextActs>
        <Outlet />
        <ProfileDialogs />
        <EmojiPopover />
        <MessageTools />
      </WithTextActs>
      <Suspense>
        <ToastHost />
        <TooltipHost />
      </Suspense>
    </RealtimeProvider>
  );
}
