import { join } from 'node:path';
import { createReceiptRenderer } from '../../main/devices/printer/render.ts';
import { sampleReceipt } from './sample-receipts.ts';

export const atlasPath = join(import.meta.dirname, '../../resources/fonts/receipt-glyphs.json');
export const sampleRenderer = createReceiptRenderer(atlasPath);

/** A whole receipt for 80 mm paper, as bytes for the printer. */
export const sampleJob = sampleRenderer.bytes(sampleReceipt('sale', '80'), '80');
export const drawerJob = sampleRenderer.drawerPulse();
