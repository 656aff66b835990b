import { describe, expect, it } from 'vitest';
import { abandonedBurst, feedWedge, idleWedge, type WedgeVerdict } from '../../../domain/scan/wedge.ts';

function keys(text: string, gapMs: number, start = 1000) {
  return [...text].map((key, index) => ({ key, at: start + index * gapMs }));
}

function run(strokes: readonly { readonly key: string; readonly at: number }[]): readonly WedgeVerdict[] {
  let state = idleWedge;
  return strokes.map((stroke) => {
    const step = feedWedge(state, stroke);
    state = step.state;
    return step.verdict;
  });
}

const enter = { key: 'Enter' };

describe('keyboard wedge', () => {
  it.each([1, 5, 15, 30])('takes characters %d ms apart with an Enter for a scan', (gap) => {
    const strokes = keys('8934563138165', gap);
    const verdicts = run([...strokes, { ...enter, at: (strokes.at(-1)?.at ?? 0) + gap }]);
    expect(verdicts.at(-1)).toEqual({ kind: 'scan', code: '8934563138165' });
    expect(verdicts.slice(1, -1).every((verdict) => verdict.kind === 'burst')).toBe(true);
  });

  it.each([60, 80, 150])('leaves characters %d ms apart to the person typing', (gap) => {
    const strokes = keys('8934563138165', gap);
    const verdicts = run([...strokes, { ...enter, at: (strokes.at(-1)?.at ?? 0) + gap }]);
    expect(verdicts.every((verdict) => verdict.kind === 'typing')).toBe(true);
  });

  it('finds a scan right behind typing', () => {
    const typed = keys('nuoc ma', 120);
    const scanned = keys('8934563138165', 8, 3000);
    const verdicts = run([...typed, ...scanned, { ...enter, at: 3110 }]);
    expect(verdicts.at(-1)).toEqual({ kind: 'scan', code: '8934563138165' });
  });

  it('reports a cut-off scan instead of dropping it', () => {
    expect(run([...keys('893', 5), { ...enter, at: 1015 }]).at(-1)).toEqual({
      kind: 'fragment',
      code: '893',
    });
  });

  it('lets a person press one digit and Enter quickly', () => {
    expect(run([...keys('5', 5), { ...enter, at: 1020 }]).at(-1)).toEqual({ kind: 'typing' });
  });

  it('keeps a scan together when the PC stalls in the middle of it', () => {
    const strokes = [...keys('89345', 5), ...keys('63138165', 5, 1110)];
    const verdicts = run([...strokes, { ...enter, at: 1150 }]);
    expect(verdicts.at(-1)).toEqual({ kind: 'scan', code: '8934563138165' });
  });

  it('still is a scan when its Enter never comes', () => {
    let state = idleWedge;
    for (const stroke of keys('8934563138165', 5)) state = feedWedge(state, stroke).state;
    expect(abandonedBurst(state)).toEqual({ kind: 'scan', code: '8934563138165' });
    expect(abandonedBurst(idleWedge)).toEqual({ kind: 'typing' });
  });

  it('does not join an Enter that comes late', () => {
    expect(run([...keys('12345678', 5), { ...enter, at: 2000 }]).at(-1)).toEqual({ kind: 'typing' });
  });

  it('forgets a burst when another key comes between', () => {
    expect(run([...keys('1234', 5), { key: 'F9', at: 1020 }, { ...enter, at: 1025 }]).at(-1)).toEqual({
      kind: 'typing',
    });
  });

  it('takes two scans in a row for two scans', () => {
    const verdicts = run([
      ...keys('11112222', 5),
      { ...enter, at: 1040 },
      ...keys('33334444', 5, 1060),
      { ...enter, at: 1100 },
    ]);
    expect(verdicts.filter((verdict) => verdict.kind === 'scan')).toEqual([
      { kind: 'scan', code: '11112222' },
      { kind: 'scan', code: '33334444' },
    ]);
  });
});
