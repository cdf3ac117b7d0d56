import { deflateSync } from "node:zlib";

/** A picture of one colour. */
export const plainPng = (width: number, height: number): Buffer => png(width, height, () => 0x80);

/** A picture that no one can pack: each point has a colour of its own. */
export function noisyPng(width: number, height: number): Buffer {
  let state = 1;
  return png(width, height, () => {
    state = (state * 48_271) % 0x7fffffff;
    return state & 0xff;
  });
}

/** A GIF of two points, one after the other, with a long remark between them. */
export function movingGif(bytes: number): Buffer {
  const header = Buffer.from("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  const frame = Buffer.from(",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0", "latin1");
  const remark = Buffer.concat([Buffer.from([0xff]), Buffer.alloc(0xff, "m")]);
  const remarks = Array.from({ length: Math.ceil(bytes / remark.length) }, () => remark);
  return Buffer.concat([
    header,
    frame,
    Buffer.from([0x21, 0xfe]),
    ...remarks,
    Buffer.from([0]),
    frame,
    Buffer.from(";"),
  ]);
}

function png(width: number, height: number, value: () => number): Buffer {
  const row = () => Buffer.from([0, ...Array.from({ length: width * 3 }, value)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
