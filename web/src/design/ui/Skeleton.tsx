import { cx } from "@/lib/cx";

/** A bar of sink colour in place of something on its way. Give it its size by class. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden="true" className={cx("block animate-skeleton rounded-sm bg-sink", className)} />
);
