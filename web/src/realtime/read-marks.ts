import { deviceRows } from "./device-rows";

/** How far a channel was read. */
export type ReadMark = { workspaceId: string; channelId: string; messageNo: number };

/** Where marks wait of which the server may not know. The furthest one counts, whichever page has left it. */
export type ReadMarks = {
  all: () => Promise<ReadMark[]>;
  keep: (mark: ReadMark) => Promise<void>;
  /** Lets go of what the server knows by now. */
  drop: (channelId: string, upTo: number) => Promise<void>;
};

type Row = ReadMark & { key: string; userId: string };

export function readMarksOnDevice(userId: string): ReadMarks {
  const rows = deviceRows<Row>({ database: "echo-read-marks", store: "marks", key: "key" });
  const keyOf = (channelId: string) => `${userId} ${channelId}`;
  return {
    all: async () => (await rows.all()).filter((row) => row.userId === userId),
    keep: (mark) => {
      const row = { ...mark, userId, key: keyOf(mark.channelId) };
      return rows.change(row.key, (held) => (held && held.messageNo >= row.messageNo ? held : row));
    },
    drop: (channelId, upTo) =>
      rows.change(keyOf(channelId), (held) => (held && held.messageNo > upTo ? held : undefined)),
  };
}
