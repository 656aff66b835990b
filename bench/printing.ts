import { type PrinterProfile, plainProfile } from '../domain/printing/printer.ts';
import { createReceiptRenderer, type ReceiptRenderer } from '../main/devices/printer/render.ts';
import { atlasPath, headOf } from '../tests/support/sample-job.ts';
import { longSale } from '../tests/support/sample-receipts.ts';
import { compare, measure, printRatio } from './measure.ts';

const typed: PrinterProfile = {
  ...plainProfile,
  letters: { kind: 'tcvn-3', smallPage: 30, capitalPage: 31 },
};

/** A receipt of about fifty lines, from document to bytes, beside copying as many bytes. */
export async function benchPrinting(): Promise<void> {
  const cold = firstMs(createReceiptRenderer(atlasPath));
  const renderer = createReceiptRenderer(atlasPath);
  await renderer.warmUp();
  const warm = firstMs(renderer);
  process.stdout.write(
    `First receipt of fifty lines\n  of a program just started: ${cold.toFixed(2)} ms\n  after the warm-up: ${warm.toFixed(2)} ms\n`,
  );
  const bytes = renderer.bytes(longSale, plainProfile);
  const copy = measure(`copying ${bytes.length} bytes`, 300, () => bytes.slice());
  const ways: readonly (readonly [string, PrinterProfile])[] = [
    ['drawing and encoding for 576 dots', headOf(576)],
    ['drawing and encoding for 384 dots', headOf(384)],
    ['typing in the printer’s letters', typed],
  ];
  for (const [name, profile] of ways) {
    const render = measure(`${name}, ${renderer.bytes(longSale, profile).length} bytes`, 300, () =>
      renderer.bytes(longSale, profile),
    );
    printRatio(compare('Receipt of fifty lines', copy, render));
  }
}

function firstMs(renderer: ReceiptRenderer): number {
  const startedAt = performance.now();
  renderer.bytes(longSale, plainProfile);
  return performance.now() - startedAt;
}
