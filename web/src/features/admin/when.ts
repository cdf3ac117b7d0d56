import { dayLabelOf, timeOf } from "@/lib/time";

/** "Today 9:02": short enough for a column. */
export const when = (iso: string) => `${dayLabelOf(iso)} ${timeOf(iso)}`;
