import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { CartsView } from '../../../contracts/views/selling.ts';
import { settle } from '../../../domain/sale/settle.ts';
import { refreshCarts, useCarts, useTill } from '../../lib/app-state.ts';
import { ask } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { useScanGuard } from '../../lib/scan-guard.ts';
import { playSound } from '../../lib/sounds.ts';
import { useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import * as pay from './pay-draft.ts';
import { changeDraft, draftFor, forgetDraft, owedNow, payDraftStore } from './pay-state.ts';
import { PaySummary } from './pay-summary.tsx';
import { TenderList } from './tender-list.tsx';
import { TenderSide } from './tender-side.tsx';
import './pay.css';

/** F9: what is owed, how it is paid, what is left or given back. Scans go on to the cart, and the figures follow. */
export function PayPanel({ onClose }: { readonly onClose: () => void }) {
  const carts = useCarts();
  return carts === null ? null : <OpenPayPanel carts={carts} onClose={onClose} />;
}

type OpenPayPanelProps = { readonly carts: CartsView; readonly onClose: () => void };

function OpenPayPanel({ carts, onClose }: OpenPayPanelProps) {
  const { t } = useTranslation();
  // Painted from the kept draft, fitted to the total of this very moment.
  useStore(payDraftStore);
  const draft = draftFor(carts);
  const owed = owedNow(carts);
  const preview = settle(owed.total, pay.toTenders(draft), owed.rule);
  const { printOnPay } = useTill().settings;
  const { complete, busy, failure } = useCompletion(carts, onClose);
  useScanGuard(() => {
    const before = payDraftStore.get();
    return () => payDraftStore.set(before);
  });
  useKeys({
    modal: true,
    layer: 'panel',
    commands: {
      back: onClose,
      'money-tendered': () => changeDraft(pay.selectCash),
      pay: () => void complete(printOnPay),
      'pay-and-print': () => void complete(true),
      // A typed amount is taken first; Enter once more pays.
      confirm: () => (draft.replaces ? void complete(printOnPay) : changeDraft(pay.acceptAmount)),
      up: () => changeDraft((now) => pay.stepTender(now, -1)),
      down: () => changeDraft((now) => pay.stepTender(now, 1)),
      left: () => changeDraft((now) => pay.stepKind(now, -1, owed)),
      right: () => changeDraft((now) => pay.stepKind(now, 1, owed)),
      more: () => changeDraft((now) => pay.addTender(now, 'transfer')),
      remove: () => changeDraft((now) => pay.removeTender(now, now.selectedId)),
      'erase-character': () => changeDraft(pay.eraseDigit),
    },
    onType: (character) => {
      if (!/^[0-9]$/.test(character)) return false;
      changeDraft((now) => pay.typeAmount(now, character));
      return true;
    },
  });
  return (
    <section className="pay" data-testid={testIds.payPanel} aria-label={t('pay.title')}>
      <div className="pay-left">
        <TenderList draft={draft} owed={owed} title={`${t('pay.title')} · ${carts.active.label}`} />
        <TenderSide draft={draft} carts={carts} />
      </div>
      <PaySummary
        owed={owed.total}
        preview={preview}
        failure={failure}
        unknownCodes={carts.active.unknownCodes}
        busy={busy}
        printOnPay={printOnPay}
        onPay={complete}
        onClose={onClose}
      />
    </section>
  );
}

/** Completes the sale once: while an answer is awaited another press does nothing. */
function useCompletion(carts: CartsView, onClose: () => void) {
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ readonly failure: Failure; readonly version: number } | null>(
    null,
  );
  const { id, version } = carts.active;
  const complete = async (print: boolean) => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    try {
      const tenders = [...pay.toTenders(draftFor(carts))];
      const answer = await ask('pay:complete', { cartId: id, version, tenders, print });
      if (answer.ok) {
        playSound('done');
        // The paid cart must be gone before another key can act on it.
        await refreshCarts();
        forgetDraft();
        onClose();
        return;
      }
      playSound('blocked');
      setRefused({ failure: answer.error, version });
      if (answer.error.code === 'CART_CHANGED' || answer.error.code === 'CART_MISSING') await refreshCarts();
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  // A refusal speaks of the cart as it was; once the cart is another only "it changed" still holds.
  const holds = refused !== null && (refused.version === version || refused.failure.code === 'CART_CHANGED');
  return { complete, busy, failure: holds ? refused.failure : null };
}
