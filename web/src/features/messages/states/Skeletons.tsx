import { useEffect, useState } from "react";
import { Button, Skeleton } from "@/design/ui";
import { t } from "@/lib/i18n/t";

/** What is there sooner is never announced by grey bars. */
const patienceMs = 150;
const widths = [
  ["w-28", "w-[62%]"],
  ["w-24", "w-[84%]"],
  ["w-32", "w-[46%]"],
  ["w-20", "w-[70%]"],
  ["w-28", "w-[38%]"],
  ["w-24", "w-[76%]"],
] as const;

/** Six messages to be, in place of those on their way. */
export function Skeletons() {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t("timeline.loading")} className="flex min-h-0 flex-1 flex-col justify-end pb-1.5">
      {isDue && widths.map(([name, text]) => <SkeletonRow key={text} name={name} text={text} />)}
    </div>
  );
}

const SkeletonRow = ({ name, text }: { name: string; text: string }) => (
  <div className="flex gap-3 px-5 pt-[7px] pb-[13px] max-desk:px-3.5">
    <Skeleton className="size-9 flex-none rounded-[30%]" />
    <div className="flex max-w-[68ch] flex-1 flex-col gap-2 pt-1">
      <Skeleton className={`h-3 ${name}`} />
      <Skeleton className={`h-3 ${text}`} />
    </div>
  </div>
);

export const LoadFailed = ({ onRetry }: { onRetry: () => void }) => (
  <div role="alert" className="m-auto flex flex-col items-center gap-4 p-6 text-ink-2">
    <p>{t("timeline.loadFailed")}</p>
    <Button tone="plain" onClick={onRetry}>
      {t("timeline.retry")}
    </Button>
  </div>
);
