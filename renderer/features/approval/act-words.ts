import type { TFunction } from 'i18next';
import { measures } from '../../../domain/permission/rights.ts';
import { type StaffAction, staffActions } from '../../../domain/staff.ts';
import { formatAmount, formatRate } from '../../../domain/text/format.ts';
import type { ApprovalRequest } from '../../lib/approval.ts';

/** What is to be approved, in words: the act, how much of it, and what was typed with it. */
export function actWords(t: TFunction, { refused, input }: ApprovalRequest): readonly string[] {
  const action = staffActions.find((candidate) => candidate === refused.params['action']);
  const { reason, amount } = typed(input);
  return [
    action === undefined ? t('approval.someAct') : t(`rights.actions.${action}`),
    ...(action === undefined ? [] : measureWords(t, action, refused.params)),
    ...(amount === null || refused.params['measure'] !== undefined
      ? []
      : [t('approval.amount', { amount: formatAmount(amount) })]),
    ...(reason === '' ? [] : [t('approval.reason', { reason })]),
  ];
}

function measureWords(
  t: TFunction,
  action: StaffAction,
  params: ApprovalRequest['refused']['params'],
): readonly string[] {
  const { measure, limit } = params;
  if (typeof measure !== 'number' || typeof limit !== 'number') return [];
  const say = (value: number) =>
    measures[action] === 'dong' ? `${formatAmount(value)} đ` : formatRate(value);
  return [t('approval.measure', { measure: say(measure), limit: say(limit) })];
}

/** The parts of a call's input that a person typed and an approver wants to know. */
function typed(input: unknown): { readonly reason: string; readonly amount: number | null } {
  const { reason, amount } = (typeof input === 'object' && input !== null ? input : {}) as {
    readonly reason?: unknown;
    readonly amount?: unknown;
  };
  return {
    reason: typeof reason === 'string' ? reason : '',
    amount: typeof amount === 'number' ? amount : null,
  };
}
