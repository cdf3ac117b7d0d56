/** How far back one looks, in hours. */
export const spans = ["1", "24", "168"] as const;

/** A moment so many hours ago; "" when there is no bound. */
export const hoursAgo = (hours: string): string =>
  hours === "" ? "" : new Date(Date.now() - Number(hours) * 3_600_000).toISOString();
