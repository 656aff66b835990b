import { join } from 'node:path';
import { type PrintDots, type PrinterProfile, plainProfile } from '../../domain/printing/printer.ts';
import { encodeDrawerPulse } from '../../main/devices/printer/encode-receipt.ts';
import { createReceiptRenderer } from '../../main/devices/printer/render.ts';
import { sampleReceipt } from './sample-receipts.ts';

export const atlasPath = join(import.meta.dirname, '../../resources/fonts/receipt-glyphs.json');
export const sampleRenderer = createReceiptRenderer(atlasPath);

/** A plain printer with a head of so many dots. */
export function headOf(dots: PrintDots): PrinterProfile {
  return { ...plainProfile, paper: dots === 384 ? '58' : '80', dots };
}

/** A whole receipt for 80 mm paper, as bytes for the printer. */
export const sampleJob = sampleRenderer.bytes(sampleReceipt('sale', '80'), plainProfile);
export const drawerJob = encodeDrawerPulse(plainProfile);
