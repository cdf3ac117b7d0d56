import { lazy, Suspense } from "react";
import type { Channel } from "@/api/types";

const Actions = lazy(() => import("./ChannelActions"));

/** What one can do with a conversation, loaded with the first menu that is opened. */
export const ChannelActions = ({ channel }: { channel: Channel }) => (
  <Suspense fallback={<span className="block h-40" />}>
    <Actions channel={channel} />
  </Suspense>
);
