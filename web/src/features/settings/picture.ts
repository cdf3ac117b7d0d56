import { painted, pictureTypes } from "@/lib/picture";
import { type Framing, seenSquare } from "./crop";

/** Twice what the server keeps, so that it has something to work with. */
const sentEdge = 512;

/** The first picture among what was chosen, dropped or pasted. */
export const pictureIn = (files: FileList | null | undefined): File | undefined =>
  [...(files ?? [])].find(({ type }) => pictureTypes.includes(type));

/** The square in the frame as a picture of its own. What may be seen through stays so. */
export function cropped(image: HTMLImageElement, framing: Framing, edge: number, type: string): Promise<Blob> {
  const { left, top, size } = seenSquare({ width: image.naturalWidth, height: image.naturalHeight }, framing, edge);
  return painted({
    width: sentEdge,
    height: sentEdge,
    type: type === "image/jpeg" ? type : "image/png",
    paint: (context) => context.drawImage(image, left, top, size, size, 0, 0, sentEdge, sentEdge),
  });
}
