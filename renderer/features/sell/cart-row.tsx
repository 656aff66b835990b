import { IconAlertOctagon, IconNote, IconRefreshAlert } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartLineView, GoodsChange } from '../../../contracts/views/selling.ts';
import { formatAmount, formatRate } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { Money, Quantity } from '../../ui/money.tsx';
import { removeLine, resolveUnknown, stepQuantity, takeNewPrice } from './line-actions.ts';
import { openOverlay, selectLine } from './sell-state.ts';
import { Stock } from './stock.tsx';

type RowProps = { readonly line: CartLineView; readonly position: number; readonly selected: boolean };

/** One line of the cart; painted again only when the line itself or its mark changes. */
export const CartRow = memo(function CartRow({ line, position, selected }: RowProps) {
  return line.kind === 'goods' ? (
    <GoodsRow line={line} position={position} selected={selected} />
  ) : (
    <UnknownRow line={line} position={position} selected={selected} />
  );
});

type GoodsLine = Extract<CartLineView, { readonly kind: 'goods' }>;
type UnknownLine = Extract<CartLineView, { readonly kind: 'unknown' }>;

function GoodsRow({ line, position, selected }: RowProps & { readonly line: GoodsLine }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys and F7 do the same without the mouse
    // biome-ignore lint/a11y/useKeyWithClickEvents: they belong to the screen, not to a row that would need the focus
    <div
      className="cart-row"
      aria-current={selected}
      data-testid={testIds.cartLine}
      data-kind="goods"
      data-line-id={line.id}
      data-variant-id={line.variantId}
      onMouseDown={keepFocus}
      onClick={() => selectLine(line.id)}
      onDoubleClick={() => openOverlay('line')}
    >
      <span className="cart-position">{position}</span>
      <span className="cart-goods">
        <span className="goods-names">
          <span className="goods-name">
            {line.name}
            {line.variantName === '' ? null : ` / ${line.variantName}`}
          </span>
          <span className="goods-more">
            {line.change === null ? null : <ChangeBadge change={line.change} />}
            {[line.change === null ? line.code || line.sku : '', line.unitName]
              .filter((part) => part !== '')
              .join(' · ')}
            <Stock stock={line.stock} />
            {line.note === '' ? null : (
              <span className="cart-note">
                {' · '}
                <IconNote size={15} aria-hidden="true" /> {line.note}
              </span>
            )}
          </span>
        </span>
        {line.change?.kind === 'price' && selected ? (
          <KeyButton
            command="take-new-price"
            testId={testIds.takeNewPrice}
            onClick={() => void takeNewPrice(line.id)}
          >
            {t('sell.takeNewPrice')}
          </KeyButton>
        ) : null}
      </span>
      <span className="cart-quantity">
        <StepButton lineId={line.id} step={-1000} />
        <Quantity quantity={line.quantity} />
        <StepButton lineId={line.id} step={1000} />
      </span>
      <Money amount={line.unitPrice} />
      <span className="cart-discount">
        {line.lineDiscount === 0 ? '–' : formatAmount(-line.lineDiscount)}
        {line.discountRule?.kind === 'percent' ? <small>{formatRate(line.discountRule.rate)}</small> : null}
      </span>
      <Money amount={line.net} size="amount" />
    </div>
  );
}

/** What the shop did since the scan, in words; the line sells as it was scanned. */
function ChangeBadge({ change }: { readonly change: GoodsChange }) {
  const { t } = useTranslation();
  return (
    <span className="cart-change" data-testid={testIds.lineChange} data-change={change.kind}>
      <IconRefreshAlert size={16} aria-hidden="true" /> {words()}
    </span>
  );

  function words(): string {
    switch (change.kind) {
      case 'price':
        return t('sell.changed.price', { price: formatAmount(change.price) });
      case 'name':
        return t('sell.changed.name', { name: change.name });
      case 'deleted':
      case 'withdrawn':
        return t(`sell.changed.${change.kind}`);
    }
  }
}

function StepButton({ lineId, step }: { readonly lineId: string; readonly step: 1000 | -1000 }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="step-button"
      aria-label={step > 0 ? t('sell.more') : t('sell.less')}
      onMouseDown={keepFocus}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => void stepQuantity(lineId, step)}
    >
      {step > 0 ? '+' : '−'}
    </button>
  );
}

/** A code nobody knows: red, in words, and in the way of paying until somebody deals with it. */
function UnknownRow({ line, position, selected }: RowProps & { readonly line: UnknownLine }) {
  const { t } = useTranslation();
  return (
    <div
      className="cart-row cart-row-unknown"
      aria-current={selected}
      data-testid={testIds.unknownLine}
      data-kind="unknown"
      data-line-id={line.id}
      data-code={line.code}
    >
      <span className="cart-position">{position}</span>
      <span className="unknown-words">
        <IconAlertOctagon size={24} aria-hidden="true" />
        <span>
          <strong>{t('sell.unknown', { code: line.code })}</strong>
          <span className="goods-more">{t('sell.unknownTodo')}</span>
        </span>
      </span>
      <KeyButton {...(selected ? { command: 'confirm' } : {})} onClick={() => resolveUnknown(line)}>
        {t('sell.identify')}
      </KeyButton>
      <KeyButton
        {...(selected ? { command: 'remove' } : {})}
        tone="stop"
        onClick={() => void removeLine(line.id)}
      >
        {t('sell.drop')}
      </KeyButton>
    </div>
  );
}
