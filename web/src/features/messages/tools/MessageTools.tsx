import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { onRefusedAct } from "@/realtime";
import { tellUndone } from "./acts";
import { requests } from "./requests";
import { run } from "./run";
import { watchMessages } from "./watch";

const ToolHost = lazy(() => import("./ToolHost"));

/** The tools of all messages of a page: what is meant for one of them, and what opens for it. Loaded when it does. */
export function MessageTools() {
  const navigate = useNavigate();
  const isWanted = useStore(requests, ({ request }) => request !== null);
  useEffect(() => watchMessages({ navigate, run }), [navigate]);
  useEffect(() => onRefusedAct(tellUndone), []);
  return <Suspense>{isWanted && <ToolHost />}</Suspense>;
}
