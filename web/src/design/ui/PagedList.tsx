import type { ReactNode } from "react";
import type { Paged } from "@/api/pages";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";
import { Button } from "./Button";
import { Skeleton } from "./Skeleton";

type Props<T> = {
  list: Paged<T>;
  /** Said when nothing is found. */
  empty: string;
  children: (item: T) => ReactNode;
};

/** A list that grows by the page, with its waiting, failing and empty states. */
export function PagedList<T>({ list, empty, children }: Props<T>) {
  if (list.error) return <Failure error={list.error} onRetry={list.refetch} />;
  if (!list.data) return <Waiting />;
  if (list.data.length === 0) return <p className="py-10 text-center text-body text-ink-3">{empty}</p>;
  return (
    <>
      <ul className="divide-y divide-line">{list.data.map(children)}</ul>
      {list.hasNextPage && (
        <Button
          tone="quiet"
          busy={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
          className="mt-2 w-full"
        >
          {t("action.more")}
        </Button>
      )}
    </>
  );
}

const Failure = ({ error, onRetry }: { error: Error; onRetry: () => unknown }) => (
  <div role="alert" className="flex flex-col items-center gap-3 py-10 text-body text-ink-2">
    {errorText(error)}
    <Button tone="plain" onClick={() => onRetry()}>
      {t("action.retry")}
    </Button>
  </div>
);

const Waiting = () => (
  <div role="status" aria-label={t("app.loading")} className="flex animate-late flex-col gap-5 py-3">
    <Skeleton className="h-8 w-3/4" />
    <Skeleton className="h-8 w-2/3" />
    <Skeleton className="h-8 w-4/5" />
  </div>
);
