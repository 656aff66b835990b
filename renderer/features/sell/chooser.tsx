import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { milli } from '../../../domain/money/quantity.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { keepFocus } from '../../ui/key-button.tsx';
import { addPicked } from './add-goods.ts';
import { GoodsSummary } from './goods-summary.tsx';
import { type Choice, dropChoice } from './sell-state.ts';

/** Several goods carry one code: keys 1 to 9, arrows or a touch decide. */
export function Chooser({ choice }: { readonly choice: Choice }) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState(0);
  const { candidates } = choice;
  const pick = (index: number) => {
    const goods = candidates[index];
    if (goods === undefined) return;
    dropChoice();
    void addPicked(goods, choice.code, milli(choice.quantity));
  };
  const step = (by: number) => setSelected(Math.min(candidates.length - 1, Math.max(0, selected + by)));
  return (
    <Dialog
      title={t('sell.chooseTitle', { code: choice.code })}
      onClose={dropChoice}
      confirm={{ label: t('sell.choose'), act: () => pick(selected) }}
      width={760}
      testId={testIds.chooser}
      keys={{
        commands: { up: () => step(-1), down: () => step(1) },
        onType: (character) => {
          if (!/^[1-9]$/.test(character)) return false;
          afterScanGuard(() => pick(Number(character) - 1));
          return true;
        },
      }}
    >
      {candidates.map((goods, index) => (
        <button
          key={`${goods.variantId}/${goods.unitId}`}
          type="button"
          className="goods-row"
          aria-current={index === selected}
          data-testid={testIds.chooserRow}
          onMouseDown={keepFocus}
          onClick={() => pick(index)}
        >
          <kbd className="cap">{index + 1}</kbd>
          <GoodsSummary goods={goods} />
        </button>
      ))}
    </Dialog>
  );
}
