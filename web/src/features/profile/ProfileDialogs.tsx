import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { requests } from "./requests";

const ProfileHost = lazy(() => import("./ProfileHost"));

/** Loaded when the first card or dialog is asked for. */
export function ProfileDialogs() {
  const isWanted = useStore(requests, (state) => state.request !== null);
  return <Suspense>{isWanted && <ProfileHost />}</Suspense>;
}
