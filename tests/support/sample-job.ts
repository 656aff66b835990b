import { join } from 'node:path';
import { createReceiptRenderer } from '../../main/devices/printer/render.ts';
import { sampleReceipts } from './sample-receipts.ts';

export const sampleRenderer = createReceiptRenderer(
  join(import.meta.dirname, '../../resources/fonts/receipt-glyphs.json'),
);

const { sale } = sampleReceipts;
if (sale === undefined) throw new Error('the samples hold a sale');

/** A whole receipt for 80 mm paper, as bytes for the printer. */
export const sampleJob = sampleRenderer.bytes(sale, '80');
export const drawerJob = sampleRenderer.drawerPulse();
