import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./problem";
import { onSignedOut } from "./session";

/** One cache for the whole app. Real-time events keep it current, so nothing is refetched only because time passes. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 3 && error instanceof ApiError && error.isTransient,
    },
  },
});

onSignedOut(() => queryClient.clear());
