const size = 16;
let context: CanvasRenderingContext2D | null | undefined;

/** Whether this device has a picture for an emoji: what it lacks comes out as a box without colour, or as two signs. */
export function canDraw(char: string): boolean {
  if (context === undefined) context = newContext();
  if (!context) return true;
  context.clearRect(0, 0, size * 2, size);
  context.fillText(char, 0, size / 2);
  return isColoured(context.getImageData(0, 0, size, size).data) && context.measureText(char).width < size * 1.6;
}

function newContext(): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = size * 2;
  canvas.height = size;
  const made = canvas.getContext("2d", { willReadFrequently: true });
  if (made) {
    made.font = `${size - 4}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
    made.textBaseline = "middle";
  }
  return made;
}

function isColoured(pixels: Uint8ClampedArray): boolean {
  for (let i = 0; i < pixels.length; i += 4) {
    const [r = 0, g = 0, b = 0, a = 0] = pixels.subarray(i, i + 4);
    if (a > 40 && Math.max(r, g, b) - Math.min(r, g, b) > 24) return true;
  }
  return false;
}
