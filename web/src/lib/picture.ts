/** The kinds of pictures that people can choose. */
export const pictureTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];

type Options = { width: number; height: number; type: string; paint: (context: CanvasRenderingContext2D) => void };

/** A picture that is painted here. */
export async function painted({ width, height, type, paint }: Options): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw");
  context.imageSmoothingQuality = "high";
  paint(context);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.92));
  if (!blob) throw new Error("this browser cannot write the picture");
  return blob;
}
