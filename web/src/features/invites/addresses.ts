/** As many people as one can ask in at once. */
export const mostAddresses = 50;

/** The addresses in a text, apart from each other by commas, semicolons, spaces or lines; each once. */
export function addressesIn(text: string): string[] {
  const found = text
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^<|>$/g, "").trim())
    .filter(Boolean);
  const seen = new Set<string>();
  return found.filter((address) => {
    const key = address.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether it looks like an address. Whether there is anyone behind it, only a mail can tell. */
export const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
