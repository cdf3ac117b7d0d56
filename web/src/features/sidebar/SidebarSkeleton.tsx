import { Skeleton } from "@/design/ui";
import { t } from "@/lib/i18n/t";

const widths = [112, 148, 96, 132, 84, 120, 104];

/** Stands in for the list on the very first visit. It shows itself only when the wait is long enough to notice. */
export const SidebarSkeleton = () => (
  <div
    role="status"
    aria-label={t("app.loading")}
    className="flex flex-1 animate-late flex-col gap-4 px-4 pt-4 [&_span]:bg-row-hover"
  >
    <Skeleton className="mb-2 h-5 w-36" />
    <Skeleton className="mb-3 h-9 w-full rounded-chip" />
    {widths.map((width) => (
      <div key={width} style={{ width }}>
        <Skeleton className="h-4" />
      </div>
    ))}
  </div>
);
