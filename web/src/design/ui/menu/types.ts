import type { ReactNode } from "react";

export type ItemProps = {
  icon?: ReactNode;
  danger?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

export type ChoiceProps = ItemProps & { checked: boolean };

export type SubProps = { label: string; checked?: boolean; children: ReactNode };

/** How each part of a menu is drawn. */
export type Parts = {
  item: (props: ItemProps) => ReactNode;
  choice: (props: ChoiceProps) => ReactNode;
  sub: (props: SubProps) => ReactNode;
  label: (children: ReactNode) => ReactNode;
  separator: () => ReactNode;
};
