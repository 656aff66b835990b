import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartsView, CartTab } from '../../../contracts/views/selling.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';

type HeldCartsProps = { readonly carts: CartsView; readonly onClose: () => void };

/** F2: carts put aside. F2 once more puts the present one aside too; Enter takes the marked one up again. */
export function HeldCarts({ carts, onClose }: HeldCartsProps) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState(0);
  const [dropping, setDropping] = useState<CartTab | null>(null);
  const [resume] = useCall('cart:select');
  const [hold] = useCall('cart:hold');
  const { held, active } = carts;
  const resumeCart = async (tab: CartTab | undefined) => {
    if (tab === undefined) return;
    const answer = await resume({ cartId: tab.id });
    if (answer?.ok === true) onClose();
  };
  const holdActive = async () => {
    const answer = await hold({ cartId: active.id });
    if (answer?.ok === true) onClose();
  };
  const step = (by: number) => setSelected(Math.min(held.length - 1, Math.max(0, selected + by)));
  const activeTab = carts.tabs.find((tab) => tab.id === active.id);
  const askDrop = (tab: CartTab | undefined) => {
    if (tab !== undefined) setDropping(tab);
  };
  return (
    <Dialog
      title={t('sell.heldTitle')}
      onClose={onClose}
      confirm={{
        label: t('sell.resume'),
        act: () => void resumeCart(held[selected]),
        disabled: held.length === 0,
      }}
      width={680}
      testId={testIds.heldCarts}
      keys={{
        commands: {
          up: () => step(-1),
          down: () => step(1),
          remove: () => askDrop(held[selected]),
          'held-carts': () => void holdActive(),
        },
      }}
    >
      {held.length === 0 ? <p className="muted">{t('sell.heldNone')}</p> : null}
      {held.map((tab, index) => (
        <div key={tab.id} className="held-row">
          <button
            type="button"
            className="goods-row"
            aria-current={index === selected}
            data-testid={testIds.heldCart}
            data-cart-id={tab.id}
            onMouseDown={keepFocus}
            onClick={() => void resumeCart(tab)}
          >
            <span className="goods-names">
              <span className="goods-name">
                {tab.label}
                {tab.customerName === null ? null : ` · ${tab.customerName}`}
              </span>
              <span className="goods-more">
                {t('sell.lineCount', { count: tab.lineCount })} · {formatDateTime(tab.savedAt)}
              </span>
            </span>
            <Money amount={tab.total} size="amount" />
          </button>
          <KeyButton
            tone="stop"
            {...(index === selected ? { command: 'remove' } : {})}
            onClick={() => askDrop(tab)}
          >
            {t('sell.dropCart')}
          </KeyButton>
        </div>
      ))}
      <div className="held-actions">
        <KeyButton
          command="held-carts"
          disabled={active.lines.length === 0}
          testId={testIds.holdActive}
          onClick={() => void holdActive()}
        >
          {t('sell.holdActive', { label: active.label })}
        </KeyButton>
        <KeyButton
          tone="stop"
          disabled={active.lines.length === 0}
          testId={testIds.dropCart}
          onClick={() => askDrop(activeTab)}
        >
          {t('sell.dropActive', { label: active.label })}
        </KeyButton>
      </div>
      {dropping === null ? null : (
        <DropDialog
          tab={dropping}
          onClose={() => setDropping(null)}
          onDone={() => {
            setDropping(null);
            setSelected(0);
          }}
        />
      )}
    </Dialog>
  );
}

type DropDialogProps = { readonly tab: CartTab; readonly onClose: () => void; readonly onDone: () => void };

/** Dropping a cart cannot be undone, so it is asked about. */
function DropDialog({ tab, onClose, onDone }: DropDialogProps) {
  const { t } = useTranslation();
  const [drop, busy] = useCall('cart:drop');
  const confirm = async () => {
    const answer = await drop({ cartId: tab.id });
    if (answer?.ok === true) onDone();
  };
  return (
    <Dialog
      title={t('sell.dropTitle', { label: tab.label })}
      onClose={onClose}
      confirm={{ label: t('sell.dropCart'), act: () => void confirm(), disabled: busy, tone: 'stop' }}
      width={460}
    >
      <p>
        {t('sell.lineCount', { count: tab.lineCount })} · <Money amount={tab.total} withUnit />
      </p>
      <p>{t('sell.dropWarning')}</p>
    </Dialog>
  );
}
