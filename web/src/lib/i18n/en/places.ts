/** The lists above the channels. */
export const places = {
  "sidebar.threads": "Threads",
  "sidebar.mentions": "Mentions",
  "sidebar.saved": "Saved",
  "sidebar.drafts": "Drafts",
};
