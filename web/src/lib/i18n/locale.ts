/** The locale that numbers and times are written in; the browser's own until it is known. */
let locale: string | undefined;

export const currentLocale = () => locale;
export const setCurrentLocale = (tag: string) => {
  locale = tag;
};
