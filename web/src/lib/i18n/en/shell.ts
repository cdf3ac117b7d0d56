import { plural } from "../plural";

/** Texts of everything around the conversation. */
export const shell = {
  "app.name": "Echo",
  "badge.many": "99+",
  "members.count": (n: number) => plural(n, "member", "members"),
};
