import type { Mention } from "@/api/types";

/** A piece of a text: words, somebody or something that is meant, or a custom emoji. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "mention"; mention: Mention; text: string }
  | { kind: "emoji"; name: string; url: string; text: string };

export type Names = { mentions: readonly Mention[]; emoji: ReadonlyMap<string, string> };

const candidate = /(?<![\p{L}\p{N}_@#/.-])([@#])([a-z0-9](?:[a-z0-9._-]*))|:([a-z0-9_+-]{1,64}):/giu;

/** As many as are drawn in one piece of text; somebody who names more means nobody. */
const most = 200;

/** Finds the names that a message's mentions list, and custom emoji. What it does not know stays text. */
export function piecesOf(text: string, { mentions, emoji }: Names): Piece[] {
  if (mentions.length === 0 && emoji.size === 0) return [{ kind: "text", text }];
  const pieces: Piece[] = [];
  let from = 0;
  let found = 0;
  const put = (at: number, piece: Exclude<Piece, { kind: "text" }>) => {
    if (at > from) pieces.push({ kind: "text", text: text.slice(from, at) });
    pieces.push(piece);
    found++;
    from = at + piece.text.length;
  };
  const finder = new RegExp(candidate);
  for (let match = finder.exec(text); match && found < most; match = finder.exec(text)) {
    const piece = match[3]
      ? emojiPiece(match[3], emoji)
      : mentionPiece(match[1] as string, match[2] as string, mentions);
    if (piece) put(match.index, piece);
    // The colon that ends one thing may begin an emoji.
    finder.lastIndex = piece ? from : match.index + (match[3] ? match[0].length - 1 : match[0].length);
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

function emojiPiece(name: string, emoji: Names["emoji"]): (Piece & { kind: "emoji" }) | null {
  const url = emoji.get(name.toLowerCase());
  return url ? { kind: "emoji", name: name.toLowerCase(), url, text: `:${name}:` } : null;
}

/** The longest name that is meant: dots and dashes at the end belong to the sentence where no name has them. */
function mentionPiece(
  sign: string,
  written: string,
  mentions: readonly Mention[],
): (Piece & { kind: "mention" }) | null {
  for (let name = written; name; name = shorter(name)) {
    const mention = mentions.find((one) => one.name === name.toLowerCase() && (one.kind === "link") === (sign === "#"));
    if (mention) return { kind: "mention", mention, text: sign + name };
  }
  return null;
}

const shorter = (name: string): string => (/[.-]$/.test(name) ? name.slice(0, -1) : "");
