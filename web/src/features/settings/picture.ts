import { type Framing, seenSquare } from "./crop";

export const pictureTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** Twice what the server keeps, so that it has something to work with. */
const sentEdge = 512;

/** The first picture among what was chosen, dropped or pasted. */
export const pictureIn = (files: FileList | null | undefined): File | undefined =>
  [...(files ?? [])].find(({ type }) => pictureTypes.includes(type));

/** The square in the frame as a picture of its own. What may be seen through stays so. */
export async function cropped(image: HTMLImageElement, framing: Framing, edge: number, type: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = sentEdge;
  canvas.height = sentEdge;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw");
  const { left, top, size } = seenSquare({ width: image.naturalWidth, height: image.naturalHeight }, framing, edge);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, left, top, size, size, 0, 0, sentEdge, sentEdge);
  const sent = type === "image/jpeg" ? type : "image/png";
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, sent, 0.92));
  if (!blob) throw new Error("this browser cannot write the picture");
  return blob;
}
