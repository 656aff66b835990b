import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PrintJobRow } from '../../../contracts/views/records.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';

type PrintQuestionProps = {
  readonly row: PrintJobRow;
  readonly disabled: boolean;
  readonly onAnswer: (printed: boolean) => void;
};

/** The connection broke while paper may have been moving: only somebody who looks can tell. */
export function PrintQuestion({ row, disabled, onAnswer }: PrintQuestionProps) {
  const { t } = useTranslation();
  return (
    <section className="card print-question" data-testid={testIds.printQuestion}>
      <h2>
        <IconHelpCircle size={28} aria-hidden="true" />
        {t(
          row.kind === 'receipt' || row.kind === 'copy'
            ? 'printer.question.receipt'
            : 'printer.question.other',
        )}
      </h2>
      <p>{t('printer.question.words', { title: row.title })}</p>
      <div className="button-row">
        <KeyButton
          cap="1"
          disabled={disabled}
          testId={testIds.printAnswer(true)}
          onClick={() => onAnswer(true)}
        >
          {t('printer.question.printed')}
        </KeyButton>
        <KeyButton
          cap="2"
          disabled={disabled}
          testId={testIds.printAnswer(false)}
          onClick={() => onAnswer(false)}
        >
          {t('printer.question.copy')}
        </KeyButton>
      </div>
    </section>
  );
}
