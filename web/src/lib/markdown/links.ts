const schemes = new Set(["http:", "https:", "mailto:"]);

/** The address as the browser understands it, if it is one that may be followed; else null. */
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url);
    return schemes.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
