import { onTestFinished } from 'vitest';
import {
  startVirtualPrinter,
  type VirtualPrinter,
  type VirtualPrinterOptions,
} from '../../virtual-counter/start.ts';

/** A printer on a socket that prints at once and is gone when the test is over. */
export async function printerFor(options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> {
  const printer = await startVirtualPrinter({ speed: 'instant', ...options });
  onTestFinished(() => printer.close());
  return printer;
}
