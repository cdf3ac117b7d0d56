/** Texts of the timeline, the composer and the connection. */
export const conversation = {};
