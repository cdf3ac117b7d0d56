import "@/design/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Avatar, Button, TooltipProvider } from "@/design/ui";
import { LiveRegions } from "@/lib/a11y/LiveRegions";

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <TooltipProvider>
      <Avatar user={{ id: "a", displayName: "Maya L", username: "m", avatarUrl: null }} />
      <Button>Go</Button>
      <LiveRegions />
    </TooltipProvider>
  </StrictMode>,
);
