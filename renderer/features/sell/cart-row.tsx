import { IconAlertOctagon, IconNote } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartLineView } from '../../../contracts/views/selling.ts';
import { formatAmount, formatRate } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { Money, Quantity } from '../../ui/money.tsx';
import { removeLine, resolveUnknown, stepQuantity } from './line-actions.ts';
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
      <span className="goods-names">
        <span className="goods-name">
          {line.name}
          {line.variantName === '' ? null : ` / ${line.variantName}`}
        </span>
        <span className="goods-more">
          {[line.code === '' ? line.sku : line.code, line.unitName].filter((part) => part !== '').join(' · ')}
          <Stock stock={line.stock} />
          {line.note === '' ? null : (
            <span className="cart-note">
              {' · '}
              <IconNote size={15} aria-hidden="true" /> {line.note}
            </span>
          )}
        </span>
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
