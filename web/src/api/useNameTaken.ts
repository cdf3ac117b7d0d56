import { useQuery } from "@tanstack/react-query";
import { isName } from "@/lib/channel";
import { useDebounced } from "@/lib/useDebounced";
import { keys } from "./keys";
import type { NameCheck } from "./types";

/** Whether a name of a workspace or a channel is known to be taken, asked once it stands still while being typed. */
export function useNameTaken(scope: string, name: string, check: (name: string) => Promise<NameCheck>): boolean {
  const settled = useDebounced(name, 300);
  const { data } = useQuery({
    queryKey: keys.nameCheck(scope, settled),
    queryFn: () => check(settled),
    enabled: isName(settled),
    staleTime: 0,
    retry: false,
  });
  return settled === name && data?.available === false;
}
