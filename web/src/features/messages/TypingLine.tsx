import type { ReactNode } from "react";
import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useTyping } from "@/realtime";

/** Who is typing, in a channel or in the thread of a root. Its height is always reserved, so that nothing moves when somebody begins. */
export function TypingLine({ placeId }: { placeId: string }) {
  const names = useTyping(placeId).map(({ user }) => nameOf(user).split(" ")[0] ?? "");
  return (
    <p
      aria-hidden="true"
      className="flex h-[26px] flex-none items-center gap-[7px] px-[22px] text-[12.5px] text-ink-3 max-desk:mb-[max(10px,env(safe-area-inset-bottom))] max-desk:h-6 max-desk:px-[18px]"
    >
      {names.length > 0 && (
        <>
          <span className="flex gap-[3px]">
            {["opacity-100", "opacity-60", "opacity-30"].map((opacity) => (
              <i key={opacity} className={`size-[5px] rounded-full bg-accent ${opacity}`} />
            ))}
          </span>
          <span className="truncate">{sentence(names)}</span>
        </>
      )}
    </p>
  );
}

function sentence([first, second, ...others]: string[]): ReactNode {
  if (others.length > 0) return t("typing.several");
  if (!second) {
    return (
      <>
        <Name>{first}</Name> {t("typing.one")}
      </>
    );
  }
  return (
    <>
      <Name>{first}</Name> {t("typing.and")} <Name>{second}</Name> {t("typing.two")}
    </>
  );
}

const Name = ({ children }: { children: ReactNode }) => <b className="font-[600] text-ink-2">{children}</b>;
