import { describe, expect, it } from 'vitest';
import { emptyPinPair, pinProblem } from '../../renderer/features/staff/pin-pair.tsx';

describe('a new PIN typed twice', () => {
  it('can be sent when both are the same eight digits', () => {
    expect(pinProblem({ pin: '27182818', again: '27182818' })).toBeNull();
  });

  it.each([
    ['nothing is typed', emptyPinPair, 'short'],
    ['a digit is missing', { pin: '2718281', again: '' }, 'short'],
    ['the second one is not complete', { pin: '27182818', again: '2718' }, 'again'],
    ['the second one differs', { pin: '27182818', again: '27182819' }, 'different'],
  ] as const)('is held back when %s', (_, pair, problem) => {
    expect(pinProblem(pair)).toBe(problem);
  });
});
