/** Whether a picture has several frames: a GIF with more than one, or a WebP that says so. */
export const isMoving = (file: Uint8Array): boolean =>
  startsWith(file, "GIF8") ? gifFrames(file) > 1 : startsWith(file, "RIFF") && isMovingWebp(file);

const textAt = (file: Uint8Array, at: number, length: number) => String.fromCharCode(...file.subarray(at, at + length));
const startsWith = (file: Uint8Array, text: string) => textAt(file, 0, text.length) === text;

/** Its first chunk is the extended header then, with the flag for animation. */
const isMovingWebp = (file: Uint8Array) => textAt(file, 8, 8) === "WEBPVP8X" && ((file[20] ?? 0) & 2) !== 0;

const gifHeader = 13;
const extension = 0x21;
const image = 0x2c;

/** How many pictures a GIF has, up to two: its blocks are gone through, without looking into them. */
function gifFrames(file: Uint8Array): number {
  const byte = (at: number) => file[at] ?? 0;
  const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const afterParts = (from: number) => {
    let at = from;
    while (byte(at) > 0) at += byte(at) + 1;
    return at + 1;
  };
  let at = gifHeader + tableSize(byte(10));
  let frames = 0;
  while (at < file.length && frames < 2) {
    if (byte(at) === extension) at = afterParts(at + 2);
    else if (byte(at) === image) {
      frames += 1;
      at = afterParts(at + 11 + tableSize(byte(at + 9)));
    } else break;
  }
  return frames;
}
