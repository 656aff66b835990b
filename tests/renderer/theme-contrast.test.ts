import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../renderer/app/theme.css'), 'utf8');

function coloursOf(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`));
  const body = block.slice(0, block.indexOf('}'));
  return new Map(
    [...body.matchAll(/--q-([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

/** Relative luminance of WCAG 2.2 for `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const pairs = [
  ...['bg', 'surface', 'sunken', 'accent-soft', 'stop-soft', 'look-soft', 'done-soft'].map(
    (ground) => ['text', ground] as const,
  ),
  ...['bg', 'surface', 'sunken', 'accent-soft', 'stop-soft'].map((ground) => ['muted', ground] as const),
  ['accent-text', 'accent'],
  ['stop', 'stop-soft'],
  ['stop', 'surface'],
  ['look', 'look-soft'],
  ['look', 'surface'],
  ['look', 'accent-soft'],
  ['done', 'done-soft'],
] as const;

describe.each([
  ['light', ':root'],
  ['dark', ':root[data-look="dark"]'],
  ['contrast', ':root[data-look="contrast"]'],
])('the %s look', (_, selector) => {
  const colours = coloursOf(selector);

  it.each(pairs)('shows %s on %s with enough contrast', (text, ground) => {
    const ratio = contrast(colours.get(text) ?? '', colours.get(ground) ?? '');
    expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  it('marks borders of what can be pressed', () => {
    expect(contrast(colours.get('line-strong') ?? '', colours.get('surface') ?? '')).toBeGreaterThanOrEqual(
      3,
    );
  });
});
