import type { Failure } from '../../../contracts/errors/failure.ts';
import type { ErrorCode } from '../../../contracts/errors/registry.ts';
import type { Events } from '../../../contracts/events.ts';
import type { ScanRefusal } from '../../../domain/scan/caught-scan.ts';

const codes = {
  ime: 'SCAN_IME',
  'caps-lock': 'SCAN_CAPS_LOCK',
  layout: 'SCAN_LAYOUT',
  tangled: 'SCAN_TANGLED',
  short: 'SCAN_SHORT',
  'cut-off': 'SCAN_CUT_OFF',
  burst: 'SCAN_BURST',
  doubled: 'SCAN_DOUBLED',
} as const satisfies Record<ScanRefusal, ErrorCode>;

/** Why a scan is not used, as a failure a person can read. */
export function failureOf({ reason, code }: Events['scan-refused']): Failure {
  return { code: codes[reason], params: { code } };
}
