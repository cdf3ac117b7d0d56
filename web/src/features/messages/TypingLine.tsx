import { nameOf } from "@/lib/channel";
import { t } from "@/lib/i18n/t";
import { useTyping } from "@/realtime";

/** Who is typing. Its height is always reserved, so that nothing moves when somebody begins. */
export function TypingLine({ channelId }: { channelId: string }) {
  const [first, second, ...others] = useTyping(channelId).map(({ user }) => nameOf(user).split(" ")[0] ?? "");
  return (
    <p
      aria-hidden="true"
      className="flex h-[26px] flex-none items-center gap-[7px] px-[22px] text-[12.5px] text-ink-3 max-desk:h-6 max-desk:px-[18px]"
    >
      {first && (
        <>
          <span className="flex gap-[3px]">
            {["opacity-100", "opacity-60", "opacity-30"].map((opacity) => (
              <i key={opacity} className={`size-[5px] rounded-full bg-accent ${opacity}`} />
            ))}
          </span>
          <span className="truncate">{typingText(first, second, others.length)}</span>
        </>
      )}
    </p>
  );
}

function typingText(first: string, second: string | undefined, others: number): string {
  if (!second) return t("typing.one", first);
  return others > 0 ? t("typing.several") : t("typing.two", first, second);
}
