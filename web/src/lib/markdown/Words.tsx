import { type ReactNode, useContext } from "react";
import { useKnownGroup, useMet } from "@/api/directory";
import type { Mention } from "@/api/types";
import { cx } from "@/lib/cx";
import { TextActs, useSource } from "./context";
import { each } from "./each";
import { type Piece, piecesOf } from "./names";

/** Plain words, in which the names that the message means are chips and custom emoji are pictures. */
export function Words({ text, inLink = false }: { text: string; inLink?: boolean }): ReactNode {
  const source = useSource();
  const pieces = piecesOf(text, source);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === "text") return text;
  return each(pieces, (piece) => draw(piece, inLink));
}

function draw(piece: Piece, inLink: boolean): ReactNode {
  if (piece.kind === "emoji") return <CustomEmoji {...piece} />;
  if (piece.kind === "text" || inLink) return piece.text;
  return <Chip mention={piece.mention} written={piece.text} />;
}

const CustomEmoji = ({ url, text }: { url: string; text: string }) => (
  <img src={url} alt={text} title={text} className="inline-block size-[1.4em] object-contain align-[-0.32em]" />
);

type ChipProps = { mention: Mention; written: string };

const shape = "rounded-xs px-[3px] py-px font-[560]";
const tones = {
  mine: "bg-mention-2 text-mention-ink",
  others: "bg-accent-soft text-accent",
};

/** A name in a text. It opens what it names; amber is for those that call the reader. */
function Chip({ mention, written }: ChipProps) {
  const { workspaceId } = useSource();
  const acts = useContext(TextActs);
  const person = useMet(workspaceId, mention.kind === "user" ? mention.id : null);
  const group = useKnownGroup(workspaceId, mention.kind === "group" ? mention.id : null);
  const isMine =
    mention.kind === "channel" ||
    mention.kind === "here" ||
    (acts !== null && (mention.id === acts.me || group?.userIds.includes(acts.me)));
  const label = person ? `@${person.displayName || person.username}` : written;
  const look = cx(shape, isMine ? tones.mine : tones.others);
  if (!acts?.opens.includes(mention.kind)) return <span className={look}>{label}</span>;
  return (
    <button
      type="button"
      {...(mention.kind !== "link" && { "aria-haspopup": "dialog" as const })}
      title={person ? written : undefined}
      onClick={({ currentTarget }) => acts.open(mention, workspaceId, currentTarget)}
      className={cx(look, "inline cursor-pointer text-left [overflow-wrap:anywhere] hover:underline")}
    >
      {label}
    </button>
  );
}
