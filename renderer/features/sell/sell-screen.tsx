import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { CartsView } from '../../../contracts/views/selling.ts';
import { currentCarts, useCarts } from '../../lib/app-state.ts';
import { ask } from '../../lib/bridge.ts';
import { hideToasts, showFailure } from '../../lib/failures.ts';
import { tabCommands } from '../../lib/key-table.ts';
import { type CommandHandlers, useKeys } from '../../lib/keys.ts';
import { useScanGuard } from '../../lib/scan-guard.ts';
import { useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import { PayPanel } from '../pay/pay-panel.tsx';
import { startPayment } from '../pay/start-payment.ts';
import { addCode } from './add-goods.ts';
import { CartTable } from './cart-table.tsx';
import { CartTabs, selectCart } from './cart-tabs.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { GoodsShelf } from './goods-shelf.tsx';
import { HeldCarts } from './held-carts.tsx';
import { removeLine, resolveUnknown, stepQuantity, takeNewPrice } from './line-actions.ts';
import { LineEditor } from './line-editor.tsx';
import { OrderDiscount } from './order-discount.tsx';
import { OrderNote } from './order-note.tsx';
import { clearQuickEntry, quickEntryStore, readQuickEntry, typeQuickEntry } from './quick-entry.ts';
import { QuickEntryBar } from './quick-entry-bar.tsx';
import { SearchPanel } from './search-panel.tsx';
import { keepSearch, openSearch, searchStore } from './search-state.ts';
import {
  closeOverlay,
  currentSelectedLine,
  moveSelection,
  type Overlay,
  openOverlay,
  useOverlay,
} from './sell-state.ts';
import { TotalsPanel } from './totals-panel.tsx';
import './cart.css';
import './totals.css';
// Last: its small and wide screens change what the others say.
import './sell.css';

export function SellScreen() {
  const overlay = useOverlay();
  const searchOpen = useStore(searchStore).open;
  const isWide = useMediaQuery('(min-width: 1600px)', window.innerWidth >= 1600);
  useScanGuard(keepSearch);
  useScanGuard(() => {
    const before = quickEntryStore.get();
    return () => quickEntryStore.set(before);
  });
  useKeys({ commands: sellCommands, onType: typeOnSell });
  return (
    <div className="sell" data-testid={testIds.sellScreen}>
      {isWide && overlay !== 'pay' ? <GoodsShelf /> : null}
      {overlay === 'pay' ? (
        <PayPanel onClose={closeOverlay} />
      ) : (
        <>
          <div className="sell-cart">
            <CartTabs />
            <CartTable />
            <QuickEntryBar />
            {searchOpen ? <SearchPanel /> : null}
          </div>
          <TotalsPanel />
        </>
      )}
      <Overlays overlay={overlay} />
    </div>
  );
}

function Overlays({ overlay }: { readonly overlay: Overlay | null }) {
  const carts = useCarts();
  if (carts === null || overlay === null) return null;
  return <OverlayDialog overlay={overlay} carts={carts} />;
}

function OverlayDialog({ overlay, carts }: { readonly overlay: Overlay; readonly carts: CartsView }) {
  const { active } = carts;
  switch (overlay) {
    case 'line':
      return <SelectedLineEditor />;
    case 'discount':
      return <OrderDiscount cart={active} onClose={closeOverlay} />;
    case 'customer':
      return <CustomerPanel inCart={active.customer} onClose={closeOverlay} />;
    case 'held':
      return <HeldCarts carts={carts} onClose={closeOverlay} />;
    case 'note':
      return <OrderNote note={active.note} onClose={closeOverlay} />;
    case 'pay':
      return null;
  }
}

/** Stays with the line it was opened on, whatever is scanned meanwhile. */
function SelectedLineEditor() {
  const [line] = useState(currentSelectedLine);
  return line?.kind === 'goods' ? <LineEditor line={line} onClose={closeOverlay} /> : null;
}

/** Every command works on what main last said, at the moment of the key. */
const sellCommands: CommandHandlers = {
  'new-cart': () => void run('cart:new'),
  'held-carts': () => openOverlay('held'),
  customer: () => openOverlay('customer'),
  'order-discount': () => openOverlay('discount'),
  'line-editor': editLine,
  'money-tendered': () => startPayment({ selectCash: true }),
  pay: () => startPayment({}),
  'pay-and-print': () => startPayment({}),
  up: () => moveSelection(-1),
  down: () => moveSelection(1),
  more: () => onSelected((lineId) => stepQuantity(lineId, 1000)),
  less: () => onSelected((lineId) => stepQuantity(lineId, -1000)),
  remove: () => {
    const line = currentSelectedLine();
    if (line !== null) void removeLine(line.id);
  },
  'take-new-price': () => {
    const line = currentSelectedLine();
    if (line?.kind === 'goods' && line.change?.kind === 'price') void takeNewPrice(line.id);
  },
  undo: () => void run('cart:undo'),
  confirm: confirmEntry,
  'erase-character': () => quickEntryStore.set(quickEntryStore.get().slice(0, -1)),
  back: () => {
    clearQuickEntry();
    hideToasts();
  },
  ...Object.fromEntries(tabCommands.map((command, index) => [command, () => goToTab(index)])),
};

async function run(name: 'cart:new' | 'cart:undo'): Promise<void> {
  const answer = await ask(name);
  if (!answer.ok) showFailure(answer.error);
}

function editLine(): void {
  const line = currentSelectedLine();
  if (line?.kind === 'goods') openOverlay('line');
  else if (line?.kind === 'unknown') resolveUnknown(line);
}

function onSelected(act: (lineId: string) => Promise<void>): void {
  const line = currentSelectedLine();
  if (line?.kind === 'goods') void act(line.id);
}

function goToTab(index: number): void {
  const tab = currentCarts()?.tabs[index];
  if (tab !== undefined) void selectCart(tab.id);
}

function confirmEntry(): void {
  const entry = readQuickEntry(quickEntryStore.get());
  if (entry !== undefined && entry.code !== '') void addCode(entry.code, entry.quantity);
  else if (quickEntryStore.get() === '') {
    const line = currentSelectedLine();
    if (line?.kind === 'unknown') resolveUnknown(line);
  }
}

/** Digits go to the quick entry, letters to the search. */
function typeOnSell(character: string): boolean {
  const next = typeQuickEntry(quickEntryStore.get(), character);
  if (next !== undefined) {
    quickEntryStore.set(next);
    return true;
  }
  if (!/^\p{L}$/u.test(character)) return false;
  openSearch(character);
  return true;
}
