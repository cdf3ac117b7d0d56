import type { LinkPreview } from "@/api/types";

/** What the links of a message lead to. The place of a picture is there before the picture. */
export const Previews = ({ previews }: { previews: readonly LinkPreview[] }) => (
  <div className="@container flex max-w-[520px] flex-col gap-1.5 pt-[7px] pb-[3px]">
    {previews.map((preview) => (
      <Card key={preview.url} {...preview} />
    ))}
  </div>
);

function Card({ url, title, description, siteName, imageUrl, imageWidth, imageHeight }: LinkPreview) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className="group/card grid overflow-hidden rounded-lg bg-sheet text-ink no-underline shadow-edge-soft transition-shadow duration-90 hover:shadow-edge @min-[400px]:grid-cols-[minmax(0,1fr)_auto] dark:bg-raised"
    >
      <span className="min-w-0 px-3.5 pt-[11px] pb-3">
        <span className="mb-[3px] block truncate text-ink-3 text-meta">{siteName || hostOf(url)}</span>
        <b className="line-clamp-2 font-[640] leading-5 group-hover/card:underline">{title || url}</b>
        {description && (
          <span className="mt-0.5 line-clamp-2 text-[13.5px] text-ink-2 leading-[19px]">{description}</span>
        )}
      </span>
      {imageUrl && (
        <span
          className="relative block w-full overflow-hidden bg-sink max-h-44 @max-[399px]:order-first @min-[400px]:aspect-auto! @min-[400px]:h-full @min-[400px]:max-h-none @min-[400px]:min-h-24 @min-[400px]:w-33"
          style={{ aspectRatio: `${imageWidth || 16} / ${imageHeight || 9}` }}
        >
          <img
            src={imageUrl}
            alt=""
            width={imageWidth}
            height={imageHeight}
            loading="lazy"
            className="absolute inset-0 size-full object-cover"
          />
        </span>
      )}
    </a>
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
