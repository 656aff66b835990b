import { openScreen } from '../../app/navigation.ts';
import { createStore } from '../../lib/store.ts';

/** The sale whose goods come back; null while nobody returns anything. */
export const returnStore = createStore<string | null>(null);

/** Opens the return page over the list of sales, for a receipt that was scanned anywhere. */
export function openReturn(saleId: string): void {
  returnStore.set(saleId);
  openScreen('sales');
}
