const longest = 32;

/** What somebody types as the name of an emoji, in the letters that one may have. */
export const tidyName = (text: string): string =>
  text
    .normalize("NFD")
    .toLowerCase()
    .replace(/[\s.]+/g, "_")
    .replace(/[^a-z0-9_-]/g, "")
    .slice(0, longest);

/** The name that a file suggests: that of "Party Parrot.gif" is party_parrot. */
export const nameOfFile = (file: string): string =>
  tidyName(file.replace(/\.[^.]*$/, "")).replace(/^[_-]+|[_-]+$/g, "");

export const isName = (text: string): boolean => /^[a-z0-9_-]{2,32}$/.test(text);
