const tones = 7;

/** The colour of a default avatar: always the same for one id (FNV-1a over its characters). */
export function toneOf(id: string): string {
  return `var(--tone-${1 + (hash(id) % tones)})`;
}

/** Workspaces may also wear the accent. */
export function workspaceToneOf(id: string): string {
  const n = hash(id) % (tones + 1);
  return n === tones ? "var(--tone-accent)" : `var(--tone-${n + 1})`;
}

/** "Maya Lindqvist" is ML, "general" is G. */
export function initialsOf(name: string, letters: 1 | 2 = 2): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const chosen = letters === 2 && words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return chosen.map((word) => [...(word ?? "?")][0]?.toUpperCase() ?? "").join("");
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
