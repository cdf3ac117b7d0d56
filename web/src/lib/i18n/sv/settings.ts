export const settings = {
  "pref.language": "Språk",
  "pref.language.auto": "Som i webbläsaren",
  "pref.look": "Utseende",
};
