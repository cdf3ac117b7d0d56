import { randomId } from "@/lib/random-id";
import type { Act, Target } from "./act";
import { deviceRows } from "./device-rows";

/** What somebody wants done with a message, and since when. */
export type Wish = { id: string; target: Target; act: Act; at: number };

/** Where wishes wait that the server has not answered. */
export type WishStore = {
  put: (wish: Wish) => Promise<void>;
  remove: (id: string) => Promise<void>;
  /** What pages that are gone have left undone, in the order it was wished. It is this page's from now on. */
  takeOver: () => Promise<Wish[]>;
};

type Row = Wish & { userId: string; page: string };

const pageLock = (page: string) => `echo:page:${page}`;
let page: string | null = null;

/** This page, by a name that others can see is alive: it holds a lock of that name for as long as it lives. */
function thisPage(): string {
  if (page) return page;
  page = randomId();
  void navigator.locks?.request(pageLock(page), () => new Promise(() => {}));
  return page;
}

export function wishesOnDevice(userId: string): WishStore {
  const rows = deviceRows<Row>({ database: "echo-acts", store: "acts", key: "id" });
  const own = thisPage();
  return {
    put: (wish) => rows.put({ ...wish, userId, page: own }),
    remove: rows.remove,
    takeOver: async () => {
      // Locks exist in secure contexts only; without them all that is left is taken.
      const alive = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
      const left = (await rows.all()).filter((row) => row.userId === userId && !alive.has(pageLock(row.page)));
      await Promise.all(left.map((row) => rows.put({ ...row, page: own })));
      return left.sort((a, b) => a.at - b.at).map(({ userId: _user, page: _page, ...wish }) => wish);
    },
  };
}
