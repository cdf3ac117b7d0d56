import { useQuery } from "@tanstack/react-query";
import { type At, messages } from "@/api/endpoints";
import { keys } from "@/api/keys";
import { Quoted } from "./Quoted";

/** The messages that a text links to, as far as the reader may see them. The link itself stays in the text. */
export default function Permalinks({ places }: { places: readonly At[] }) {
  return places.map((at) => <Linked key={at.id} at={at} />);
}

function Linked({ at }: { at: At }) {
  const { data, isPending } = useQuery({
    queryKey: keys.message(at.id),
    queryFn: () => messages.get(at.workspaceId, at.channelId, at.id),
    staleTime: 60_000,
    retry: false,
  });
  if (isPending) return <Reserved />;
  return data ? <Quoted message={data} /> : null;
}

/** As high as most messages will be. */
export const Reserved = () => <div className="my-1 h-[82px] max-w-[520px] rounded-lg shadow-edge-soft" />;
