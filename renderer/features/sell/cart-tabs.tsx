import { useTranslation } from 'react-i18next';
import type { CartTab } from '../../../contracts/views/selling.ts';
import { useCartsPart } from '../../lib/app-state.ts';
import { ask } from '../../lib/bridge.ts';
import { showFailure } from '../../lib/failures.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { openOverlay } from './sell-state.ts';

const noTabs: readonly CartTab[] = [];

/** The carts that are open side by side; Ctrl+1…9 go to them. */
export function CartTabs() {
  const { t } = useTranslation();
  const tabs = useCartsPart((carts) => carts?.tabs ?? noTabs);
  const activeId = useCartsPart((carts) => carts?.active.id ?? null);
  const heldCount = useCartsPart((carts) => carts?.held.length ?? 0);
  const canUndo = useCartsPart((carts) => carts?.active.canUndo ?? false);
  return (
    <nav className="cart-tabs" aria-label={t('sell.carts')}>
      {tabs.map((tab, index) => (
        <button
          key={tab.id}
          type="button"
          className="cart-tab"
          aria-current={tab.id === activeId}
          data-testid={testIds.cartTab}
          data-cart-id={tab.id}
          title={index < 9 ? `Ctrl+${index + 1}` : undefined}
          onMouseDown={keepFocus}
          onClick={() => void selectCart(tab.id)}
        >
          <strong>{tab.label}</strong>
          {tab.customerName === null ? null : <span className="cart-tab-name">{tab.customerName}</span>}
          {tab.lineCount === 0 ? null : <Money amount={tab.total} />}
        </button>
      ))}
      <KeyButton command="new-cart" tone="quiet" testId={testIds.cartNew}>
        {t('sell.newCart')}
      </KeyButton>
      <span className="cart-tabs-space" />
      {heldCount === 0 ? null : (
        <KeyButton command="held-carts" tone="quiet" onClick={() => openOverlay('held')}>
          {t('sell.heldCount', { count: heldCount })}
        </KeyButton>
      )}
      <KeyButton command="undo" tone="quiet" disabled={!canUndo}>
        {t('sell.undo')}
      </KeyButton>
    </nav>
  );
}

export async function selectCart(cartId: string): Promise<void> {
  const answer = await ask('cart:select', { cartId });
  if (!answer.ok) showFailure(answer.error);
}
