// Draws one of each paper at both widths into docs/receipts, and their bytes into tests/fixtures/receipts. Run by hand after
// looking at what changed: node scripts/draw-receipts.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReceiptRenderer } from '../main/devices/printer/render.ts';
import { sampleReceipts } from '../tests/support/sample-receipts.ts';
import { root } from './setup/places.mjs';

const renderer = createReceiptRenderer(join(root, 'resources/fonts/receipt-glyphs.json'));
const pictures = join(root, 'docs/receipts');
const bytes = join(root, 'tests/fixtures/receipts');
for (const folder of [pictures, bytes]) mkdirSync(folder, { recursive: true });
for (const [name, document] of Object.entries(sampleReceipts)) {
  for (const paper of ['80', '58']) {
    writeFileSync(join(pictures, `${name}-${paper}.png`), renderer.png(document, paper));
    writeFileSync(join(bytes, `${name}-${paper}.bin`), renderer.bytes(document, paper));
  }
}
