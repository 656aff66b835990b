import { join } from 'node:path';
import { createReceiptRenderer } from '../main/devices/printer/render.ts';
import { headOf } from '../tests/support/sample-job.ts';
import { longSale } from '../tests/support/sample-receipts.ts';
import { compare, measure, printRatio } from './measure.ts';

/** A receipt of about fifty lines, from document to bytes, beside copying as many bytes. */
export function benchPrinting(): void {
  const renderer = createReceiptRenderer(join(import.meta.dirname, '../resources/fonts/receipt-glyphs.json'));
  const bytes = renderer.bytes(longSale, headOf(576));
  const copy = measure(`copying ${bytes.length} bytes`, 300, () => bytes.slice());
  for (const dots of [576, 384] as const) {
    const render = measure(`drawing and encoding for ${dots} dots`, 300, () =>
      renderer.bytes(longSale, headOf(dots)),
    );
    printRatio(compare('Receipt of fifty lines', copy, render));
  }
}
