/*
 * The arithmetic of cropping a picture to a square. Places are those of the picture's middle from the middle of the
 * frame, in pixels of the screen; zoom 1 is the smallest at which the picture still fills the frame.
 */
export type Size = { width: number; height: number };
export type Framing = { x: number; y: number; zoom: number };

export const centred: Framing = { x: 0, y: 0, zoom: 1 };
export const mostZoom = 4;

/** The size at which the picture is shown. */
export function shownSize({ width, height }: Size, zoom: number, edge: number): Size {
  const scale = (edge / Math.min(width, height)) * zoom;
  return { width: width * scale, height: height * scale };
}

/** The nearest framing at which the picture fills the frame. */
export function within(picture: Size, { x, y, zoom }: Framing, edge: number): Framing {
  const fit = clamp(zoom, 1, mostZoom);
  const shown = shownSize(picture, fit, edge);
  const far = { x: (shown.width - edge) / 2, y: (shown.height - edge) / 2 };
  return { x: clamp(x, -far.x, far.x), y: clamp(y, -far.y, far.y), zoom: fit };
}

/** The square of the picture that is seen in the frame, in pixels of the picture. */
export function seenSquare(picture: Size, { x, y, zoom }: Framing, edge: number) {
  const size = Math.min(picture.width, picture.height) / zoom;
  const scale = size / edge;
  return { left: (picture.width - size) / 2 - x * scale, top: (picture.height - size) / 2 - y * scale, size };
}

const clamp = (n: number, least: number, most: number) => Math.min(most, Math.max(least, n)) || 0;
