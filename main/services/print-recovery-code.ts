import { recoverySlip } from '../../domain/receipt/recovery-slip.ts';
import { readRecoveryCode } from '../../domain/recovery-code.ts';
import { type Envelope, failure, success } from './answer.ts';
import { readBinding, readShopSettings } from './shop-settings.ts';
import type { Till } from './till.ts';

/**
 * The code on paper, past the print queue: a job is a document in the database, and this one must be in no file. So it is printed now or
 * not at all: on the receipt printer where there is a real one, else through the system's own dialog.
 */
export async function printRecoveryCode(
  till: Till,
  typed: string,
  printPage: () => Promise<boolean>,
): Promise<Envelope<{ readonly printed: true }>> {
  const read = readRecoveryCode(typed);
  if (read.kind === 'wrong') return failure('RECOVERY_CODE_INVALID', { groups: read.groups.join(', ') });
  const binding = readBinding(till.store);
  const outcome = await till.printUnstored(
    recoverySlip({
      header: readShopSettings(till.store).receiptHeader,
      branchName: binding?.branchName ?? '',
      tillNumber: binding?.tillNumber ?? 0,
      code: read.code,
      at: till.clock(),
    }),
  );
  const printed = outcome === 'no-printer' ? await printPage() : outcome === 'printed';
  return printed ? success({ printed: true }) : failure('PAPER_NOT_PRINTED');
}
