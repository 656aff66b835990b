import { crc32, deflateSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const side = 160;

/** Made-up product pictures: two soft colours told by the id, as a small PNG. */
export function pictureRoutes(app: FastifyInstance): void {
  app.get<{ Params: { id: string } }>('/cdn/products/:id.png', async ({ params }, reply) => {
    return reply
      .type('image/png')
      .header('cache-control', 'max-age=86400')
      .send(picture(Number(params.id) || 0));
  });
}

function picture(id: number): Buffer {
  const hue = (id * 47) % 360;
  const back = colour(hue, 0.35, 0.86);
  const front = colour((hue + 30) % 360, 0.45, 0.62);
  const rows = Buffer.alloc((side * 3 + 1) * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      // A jar, a box or a bag, by shape alone.
      const shape = id % 3;
      const dx = Math.abs(x - side / 2);
      const inside =
        shape === 0
          ? dx < 34 && y > 36 && y < 132
          : shape === 1
            ? dx < 46 && y > 52 && y < 124
            : dx < 22 + (y - 30) * 0.3 && y > 30 && y < 134;
      rows.set(inside ? front : back, y * (side * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colour(hue: number, saturation: number, lightness: number): readonly number[] {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(data.length, 0);
  edges.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
}
