import { type ReactNode, useEffect, useRef } from "react";
import type { Paged } from "@/api/pages";
import { Button, EmptyState, Skeleton } from "@/design/ui";
import { errorText } from "@/lib/error-text";
import { t } from "@/lib/i18n/t";

type Props<T> = {
  label: string;
  list: Paged<T>;
  empty: { title: string; text: string };
  children: (item: T) => ReactNode;
};

/** A list that goes on as one scrolls, with its waiting, failing and empty states. */
export function InboxList<T>({ label, list, empty, children }: Props<T>) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list;
  if (!data) return error ? <Failure error={error} onRetry={refetch} /> : <Waiting />;
  if (data.length === 0) return <EmptyState title={empty.title} text={empty.text} />;
  return (
    <>
      <ul
        aria-label={label}
        aria-busy={isFetchingNextPage}
        className="mx-auto w-full max-w-[820px] divide-y divide-line"
      >
        {data.map(children)}
      </ul>
      {hasNextPage && <More isBusy={isFetchingNextPage} onNear={fetchNextPage} />}
    </>
  );
}

/** The next page is fetched before its place comes into sight; by keyboard it is a button. */
function More({ isBusy, onNear }: { isBusy: boolean; onNear: () => unknown }) {
  const sentinel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current: element } = sentinel;
    if (!element || isBusy) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNear(), { rootMargin: "600px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isBusy, onNear]);
  return (
    <div ref={sentinel} className="mx-auto w-full max-w-[820px] px-5 pb-5">
      <Button tone="quiet" busy={isBusy} onClick={() => onNear()} className="w-full">
        {t("action.more")}
      </Button>
    </div>
  );
}

const Failure = ({ error, onRetry }: { error: Error; onRetry: () => unknown }) => (
  <div role="alert" className="m-auto flex flex-col items-center gap-4 p-6 text-body text-ink-2">
    {errorText(error)}
    <Button tone="plain" onClick={() => onRetry()}>
      {t("action.retry")}
    </Button>
  </div>
);

const widths = [
  ["w-28", "w-[72%]"],
  ["w-24", "w-[48%]"],
  ["w-32", "w-[84%]"],
  ["w-20", "w-[60%]"],
  ["w-28", "w-[38%]"],
] as const;

const Waiting = () => (
  <div
    role="status"
    aria-label={t("app.loading")}
    className="mx-auto w-full max-w-[820px] animate-late divide-y divide-line"
  >
    {widths.map(([name, text]) => (
      <div key={text} className="flex gap-3 px-5 pt-9 pb-5">
        <Skeleton className="size-9 flex-none rounded-[30%]" />
        <div className="flex flex-1 flex-col gap-2 pt-1">
          <Skeleton className={`h-3 ${name}`} />
          <Skeleton className={`h-3 ${text}`} />
        </div>
      </div>
    ))}
  </div>
);
