import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { TooltipProvider } from "@/design/ui/Tooltip";
import { ProfileDialogs } from "@/features/profile";
import { RealtimeProvider } from "@/realtime";

const ToastHost = lazy(() => import("@/design/ui/ToastHost"));

/** Around every page of somebody who is signed in: the line to the server, and what may appear above any page. */
export const Live = () => (
  <RealtimeProvider>
    <TooltipProvider>
      <Outlet />
      <ProfileDialogs />
      <Suspense>
        <ToastHost />
      </Suspense>
    </TooltipProvider>
  </RealtimeProvider>
);
